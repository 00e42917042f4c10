/** An IP address as a number, with the length that its kind has in binary digits. */
export interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

/** A network: the addresses that have its first `length` binary digits. Its address has nothing but zeros behind them. */
export interface Network extends Address {
  readonly length: number;
}

/** Reads `10.0.0.1` or `2001:db8::1`. An IPv4 address may have leading zeros, as in Terraform. */
export function parseAddress(text: string): Address | undefined {
  return /^[^:]*\./.test(text) ? parseIpv4(text) : parseIpv6(text);
}

/** Reads `10.0.0.0/8`; what stands behind the first digits of the address is left out. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return undefined;
  const written = text.slice(0, slash);
  const address = parseIpv4(written) ?? parseIpv6(written);
  const length = decimal(text.slice(slash + 1));
  if (address === undefined || length === undefined || length > address.bits) return undefined;
  return { ...masked(address, length), length };
}

/** The address with nothing but zeros behind its first digits. */
export function masked({ value, bits }: Address, length: number): Address {
  const host = BigInt(bits - length);
  return { value: (value >> host) << host, bits };
}

/** The last address of a network. */
export function lastOf({ value, bits, length }: Network): bigint {
  return value | ((1n << BigInt(bits - length)) - 1n);
}

/** True for an IPv6 address that stands for an IPv4 one, of which Go makes now the one, now the other. */
export function isMapped({ value, bits }: Address): boolean {
  return bits === 128 && value >> 32n === 0xffffn;
}

/** An address as Go writes it: of the longest run of zeros in an IPv6 address, the first, nothing. */
export function addressText({ value, bits }: Address): string {
  if (bits === 32) {
    return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 0xffn).toString()).join(".");
  }
  const groups = Array.from({ length: 8 }, (_, index) => (value >> BigInt(112 - 16 * index)) & 0xffffn);
  const texts = groups.map((group) => group.toString(16));
  const { start, length } = longestZeros(groups);
  if (length < 2) return texts.join(":");
  return `${texts.slice(0, start).join(":")}::${texts.slice(start + length).join(":")}`;
}

/** A network in CIDR notation. */
export function networkText(network: Network): string {
  return `${addressText(network)}/${network.length}`;
}

function longestZeros(groups: readonly bigint[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0n) length++;
    if (length > longest.length) longest = { start, length };
  }
  return longest;
}

function decimal(text: string): number | undefined {
  return /^\d+$/.test(text) && Number(text) < 0xffffff ? Number(text) : undefined;
}

function parseIpv4(text: string): Address | undefined {
  const octets = text.split(".").map(decimal);
  if (octets.length !== 4) return undefined;
  let value = 0n;
  for (const octet of octets) {
    if (octet === undefined || octet > 0xff) return undefined;
    value = (value << 8n) | BigInt(octet);
  }
  return { value, bits: 32 };
}

function parseIpv6(text: string): Address | undefined {
  const [before = "", after, more] = text.split("::");
  if (more !== undefined || !text.includes(":")) return undefined;
  const [front, back] = [groupsOf(before, after === undefined), groupsOf(after ?? "", true)];
  if (front === undefined || back === undefined) return undefined;
  const count = front.length + back.length;
  if (after === undefined ? count !== 8 : count > 7) return undefined;
  const groups = [...front, ...new Array<bigint>(8 - count).fill(0n), ...back];
  return { value: groups.reduce((value, group) => (value << 16n) | group, 0n), bits: 128 };
}

/** The last two groups may be written as an IPv4 address. */
function groupsOf(text: string, isEnd: boolean): bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const written = text.split(":");
  for (const [index, group] of written.entries()) {
    const ipv4 = isEnd && index === written.length - 1 && group.includes(".") ? parseIpv4(group) : undefined;
    if (ipv4 !== undefined) groups.push(ipv4.value >> 16n, ipv4.value & 0xffffn);
    else if (/^0*[0-9a-fA-F]{1,4}$/.test(group)) groups.push(BigInt(`0x${group}`));
    else return undefined;
  }
  return groups;
}

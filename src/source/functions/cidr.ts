import type { Value } from "../../values";
import { ofKind } from "./collection-kind";
import { EvaluationFailure } from "./failure";
import {
  addressText,
  isMapped,
  lastOf,
  masked,
  type Network,
  networkText,
  parseAddress,
  parseNetwork,
} from "./ip-address";
import { wholeNumber } from "./numbers";
import * as parameter from "./parameters";
import { opaque, type TerraformFunction } from "./terraform-function";
import { asKnownText } from "./text-parts";
import { STRING } from "./type";
import { WholeNumber } from "./whole-number";

/** Functions over networks. `cidrcontains` is OpenTofu's. */
export const CIDR: Readonly<Record<string, TerraformFunction>> = {
  cidrhost: opaque([parameter.text, parameter.number], ([prefix, number], { unsettled }) => {
    const network = networkOf(prefix);
    const host = bigWhole(number);
    if (isMapped(network) || host >= 1n << 63n) return unsettled();
    const last = (1n << BigInt(network.bits - network.length)) - 1n;
    const counted = host < 0n ? last + 1n + host : host;
    if (counted < 0n || counted > last) throw new EvaluationFailure("there is no such host in the network");
    return addressText({ value: network.value | counted, bits: network.bits });
  }),
  cidrnetmask: opaque([parameter.text], ([prefix], { unsettled }) => {
    const network = networkOf(prefix);
    if (isMapped(network)) return unsettled();
    if (network.bits !== 32) throw new EvaluationFailure("a network of IPv6 has no netmask");
    return addressText(masked({ value: 0xffffffffn, bits: 32 }, network.length));
  }),
  cidrsubnet: opaque([parameter.text, parameter.number, parameter.number], ([prefix, bits, number], { unsettled }) => {
    const more = wholeNumber(bits);
    const subnet = bigWhole(number);
    const network = networkOf(prefix);
    const length = network.length + more;
    if (length > network.bits) throw new EvaluationFailure("the network is too small for so many subnets");
    // Go's own arithmetic wraps around here.
    if (isMapped(network) || more < 0 || more > 63 || subnet < 0n || subnet >= 1n << 64n) return unsettled();
    if (subnet >= 1n << BigInt(more)) throw new EvaluationFailure("there is no such subnet");
    const value = network.value | (subnet << BigInt(network.bits - length));
    return networkText({ value, bits: network.bits, length });
  }),
  cidrsubnets: opaque(
    [parameter.text],
    ([prefix, ...bits], { unsettled }) => {
      const network = networkOf(prefix);
      return isMapped(network) ? unsettled() : subnets(network, bits.map(wholeNumber));
    },
    parameter.number,
  ),
  cidrcontains: opaque([parameter.text, parameter.text], ([prefix, contained], { unsettled }) => {
    const network = networkOf(prefix);
    const written = asKnownText(contained);
    const inner = parseAddress(written) ?? parseNetwork(written);
    if (inner === undefined) throw new EvaluationFailure("the text is neither an address nor a network");
    if (isMapped(network) || isMapped(inner)) return unsettled();
    if (inner.bits !== network.bits) throw new EvaluationFailure("IPv4 and IPv6 are compared");
    const last = "length" in inner ? lastOf(inner as Network) : inner.value;
    return network.value <= inner.value && last <= lastOf(network);
  }),
};

/** Each of the subnets begins behind the one before. */
function subnets(network: Network, newBits: readonly number[]): Value {
  let next = network.value;
  const made = newBits.map((bits) => {
    const length = network.length + bits;
    if (bits < 1 || bits > 32 || length > network.bits) throw new EvaluationFailure("a subnet has a wrong length");
    const size = 1n << BigInt(network.bits - length);
    const value = ((next + size - 1n) / size) * size;
    // Go takes the first address of all for the end.
    if (value === 0n || value > lastOf(network)) throw new EvaluationFailure("the network is too small");
    next = value + size;
    return networkText({ value, bits: network.bits, length });
  });
  return ofKind("list", made, STRING);
}

function networkOf(prefix: Value | undefined): Network {
  const network = parseNetwork(asKnownText(prefix));
  if (network === undefined) throw new EvaluationFailure("the text is no network in CIDR notation");
  return network;
}

/** A whole number of any size. */
function bigWhole(number: Value | undefined): bigint {
  if (number instanceof WholeNumber) return number.value;
  if (typeof number !== "number" || !Number.isInteger(number)) {
    throw new EvaluationFailure("a whole number is required");
  }
  return BigInt(number);
}

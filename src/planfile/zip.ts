import { crc32, inflateRawSync } from "node:zlib";
import { tooLarge } from "./budget";
import { decoding, SavedPlanUnreadable } from "./saved-plan-unreadable";

/** A zip's members, each inflated when it is asked for, its size and checksum compared with what the directory declares. */
export interface Zip {
  /** In the order of the directory, folders left out. */
  readonly names: readonly string[];
  /** @throws SavedPlanUnreadable where there is no such member, or it is not what the directory declares */
  read(name: string): Uint8Array;
}

interface Member {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Reads a zip's directory (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16) and refuses what no saved plan has: names
 * that leave the folder, one name twice, members that are encrypted or lie outside the file, zip64, several disks, more
 * than `maxSize` bytes declared.
 *
 * The directory is read here because no synchronous library tells the flags and checksums, and inflated by Node's zlib
 * because it stops at the declared size; fflate 0.8.3 cuts a member that is longer without a word, and takes six times as long.
 *
 * @throws SavedPlanUnreadable
 */
export function openZip(bytes: Uint8Array, maxSize: number): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const members = new Map<string, Member>();
  let declared = 0;
  for (const member of decoding("the zip directory", () => readDirectory(view, bytes))) {
    if (members.has(member.name)) damaged(`the zip holds ${quoted(member.name)} twice`);
    checkName(member.name);
    declared += member.size;
    members.set(member.name, member);
  }
  if (declared > maxSize) {
    throw new SavedPlanUnreadable("too-large", `the zip unpacks to ${declared} bytes; the limit is ${maxSize}`, {
      expected: "Pass a larger --max-size if that is what the plan really holds.",
    });
  }
  if (declared > FREE_SIZE && declared > MAX_RATIO * bytes.length) {
    throw tooLarge(`the zip unpacks to ${declared} bytes, more than ${MAX_RATIO} times its size, which no plan does`);
  }
  return {
    names: [...members.keys()].filter((name) => !name.endsWith("/")),
    read(name) {
      const member = members.get(name);
      if (member === undefined) return damaged(`the zip has no member ${quoted(name)}`);
      return decoding(`the zip member ${quoted(name)}`, () => inflate(bytes, view, member));
    },
  };
}

/** True where the bytes begin as a zip does. */
export function beginsAsZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Plans of many equal resources shrink to a fiftieth. */
const MAX_RATIO = 200;
const FREE_SIZE = 32 * 1024 * 1024;

const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

function readDirectory(view: DataView, bytes: Uint8Array): Member[] {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) damaged("it is a zip64, which Terraform does not write");
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count) damaged("the zip is split");
  const members: Member[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) damaged("the zip directory is broken");
    const nameLength = view.getUint16(at + 28, true);
    const name = UTF8.decode(bytes.subarray(at + 46, at + 46 + nameLength));
    members.push({
      name,
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

/** Where the end-of-directory record stands: at the end, but for a comment of up to 65,535 bytes. */
function findEnd(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  return damaged("the zip is cut off: its directory is missing");
}

/** Members are never written anywhere, yet a name that leaves its folder is not Terraform's. */
function checkName(name: string): void {
  const steps = name.split(/[/\\]/);
  if (steps.includes("..") || steps[0] === "" || /^[a-z]:/i.test(name) || name.includes("\0")) {
    damaged(`the zip member ${quoted(name)} does not stay in its folder`);
  }
}

function inflate(bytes: Uint8Array, view: DataView, member: Member): Uint8Array {
  if (member.encrypted) {
    throw new SavedPlanUnreadable("encrypted", `the zip member ${quoted(member.name)} is encrypted`, {
      expected: "Give the plan as `terraform plan -out=tfplan` wrote it.",
    });
  }
  const { offset, size } = member;
  if (view.getUint32(offset, true) !== LOCAL_HEADER) throw new Error("it has no header where the directory says");
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + member.packed > bytes.length) throw new Error("it is cut off");
  const content = unpack(bytes.subarray(start, start + member.packed), member);
  if (content.length !== size) throw new Error(`it holds ${content.length} bytes, not ${size}`);
  if (crc32(content) !== member.crc) throw new Error("its checksum does not match");
  return content;
}

function unpack(packed: Uint8Array, { method, size }: Member): Uint8Array {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new Error(`compression method ${method} is not one that Terraform uses`);
  try {
    // One byte more than declared, so that zlib needs one buffer only and sees that nothing follows.
    const buffer = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1), chunkSize: Math.max(size + 1, 64) });
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE"
      ? new Error(`it holds more than the ${size} bytes that it declares`)
      : error;
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

function quoted(name: string): string {
  return JSON.stringify(name);
}

function damaged(what: string): never {
  throw new SavedPlanUnreadable("damaged", what);
}

import { Hole, Text, text, type TextPart, type Value } from "./value";
import type { Words } from "./text";

/**
 * The one reader and writer of ARNs: `arn:partition:service:region:account:resource`.
 * Source: IAM User Guide, "Identify AWS resources with Amazon Resource Names (ARNs)".
 */

/** An ARN in its parts, each of which may hold holes. `resource` is all that follows the fifth colon. */
export interface Arn {
  readonly partition: Value;
  readonly service: Value;
  readonly region: Value;
  readonly account: Value;
  readonly resource: Value;
}

/** An ARN without holes. */
export type KnownArn = { readonly [field in keyof Arn]: string };

/** The fields of an ARN, `arn` itself among them. */
export const ARN_FIELDS = 6;

/**
 * Takes an ARN apart where its literal text shows all five colons; `undefined` for anything else. A hole counts as part
 * of the field in which it stands; with `mayHold`, one that may hold a colon makes the answer `undefined`.
 */
export function parseArn(value: string | undefined): KnownArn | undefined;
export function parseArn(value: Value | undefined, mayHold?: (hole: TextPart) => boolean): Arn | undefined;
export function parseArn(value: Value | undefined, mayHold: (hole: TextPart) => boolean = never): Arn | undefined {
  const fields = fieldsOf(value, mayHold);
  if (fields?.length !== ARN_FIELDS || fields[0] !== "arn") return undefined;
  const [, partition, service, region, account, resource] = fields as [Value, Value, Value, Value, Value, Value];
  return { partition, service, region, account, resource };
}

function never(): boolean {
  return false;
}

/** Whether a hole may hold a colon, so that nobody knows in which field of an ARN it ends. */
export function mayHoldColon(part: unknown): boolean {
  return part instanceof Hole && (part.shape === "any" || part.shape === "arn");
}

function fieldsOf(value: Value | undefined, mayHold: (hole: TextPart) => boolean): readonly Value[] | undefined {
  if (typeof value === "string") return value.startsWith("arn:") ? fieldsOfText(value) : undefined;
  if (!(value instanceof Text)) return undefined;
  return splitAtColons<Exclude<TextPart, string>>(value.parts, mayHold)?.map((field) => text(field));
}

/** Most ARNs are known, and there are many of them. */
function fieldsOfText(value: string): string[] {
  const fields: string[] = [];
  let from = 0;
  for (let colon = value.indexOf(":"); colon >= 0 && fields.length < ARN_FIELDS - 1; colon = value.indexOf(":", from)) {
    fields.push(value.slice(from, colon));
    from = colon + 1;
  }
  fields.push(value.slice(from));
  return fields;
}

/**
 * Splits text in pieces at its first five colons: into six fields, or fewer. `undefined`: a piece that `mayHold` a colon
 * stands before the sixth field, so that nobody can tell where its field ends.
 */
export function splitAtColons<Piece extends object>(
  parts: readonly (string | Piece)[],
  mayHold: (piece: Piece) => boolean,
): (string | Piece)[][] | undefined {
  const fields: (string | Piece)[][] = [[]];
  for (const part of parts) {
    if (typeof part === "string") splitInto(fields, part);
    else if (fields.length < ARN_FIELDS && mayHold(part)) return undefined;
    else fields.at(-1)?.push(part);
  }
  return fields;
}

function splitInto(fields: unknown[][], literal: string): void {
  let rest = literal;
  const add = (piece: string): void => {
    if (piece !== "") fields.at(-1)?.push(piece);
  };
  while (fields.length < ARN_FIELDS) {
    const colon = rest.indexOf(":");
    if (colon < 0) break;
    add(rest.slice(0, colon));
    fields.push([]);
    rest = rest.slice(colon + 1);
  }
  add(rest);
}

/**
 * The ARN of a resource of one of these types (`role`, `key`, …: what stands before the first slash of its last field),
 * as far as literal text shows it; `undefined` for any other value.
 */
export function arnOfType(value: string, service: string, ...types: readonly string[]): KnownArn | undefined;
export function arnOfType(value: Value | undefined, service: string, ...types: readonly string[]): Arn | undefined;
export function arnOfType(value: Value | undefined, service: string, ...types: readonly string[]): Arn | undefined {
  const arn = parseArn(value);
  if (arn?.service !== service || arn.partition === "") return undefined;
  const { resource } = arn;
  const start = resource instanceof Text ? resource.parts[0] : resource;
  if (typeof start !== "string") return undefined;
  const isOne = types.some((type) => start.startsWith(`${type}/`) && resource !== `${type}/`);
  return isOne ? arn : undefined;
}

/** The partition that an ARN, or the beginning of one, names; `undefined` where its text does not show one. */
export function partitionIn(value: Value): Value | undefined {
  const [first, second] = value instanceof Text ? value.parts : [value];
  if (typeof first !== "string" || !first.startsWith("arn:")) return undefined;
  if (first === "arn:") return second instanceof Hole ? second : undefined;
  const end = first.indexOf(":", "arn:".length);
  return end > "arn:".length ? first.slice("arn:".length, end) : undefined;
}

const ACCOUNT = /^\d{12}$/;

/** Whether a text is the number of an AWS account. */
export function isAccountId(value: Value | undefined): value is string {
  return typeof value === "string" && ACCOUNT.test(value);
}

/** The account whose root this ARN names, `arn:aws:iam::111122223333:root`; holes as in {@link mayHoldColon}. */
export function accountOfRoot(value: Value): Pick<Arn, "partition" | "account"> | undefined {
  if (typeof value === "string" && !value.endsWith(":root")) return undefined;
  const arn = parseArn(value, mayHoldColon);
  if (arn?.service !== "iam" || arn.region !== "" || arn.resource !== "root") return undefined;
  const { partition, account } = arn;
  return typeof account === "string" && !ACCOUNT.test(account) ? undefined : { partition, account };
}

/** The ARN of an account's root. */
export function accountRootArn(partition: string, account: string): string;
export function accountRootArn(partition: Words, account: Words): Words;
export function accountRootArn(partition: Value, account: Value): Value;
export function accountRootArn(partition: Value, account: Value): Value {
  return makeArn(partition, "iam", "", account, ["root"]);
}

/** Puts an ARN together. */
export function makeArn(
  partition: Words,
  service: string,
  region: Words,
  account: Words,
  resource: readonly Words[],
): Words;
export function makeArn(
  partition: Value,
  service: string,
  region: Value,
  account: Value,
  resource: readonly Value[],
): Value;
export function makeArn(
  partition: Value,
  service: string,
  region: Value,
  account: Value,
  resource: readonly Value[],
): Value {
  const fields = ["arn", partition, service, region, account, ""];
  if (!fields.every(isText)) {
    return text(["arn:", partition, `:${service}:`, region, ":", account, ":", ...resource] as (TextPart | Text)[]);
  }
  // Join known text at once: V8 keeps every piece of a string that is put together piece by piece.
  const start = fields.join(":");
  return resource.every(isText) ? [start, ...resource].join("") : text([start, ...resource] as (TextPart | Text)[]);
}

function isText(value: Value): value is string {
  return typeof value === "string";
}

/** The first four fields of an ARN in a longer text, and where in it the ARN begins. */
export interface ArnInText extends Omit<KnownArn, "resource"> {
  readonly at: number;
}

const IN_TEXT = /arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):([^:\s"]*)/g;

/** The ARNs that a text holds, anywhere. Time linear in the text. */
export function* arnsIn(value: string): Generator<ArnInText> {
  for (const found of value.matchAll(IN_TEXT)) {
    const [, partition = "", service = "", region = "", account = ""] = found;
    yield { partition, service, region, account, at: found.index };
  }
}

import { Hole, Text, isMap, type Value } from "../value";
import { listingOf, type Listing } from "./listing";
import type { Reading } from "./parse";
import { notText, quote, type Member, type Reject } from "./parse-statement";
import type { CompiledStatement, PrincipalEntry, PrincipalForm } from "./statement";
import type { Words } from "./words";

const TYPES = ["AWS", "Service", "Federated", "CanonicalUser"];

/** Reads `Principal` or `NotPrincipal`. `undefined`: the statement has neither. */
export function parsePrincipals(
  reading: Reading,
  member: Member,
  reject: Reject,
  effect: CompiledStatement["effect"],
): Listing<PrincipalEntry> | undefined {
  const element = member("NotPrincipal") === undefined ? "Principal" : "NotPrincipal";
  const value = member(element);
  if (reading.kind === "identity" || reading.kind === "boundary") {
    if (value !== undefined) reject(element, `\`${element}\` has no place in a policy of a role`);
    return undefined;
  }
  if (value === undefined) {
    reject("Principal", "`Principal` is missing", "readable");
    return undefined;
  }
  if (element === "NotPrincipal" && effect === "Allow") {
    reject(element, "`NotPrincipal` goes with `Deny` only", "readable");
  }
  return readPrincipal(element, value, reject);
}

function readPrincipal(element: string, value: Value, reject: Reject): Listing<PrincipalEntry> {
  if (value instanceof Hole || value instanceof Text) return readPrincipalText(value);
  if (value === "*")
    return { entries: [{ value: { type: "*", words: "*", form: { form: "anyone" } }, guards: [] }], rest: [] };
  if (!isMap(value)) {
    reject(element, `\`${element}\` is ${quote(value)}; it must be \`"*"\` or an object with ${TYPES.join(", ")}`);
    return { entries: [], rest: [] };
  }
  const listings = Object.keys(value).map((type) => {
    if (!TYPES.includes(type))
      reject(`${element}.${type}`, `\`${type}\` is no kind of principal (${TYPES.join(", ")} are)`);
    return listingOf(value[type] ?? null, (words) => principalOf(type, words), notText(`${element}.${type}`, reject));
  });
  return { entries: listings.flatMap(({ entries }) => entries), rest: listings.flatMap(({ rest }) => rest) };
}

/** `Principal` itself is not known: a hole may be any principals at all, text can only be `*`. */
function readPrincipalText(value: Hole | Text): Listing<PrincipalEntry> {
  if (value instanceof Hole && value.shape === "any") return { entries: [], rest: [{ value, guards: [] }] };
  return { entries: [{ value: { type: "*", words: value, form: { form: "text" } }, guards: [] }], rest: [] };
}

export function principalOf(type: string, words: Words): PrincipalEntry {
  return { type, words, form: typeof words === "string" ? formOf(type, words) : { form: "text" } };
}

function formOf(type: string, text: string): PrincipalForm {
  if (type === "Service") return { form: text === "*" ? "any-service" : "service" };
  if (type !== "AWS") return { form: "never" };
  if (text === "*") return { form: "anyone" };
  if (/^\d{12}$/.test(text)) return { form: "account", account: text };
  const root = /^arn:([^:]+):iam::(\d{12}):root$/.exec(text);
  if (root?.[1] !== undefined && root[2] !== undefined)
    return { form: "account", account: root[2], partition: root[1] };
  if (/[*?]/.test(text)) return { form: "never" };
  if (/^arn:[^:]+:iam::[^:]*:role\//.test(text)) return { form: "role" };
  if (/^arn:[^:]+:sts::[^:]*:assumed-role\//.test(text)) return { form: "session" };
  return { form: /^AROA[A-Z0-9]+$/.test(text) ? "unique-id" : "never" };
}

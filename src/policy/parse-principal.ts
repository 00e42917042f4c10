import { Hole, Text, isMap, type Value } from "../value";
import { splitArn } from "./arn";
import { listingOf, type Listing } from "./listing";
import type { Reading } from "./parse";
import { notText, quote, type Member, type Reject } from "./parse-statement";
import type { CompiledStatement, PrincipalEntry, PrincipalForm } from "./statement";
import { join, partsOf, type Words } from "./words";

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

/** One principal of a kind. */
export function principalOf(type: string, words: Words): PrincipalEntry {
  return { type, words, form: formOf(type, words) };
}

function formOf(type: string, words: Words): PrincipalForm {
  if (type === "Service") return { form: serviceForm(words) };
  if (type !== "AWS") return { form: "never" };
  const root = rootOf(words);
  if (root !== undefined) return root;
  return typeof words === "string" ? formOfText(words) : { form: "text" };
}

function serviceForm(words: Words): "any-service" | "service" | "text" {
  if (typeof words !== "string") return "text";
  return words === "*" ? "any-service" : "service";
}

function formOfText(text: string): PrincipalForm {
  if (text === "*") return { form: "anyone" };
  if (/^\d{12}$/.test(text)) return { form: "account", account: text };
  if (/[*?]/.test(text)) return { form: "never" };
  if (/^arn:[^:]+:iam::[^:]*:role\//.test(text)) return { form: "role" };
  if (/^arn:[^:]+:sts::[^:]*:assumed-role\//.test(text)) return { form: "session" };
  return { form: /^AROA[A-Z0-9]+$/.test(text) ? "unique-id" : "never" };
}

/** `arn:aws:iam::<account>:root`. */
function rootOf(words: Words): PrincipalForm | undefined {
  const components = splitArn(partsOf(words))?.map((parts) => join(parts as readonly (string | Hole)[]));
  if (components?.length !== 6) return undefined;
  const [arn, partition, service, region, account, resource] = components;
  if (arn !== "arn" || service !== "iam" || region !== "" || resource !== "root" || account === undefined)
    return undefined;
  if (typeof account === "string" && !/^\d{12}$/.test(account)) return undefined;
  return typeof partition === "string" ? { form: "account", account, partition } : { form: "account", account };
}

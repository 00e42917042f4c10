import { accountOfRoot, Hole, isAccountId, isMap, parseArn, Text, type Value, type Words } from "../../values";
import { type Entry, listingOf } from "./listing";
import type { Reading } from "./reading";
import { type Member, type Reject, notText, quote } from "./reject";
import type { CompiledStatement, PrincipalEntry, PrincipalForm } from "./statement";

const TYPES = ["AWS", "Service", "Federated", "CanonicalUser"];

/** Reads `Principal` or `NotPrincipal`. `undefined`: the statement has neither. */
export function parsePrincipals(
  reading: Reading,
  member: Member,
  reject: Reject,
  effect: CompiledStatement["effect"],
): readonly Entry<PrincipalEntry>[] | undefined {
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

function readPrincipal(element: string, value: Value, reject: Reject): readonly Entry<PrincipalEntry>[] {
  if (value === "*") return [{ value: { type: "*", words: "*", form: { form: "anyone" } }, guards: [] }];
  // a hole may be any principals at all; text with holes can only be `*`
  if (value instanceof Hole && value.shape === "any") return [restOf("*", { value, guards: [] })];
  if (value instanceof Hole || value instanceof Text) {
    return [{ value: { type: "*", words: value, form: { form: "text" } }, guards: [] }];
  }
  if (!isMap(value)) {
    reject(element, `\`${element}\` is ${quote(value)}; it must be \`"*"\` or an object with ${TYPES.join(", ")}`);
    return [];
  }
  if (Object.keys(value).length === 0) reject(element, `\`${element}\` is an object without a principal`);
  const found: Entry<PrincipalEntry>[] = [];
  for (const type of Object.keys(value)) {
    if (!TYPES.includes(type))
      reject(`${element}.${type}`, `\`${type}\` is no kind of principal (${TYPES.join(", ")} are)`);
    const named = (words: Words): PrincipalEntry => principalOf(type, words);
    const { entries, rest } = listingOf(value[type] ?? null, named, notText(`${element}.${type}`, reject));
    for (const entry of entries) found.push(entry);
    for (const each of rest) found.push(restOf(type, each));
  }
  return found;
}

function restOf(type: string, { value, guards }: Entry<Hole>): Entry<PrincipalEntry> {
  return { value: { type, words: value, form: { form: "rest" } }, guards };
}

/** One principal of a kind. */
export function principalOf(type: string, words: Words): PrincipalEntry {
  return { type, words, form: formOf(type, words) };
}

const NEVER: PrincipalForm = { form: "never" };
const TEXT: PrincipalForm = { form: "text" };
const ANYONE: PrincipalForm = { form: "anyone" };
const SERVICE: PrincipalForm = { form: "service" };
const ANY_SERVICE: PrincipalForm = { form: "any-service" };
const ROLE: PrincipalForm = { form: "role" };
const SESSION: PrincipalForm = { form: "session" };
const UNIQUE_ID: PrincipalForm = { form: "unique-id" };

function formOf(type: string, words: Words): PrincipalForm {
  if (type === "Service") return serviceForm(words);
  if (type !== "AWS") return NEVER;
  const root = formOfRoot(words);
  if (root !== undefined) return root;
  return typeof words === "string" ? formOfText(words) : TEXT;
}

function serviceForm(words: Words): PrincipalForm {
  if (typeof words !== "string") return TEXT;
  return words === "*" ? ANY_SERVICE : SERVICE;
}

function formOfText(text: string): PrincipalForm {
  if (text === "*") return ANYONE;
  if (text.includes("*") || text.includes("?")) return NEVER;
  if (text.startsWith("arn:")) return formOfArn(text);
  if (isAccountId(text)) return { form: "account", account: text };
  return /^AROA[A-Z0-9]+$/.test(text) ? UNIQUE_ID : NEVER;
}

function formOfArn(text: string): PrincipalForm {
  const arn = parseArn(text);
  if (arn === undefined || arn.partition === "" || arn.region !== "") return NEVER;
  if (arn.service === "iam" && arn.resource.startsWith("role/")) return ROLE;
  return arn.service === "sts" && arn.resource.startsWith("assumed-role/") ? SESSION : NEVER;
}

function formOfRoot(words: Words): PrincipalForm | undefined {
  const root = accountOfRoot(words);
  if (root === undefined) return undefined;
  const account = root.account as Words;
  return typeof root.partition === "string"
    ? { form: "account", account, partition: root.partition }
    : { form: "account", account };
}

import { Sentence } from "../../sentence";
import type { Key, Use } from "../../facts";
import type { Verdict } from "../../verdict";
import type { Call, Grantee } from "../../judging";

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const [last] = items.slice(-1);
  if (last === undefined) return "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** At most three resources by name, the others counted: `a, b, c and 7 more`. */
export function some(ids: readonly string[]): string {
  const all = [...new Set(ids)].sort();
  return all.length > 3 ? `${all.slice(0, 3).join(", ")} and ${String(all.length - 3)} more` : enumerate(all);
}

/** `the role aws_iam_role.x`, `the service principal x.amazonaws.com`. */
export function nameOf(grantee: Grantee): string {
  if (grantee.kind === "service") return `the service principal ${grantee.principal}`;
  return grantee.role === null ? "the service's role" : `the role ${grantee.role.id}`;
}

/** `the key policy of aws_kms_key.x`; says so where it is AWS's default one. */
export function keyPolicyOf(key: Key): string {
  return key.policy.origin === "default"
    ? `the key policy of ${key.id} (AWS's default, since none is set)`
    : `the key policy of ${key.id}`;
}

/**
 * The services behind these calls: `Amazon Personalize`, with the resources that use the key in brackets, or else the operations
 * where they are known.
 */
export function servicesOf(subjects: readonly { readonly call: Call }[]): string {
  const services = new Map(subjects.map(({ call: { service } }) => [service.id, service.title]));
  const uses = [...new Set(subjects.flatMap(({ call }) => call.uses))];
  return enumerate(
    [...services].sort(byName).map(([id, title]) => {
      const using = uses.flatMap((use) => (use.service === id && use.using !== null ? [use.using.id] : []));
      if (using.length > 0) return `${title} (${some(using)})`;
      const operations = operationsOf(uses.filter(({ service }) => service === id));
      return operations === null ? title : `${title} (${operations.join(", ")})`;
    }),
  );
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

/** The operations of these uses, sorted; `null` where those of any use are not known. */
function operationsOf(uses: readonly Use[]): readonly string[] | null {
  if (uses.some(({ operations }) => operations === null)) return null;
  const all = new Set(uses.flatMap(({ operations }) => operations ?? []));
  return all.size === 0 ? null : [...all].sort();
}

/** A sentence of these words: a full stop at the end, a capital at the start unless an address or an action stands there. */
function sentence(words: string): string {
  const text = words.trim();
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  return /^[a-z]+[ ,']/.test(ended) ? ended.charAt(0).toUpperCase() + ended.slice(1) : ended;
}

/** Sentences, each once, in one line. */
export function sentences(...all: readonly (string | Sentence | undefined)[]): string {
  const said = all.map((words) => (words === undefined ? "" : String(words).trim())).filter((words) => words !== "");
  return [...new Set(said.map(sentence))].join(" ");
}

/** The reasons of several verdicts, each once, with the actions that it is about. */
export function reasons(verdicts: readonly Verdict[]): readonly string[] {
  return Sentence.together(
    verdicts.map(({ because }) => because),
    enumerate,
  );
}

import type { Key, Use } from "../facts/facts";
import type { Service } from "../services/service";
import type { Verdict } from "../verdict";
import type { Call, Grantee } from "./access";

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const [last] = items.slice(-1);
  if (last === undefined) return "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** `the role aws_iam_role.x`, `the service principal x.amazonaws.com`. */
export function nameOf(grantee: Grantee): string {
  if (grantee.kind === "service") return `the service principal ${grantee.principal}`;
  return grantee.role === null ? "the role that it is given" : `the role ${grantee.role.id}`;
}

/** `the key policy of aws_kms_key.x`; says so where it is AWS's default one. */
export function keyPolicyOf(key: Key): string {
  return key.policy.origin === "default"
    ? `the key policy of ${key.id} (AWS's default, since none is set)`
    : `the key policy of ${key.id}`;
}

/** `Amazon Personalize`, with the operations in brackets where they are known. */
export function serviceOf(service: Service, uses: readonly Use[]): string {
  const operations = operationsOf(uses);
  return operations === null ? service.title : `${service.title} (${operations.join(", ")})`;
}

/** The operations of these uses, sorted; `null` where those of any use are not known. */
function operationsOf(uses: readonly Use[]): readonly string[] | null {
  if (uses.some(({ operations }) => operations === null)) return null;
  const all = new Set(uses.flatMap(({ operations }) => operations ?? []));
  return all.size === 0 ? null : [...all].sort();
}

/** A sentence of these words: a full stop at the end, a capital at the start unless an address or an action stands there. */
export function sentence(words: string): string {
  const text = words.trim();
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  return /^[a-z]+[ ,']/.test(ended) ? ended.charAt(0).toUpperCase() + ended.slice(1) : ended;
}

/** Sentences, each once, in one line. */
export function sentences(...all: readonly (string | undefined)[]): string {
  const said = all.filter((words): words is string => words !== undefined && words.trim() !== "").map(sentence);
  return [...new Set(said)].join(" ");
}

/**
 * The reasons of several verdicts: once where they are one, else each with the actions it belongs to. Reasons beyond the
 * third are left to the report's access table.
 */
export function reasons(of: readonly { readonly action: string; readonly verdict: Verdict }[]): readonly string[] {
  const actions = new Map<string, Set<string>>();
  for (const { action, verdict } of of) {
    const reason = verdict.because.trim().replace(/\.$/, "");
    if (reason === "") continue;
    actions.set(reason, (actions.get(reason) ?? new Set()).add(action));
  }
  if (actions.size === 1) return [...actions.keys()];
  return [...actions].slice(0, 3).map(([reason, those]) => `${enumerate([...those].sort())}: ${reason}`);
}

/** The one service of these calls, or the first of several. */
export function serviceOfCalls(calls: readonly [Call, ...Call[]]): string {
  const [{ service }] = calls;
  return serviceOf(service, [...new Set(calls.flatMap(({ uses }) => uses))]);
}

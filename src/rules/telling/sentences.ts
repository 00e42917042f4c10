import { groupBy } from "../../grouping";
import type { Key, Use } from "../../facts/facts";
import type { Verdict } from "../../verdict";
import type { Call, Grantee } from "../../judging/access";

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  const [last] = items.slice(-1);
  if (last === undefined) return "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
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

/** The services behind these calls: `Amazon Personalize`, with the operations in brackets where they are known. */
export function servicesOf(subjects: readonly { readonly call: Call }[]): string {
  const services = new Map(subjects.map(({ call: { service } }) => [service.id, service.title]));
  const uses = [...new Set(subjects.flatMap(({ call }) => call.uses))];
  return enumerate(
    [...services].sort(byName).map(([id, title]) => {
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
export function sentences(...all: readonly (string | undefined)[]): string {
  const said = all.filter((words): words is string => words !== undefined && words.trim() !== "").map(sentence);
  return [...new Set(said)].join(" ");
}

/** Stands for the action in a reason, so that reasons which differ in nothing else are told once. */
const ACTION = "\u0000";

/** What is told before the reasons: that the layer lacks the Allow. What a reason holds besides stands in brackets. */
const RESTATED = new RegExp(
  `^(?:no IAM policy of the role allows|the role's permissions boundary does not allow) ${ACTION}(?: \\((.*)\\))?$`,
  "s",
);

/**
 * The reasons of several verdicts, each with the actions that it is about; `these actions` where it is about all. Reasons
 * beyond the third are left to the report's access table.
 */
export function reasons(of: readonly { readonly action: string; readonly verdict: Verdict }[]): readonly string[] {
  const found = new Map<string, Set<string>>();
  for (const { action, verdict } of of) {
    const reason = verdict.because.trim().replace(/\.$/, "").replaceAll(action, ACTION).replace(RESTATED, "$1");
    if (reason !== "") found.set(reason, (found.get(reason) ?? new Set()).add(action));
  }
  const all = new Set(of.map(({ action }) => action)).size;
  return [...withoutAsides(found)].slice(0, 3).map(([reason, actions]) => {
    const sorted = [...actions].sort();
    const named = actions.size === all && all > 1 ? "these actions" : enumerate(sorted);
    if (reason.includes(ACTION)) return reason.replaceAll(ACTION, named);
    return actions.size === all ? reason : `${named}: ${reason}`;
  });
}

const ASIDE = / \([^()]*\)$/;

/** Reasons that differ in nothing but what they add in brackets are one, without it. */
function withoutAsides(reasons: ReadonlyMap<string, Set<string>>): ReadonlyMap<string, Set<string>> {
  const heads = groupBy(reasons.keys(), (reason) => reason.replace(ASIDE, ""));
  return new Map(
    [...heads].map(([head, same]) => {
      const [only] = same;
      if (only !== undefined && same.length === 1) return [only, reasons.get(only) ?? new Set()];
      return [head, new Set(same.flatMap((reason) => [...(reasons.get(reason) ?? [])]))];
    }),
  );
}

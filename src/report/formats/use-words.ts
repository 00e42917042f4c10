import { groupBy } from "../../grouping";
import { becauseNotJudged } from "../not-judged";
import type { NotJudgedKey, OtherUser, Report, ReportUse } from "../report";

/* A key may have dozens of uses: what reads as one is told as one, by the first three names and the number of the rest. */

/** A name that a plan has, and the plan where it is another than the key's. */
export interface Named {
  readonly name: string;
  readonly plan?: number;
}

/** Uses of one service through one role. */
export interface UsesOfService {
  readonly service: string;
  /** `null` where those of one of the uses are not known. */
  readonly operations: readonly string[] | null;
  readonly role: ReportUse["role"];
  readonly withoutRole: boolean;
  readonly confidence: ReportUse["confidence"];
  /** The resources in which the key is used. */
  readonly using: readonly Named[];
  readonly evidence: readonly Named[];
}

/** The uses of a key, grouped by service and role. */
export function usesByService(uses: readonly ReportUse[]): readonly UsesOfService[] {
  const groups = groupBy(uses, ({ service, role, without_role: without, confidence }) =>
    JSON.stringify([service, role, without, confidence]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { service, role, without_role: without, confidence } = first;
    const using = group.flatMap(({ using: name, using_plan: plan }) => (name === undefined ? [] : [named(name, plan)]));
    const evidence = group.flatMap((use) =>
      use.evidence.map(({ address, attribute, plan }) => named(`${address}.${attribute}`, plan)),
    );
    const operations = group.map((use) => use.operations);
    const known = operations.every((each) => each !== null) ? unique(operations.flat()).sort() : null;
    const all = { service, operations: known, role, withoutRole: without === true, confidence };
    return [{ ...all, using: uniqueNames(using), evidence: uniqueNames(evidence) }];
  });
}

/** The users of a key that nobody judges, grouped by service; in the order in which they come. */
export function usersByService(
  users: readonly OtherUser[],
): readonly { readonly service?: string; readonly names: readonly Named[] }[] {
  return [...groupBy(users, ({ service }) => service)].map(([service, group]) => ({
    ...(service !== undefined && { service }),
    names: group.map(({ address, attribute, plan }) => named(`${address}.${attribute}`, plan)),
  }));
}

/** More names than these nobody reads in one sentence. */
const mostNames = 3;

/** `a, b, c and 9 more`: the names as a format writes them. */
export function firstOf(names: readonly Named[], write: (name: Named) => string, most = mostNames): string {
  const more = names.length - most;
  const shown = (more > 0 ? names.slice(0, most) : names).map(write).join(", ");
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}

/** Every key that has users whom nobody judges, or nothing but such: with why it is not judged. */
export function keysNotJudged({ keys, not_judged: notJudged = [] }: Report): readonly (NotJudgedKey & {
  readonly plan: number;
})[] {
  const besides = keys.flatMap(({ id, plan, other_users: users }) => {
    return users === undefined || users.length === 0 ? [] : [{ id, plan, users, because: becauseNotJudged(users) }];
  });
  return [...besides, ...notJudged.map((key) => ({ ...key, plan: key.plan ?? 0 }))];
}

/** `kmsgate has no requirements for Amazon RDS: aws_db_instance.main.kms_key_id (Amazon RDS)`, for formats without markup. */
export function notJudgedSentence({ users, because }: NotJudgedKey, planPath: (plan: number) => string): string {
  const places = usersByService(users).map(({ service, names }) => {
    const title = service === undefined ? "" : ` (${service})`;
    return firstOf(names, ({ name, plan }) => (plan === undefined ? name : `${planPath(plan)}:${name}`)) + title;
  });
  return places.length === 0 ? because : `${because}: ${places.join("; ")}`;
}

function named(name: string, plan: number | undefined): Named {
  return { name, ...(plan !== undefined && { plan }) };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function uniqueNames(names: readonly Named[]): readonly Named[] {
  return [...new Map(names.map((each) => [`${String(each.plan)} ${each.name}`, each])).values()];
}

import { compare, groupBy } from "../grouping";
import { type Facts, type Key, printableArn, type Use } from "../facts";
import type { ReadPlan } from "../resolve";
import { type KeyAccess, type RuntimePlace, runtimePlaces } from "../judging";
import type { Finding, Profile } from "../findings";
import type { Judgement } from "../rules";
import { catalogue, type Service } from "../services";
import {
  formatVersion,
  type Report,
  type ReportKey,
  type ReportPlan,
  type ReportUse,
  type SourcePlace,
  type Summary,
} from "./report";
import { type OtherUsersOf, notJudgedKeys, otherUsersOf } from "./not-judged";
import { accessRows, reportUses } from "./to-report-key";

/** What a report needs besides the facts and the judgement. */
export interface ReportMeta {
  readonly plans: readonly ReadPlan[];
  /** kmsgate's own. */
  readonly version: string;
  readonly profile: Profile;
  /** Those that a configuration adds to the catalogue. */
  readonly services?: readonly Service[];
  /** The configuration file in use. */
  readonly configFile?: string;
}

/**
 * The report of a judgement, its arrays sorted: the same plan gives the same bytes.
 *
 * The keys are those that a service uses; those that one may use (unlinked); and each operation whose key is not known, under
 * the address of the resource that starts it.
 */
export function toReport(
  facts: Facts,
  judgement: Pick<Judgement, "access" | "findings" | "takings">,
  meta: ReportMeta,
): Report {
  const { access, findings, takings } = judgement;
  const verdictOf = verdicts(findings);
  const usersOf = otherUsersOf(facts);
  const taken = keysTaken(takings, access);
  const unused = unusedKeys(facts).filter((key) => !taken.some((each) => isSameKey(each.key, key)));
  const keys = [
    ...access.map((each) => usedKey(each, verdictOf, usersOf)),
    ...taken.map(({ key, uses }) => ({ ...plainKey(key, verdictOf, usersOf), uses: reportUses(uses) })),
    ...unused.map((key) => plainKey(key, verdictOf, usersOf)),
    ...runtimePlaces(facts).map((place) => runtimeKey(place, verdictOf)),
  ].sort((a, b) => a.plan - b.plan || compare(a.id, b.id));
  const notJudged = notJudgedKeys(facts, keys, usersOf);
  return {
    ...reportHead(meta),
    plans: meta.plans.map(reportPlan),
    profile: meta.profile,
    summary: summaryOf(facts, keys, findings),
    keys,
    ...(notJudged.length > 0 && { not_judged: notJudged }),
    unlinked: facts.unlinked.map(({ kind, address, because }) => ({ kind, address, because })).sort(byAddress),
    findings,
  };
}

/** The first members of every report: what made it, and by which configuration. */
export function reportHead(
  meta: Omit<ReportMeta, "plans">,
): Pick<Report, "format_version" | "tool" | "services" | "config"> {
  const { version, services = [], configFile } = meta;
  return {
    format_version: formatVersion,
    tool: { name: "kmsgate", version, catalogue },
    ...(services.length > 0 && { services: services.map(({ id, title }) => ({ id, title })) }),
    ...(configFile !== undefined && { config: { path: configFile } }),
  };
}

type VerdictOf = (key: { readonly id: string; readonly plan: number }) => ReportKey["verdict"];

/** A key fails if it has an error that is not ignored; else it is undecided if it has an undecided one; else it passes. */
function verdicts(findings: readonly Finding[]): VerdictOf {
  const found = new Map<string, ReportKey["verdict"]>();
  for (const { key, plan, level, verdict, ignored } of findings) {
    if (level !== "error" || ignored !== undefined) continue;
    const name = `${plan} ${key}`;
    if (verdict === "violated") found.set(name, "fail");
    else if (!found.has(name)) found.set(name, "undecided");
  }
  return ({ id, plan }) => found.get(`${plan} ${id}`) ?? "pass";
}

function usedKey(access: KeyAccess, verdictOf: VerdictOf, usersOf: OtherUsersOf): ReportKey {
  const { id, plan, address, arn, verdict, policy, other_users } = plainKey(access.key, verdictOf, usersOf);
  let rows: ReportKey["access"] | undefined;
  return {
    id,
    plan,
    address,
    arn,
    verdict,
    policy,
    uses: reportUses(access.uses),
    // Made when they are read: a report as text needs none of them.
    get access() {
      return (rows ??= accessRows(access));
    },
    ...(other_users !== undefined && { other_users }),
  };
}

function plainKey(key: Key, verdictOf: VerdictOf, usersOf: OtherUsersOf): ReportKey {
  const { id, plan, resource } = key;
  const arn = printableArn(key);
  const { origin, because } = key.policy;
  const others = usersOf(key);
  return {
    id,
    plan,
    address: resource?.address.text ?? null,
    arn: typeof arn === "string" ? arn : null,
    verdict: verdictOf(key),
    policy: { origin, ...(because !== undefined && { because }) },
    uses: [],
    access: [],
    ...(others !== undefined && { other_users: others }),
  };
}

function runtimeKey(place: RuntimePlace, verdictOf: VerdictOf): ReportKey {
  const { id, plan, at, keys } = place;
  const evidence = [{ address: at.address, attribute: at.attribute ?? "" }];
  const services = [...new Set(keys.map(({ service }) => service))].sort();
  const uses = services.map((service): ReportUse => {
    const operations = [...new Set(keys.filter((key) => key.service === service).map(({ operation }) => operation))];
    const known = operations.flatMap((operation) => operation ?? []).sort();
    return {
      service,
      operations: known.length < operations.length ? null : known,
      role: null,
      confidence: "certain",
      evidence,
    };
  });
  const policy = { origin: "unknown", because: "which key it is cannot be told" } as const;
  return { id, plan, address: null, arn: null, verdict: verdictOf(place), policy, uses, access: [] };
}

/** Keys that no use shows any more, and that something is taken of; not those whose use goes with its role or resource. */
function keysTaken(
  takings: Judgement["takings"],
  access: readonly KeyAccess[],
): readonly { readonly key: Key; readonly uses: readonly Use[] }[] {
  const rest = takings.filter(
    ({ way, key }) => way.kind !== "gone" && !access.some((each) => isSameKey(each.key, key)),
  );
  return [...groupBy(rest, ({ key }) => `${String(key.plan)} ${key.id}`).values()].map((ofKey) => ({
    key: (ofKey[0] as (typeof ofKey)[number]).key,
    uses: [...new Set(ofKey.flatMap(({ uses }) => uses))],
  }));
}

function isSameKey(one: Key, other: Key): boolean {
  return one.plan === other.plan && one.id === other.id;
}

/** Keys without a use that was found, but listed as unlinked. */
function unusedKeys({ keys, uses, unlinked }: Facts): readonly Key[] {
  const listed = new Set(unlinked.filter(({ kind }) => kind === "key").map(({ address }) => address));
  if (listed.size === 0) return [];
  const used = new Set(uses.map(({ key }) => `${key.plan} ${key.id}`));
  return keys.filter(({ id, plan }) => listed.has(id) && !used.has(`${plan} ${id}`));
}

function summaryOf(facts: Facts, keys: readonly ReportKey[], findings: readonly Finding[]): Summary {
  const having = (verdict: ReportKey["verdict"]): number => keys.filter((key) => key.verdict === verdict).length;
  const standing = findings.filter(({ verdict, ignored }) => verdict === "violated" && ignored === undefined);
  const at = (level: Finding["level"]): number => standing.filter((finding) => finding.level === level).length;
  const [failed, undecided] = [having("fail"), having("undecided")];
  const judged = new Set(keys.map(({ id, plan }) => `${plan} ${id}`));
  const managed = facts.keys.filter(({ resource }) => resource !== null);
  return {
    verdict: overall({ keys: keys.length, failed, undecided }),
    keys: keys.length,
    not_judged: managed.filter(({ id, plan }) => !judged.has(`${plan} ${id}`)).length,
    passed: having("pass"),
    failed,
    undecided,
    errors: at("error"),
    warnings: at("warning"),
    notes: at("note"),
    ignored: findings.filter(({ ignored }) => ignored !== undefined).length,
  };
}

function reportPlan(plan: ReadPlan): ReportPlan {
  return {
    path: plan.path,
    sha256: plan.sha256,
    reader: plan.reader,
    terraform_version: plan.terraformVersion,
    format_version: plan.formatVersion,
    complete: plan.deferred ? false : plan.complete,
    resource_count: plan.resourceCount,
    accounts: plan.accounts.map(({ id, inferred }) => ({ id, inferred })),
    ...(plan.accountsInstead.length > 0 && { accounts_instead: plan.accountsInstead }),
    source: plan.source,
    ...(plan.unbelieved.length > 0 && { source_places: plan.unbelieved.map(reportPlace) }),
  };
}

function reportPlace(part: ReadPlan["unbelieved"][number]): SourcePlace {
  const { file, line, address, attribute, because, planned, sourced } = part;
  const document = [address, attribute].filter((each) => each !== undefined && each !== "").join(".");
  return {
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(document !== "" && { document }),
    because,
    ...(planned !== undefined && { plan_has: planned }),
    ...(sourced !== undefined && { source_has: sourced }),
  };
}

/** The order of what could not be linked. */
export function byAddress(a: Report["unlinked"][number], b: Report["unlinked"][number]): number {
  const [one = "", other = ""] = [a, b].map(({ kind, address, because }) => JSON.stringify([address, kind, because]));
  return compare(one, other);
}

/** What the verdicts of keys come to. */
export function overall({
  keys,
  failed,
  undecided,
}: Pick<Summary, "keys" | "failed" | "undecided">): Summary["verdict"] {
  return keys === 0 ? "none" : failed > 0 ? "fail" : undecided > 0 ? "undecided" : "pass";
}

import { groupBy } from "../grouping";
import type { Facts, Key, PolicyFact, Role, Use } from "../facts";
import { authorizeAssumeRole } from "../policy";
import { isOfExport, type Service } from "../services";
import { canonical } from "../values";
import type { Verdict } from "../verdict";
import { granteeId, type Call, type Row } from "./access";
import { accessOf } from "./access-to-key";
import { changesBehind } from "./changes-behind";
import { callsByUse, compare, misfits, nameOfCall, worked } from "./compare-calls";
import type { Before, Taking, Way } from "./taking";
import { named, usesAcross, type UseAcross } from "./uses-across";

/**
 * What a plan takes away. Each use that was there before is asked about in both worlds, by the same authorizer, and the
 * answers are compared, never the texts of policies. Sorted by key, grantee and action.
 */
export function takingsOf(after: Facts, before: Before): readonly Taking[] {
  const deleted = deletedOutside(after, before);
  const formerly = new Set(deleted.map(({ before: { key } }) => canonical(key.arn)));
  const across = usesAcross(after, before).filter((use) => !formerly.has(canonical(use.before.key.arn)));
  const touched = across.filter((use) => isTouched(use, before));
  const byKey = groupBy(touched, ({ before: { key } }) => named(key));
  const found = [...byKey.values()].flatMap((uses) => takenFromKey(uses, after, before));
  const all = [...found, ...byAliases(across, after, before), ...deleted].sort(inOrder);
  return withAddedByHand(all, before);
}

/** What the last apply did not leave, somebody added by hand. */
function withAddedByHand(takings: readonly Taking[], { now, lastApply }: Before): readonly Taking[] {
  const left = takings.length === 0 ? null : lastApply();
  if (left === null) return takings;
  const keys = new Map(left.keys.map((key) => [named(key), key]));
  const roles = new Map(left.roles.map((role) => [role.id, role]));
  const uses = now.uses.flatMap((use): Use[] => {
    const key = keys.get(named(use.key));
    const role = use.role === null ? null : roles.get(use.role.id);
    return key === undefined || role === undefined ? [] : [{ ...use, key, role }];
  });
  const calls = new Map(
    accessOf({ ...left, uses }).flatMap((each) => each.calls.map((call) => [placeOfCall(call), call] as const)),
  );
  return takings.map((taking) => {
    const call = calls.get(placeOfCall(taking.before));
    return call !== undefined && compare(taking.before, call)?.certainty === "is"
      ? { ...taking, addedByHand: true }
      : taking;
  });
}

function placeOfCall(call: Call): string {
  return `${named(call.key)} ${nameOfCall(call)}`;
}

const READING: readonly string[] = ["kms:Decrypt", "kms:DescribeKey"];
const DECRYPT = "kms:Decrypt";

/** Whether the plan changes anything that the use rests on. */
function isTouched({ before: use, after, goesWith, next }: UseAcross, { changeOf }: Before): boolean {
  if (after === null) return goesWith !== undefined;
  if (next !== undefined) return true;
  return [...placesOf(use), ...placesOf(after)].some((address) => {
    const change = changeOf(address)?.change ?? "no-op";
    return change !== "no-op" && change !== "read";
  });
}

/** Where everything stands that decides a use: the key and the role, their policies and grants, what shows the use. */
function placesOf({ key, role, evidence }: Use): readonly string[] {
  return [
    ...(key.resource === null ? [] : [key.resource.address.text]),
    ...policyPlaces([key.policy]),
    ...key.grants.map(({ name }) => name),
    ...(role === null ? [] : placesOfRole(role)),
    ...evidence.map(({ address }) => address),
  ];
}

function placesOfRole({ resource, trust, identityPolicies, possiblyAttached, boundary }: Role): readonly string[] {
  return [
    ...(resource === null ? [] : [resource.address.text]),
    ...policyPlaces([trust, ...identityPolicies, ...possiblyAttached, ...(boundary === null ? [] : [boundary])]),
  ];
}

function policyPlaces(facts: readonly PolicyFact[]): readonly string[] {
  return facts.flatMap(({ location, attachedBy }) => [location.address, ...(attachedBy ?? [])]);
}

/** What is taken of one key. */
function takenFromKey(uses: readonly UseAcross[], after: Facts, before: Before): readonly Taking[] {
  const remaining = uses.flatMap(({ after: use }) => (use === null ? [] : [use]));
  const [was] = accessOf({ ...before.now, uses: uses.map(({ before: use }) => use) });
  const [is] = remaining.length === 0 ? [] : accessOf({ ...after, uses: remaining });
  const later = callsByUse(is?.calls ?? []);
  const across = new Map(uses.map((use) => [use.before, use]));
  return (was?.calls ?? []).flatMap((call): readonly Taking[] => {
    if (!worked(call)) return [];
    const those = call.uses.flatMap((use) => across.get(use) ?? []);
    const gone = those.filter((use) => use.after === null);
    const parts = groupBy(
      those.filter((use) => use.after !== null),
      ({ after: use }) => later(call, use),
    );
    if (parts.size === 0) return goneWith(call, gone, before);
    return [...parts].flatMap(([then, ofCall]) => takenFromCall(call, ofCall, then, before));
  });
}

function goneWith(call: Call, [first]: readonly UseAcross[], before: Before): readonly Taking[] {
  if (call.effective.outcome !== "allowed") return [];
  return [taking(call, null, "is", { kind: "gone", with: first?.goesWith ?? "" }, before)];
}

function takenFromCall(
  call: Call,
  remain: readonly UseAcross[],
  later: Call | null,
  before: Before,
): readonly Taking[] {
  const key = (remain[0]?.after as Use).key;
  const made = (certainty: Taking["certainty"], way: Way): Taking => taking(call, later, certainty, way, before, key);
  const [misfit] = misfits(
    key,
    call.service,
    remain.flatMap(({ after: use }) => use ?? []),
  );
  const found: Taking[] = [];
  if (misfit !== undefined) {
    found.push(made(misfit.fits === "no" ? "is" : "may", { kind: "key", what: misfit.what }));
    if (misfit.fits === "no") return found;
  }
  const [moved] = remain;
  const next = remain.every((use) => use.next !== undefined) ? moved?.next : undefined;
  const atRest = call.rows.some((row) => bindsData(row, call.service));
  if (key.resource?.change === "replace" && atRest && call.action === DECRYPT)
    found.push(made("is", { kind: "former-key" }));
  // What another key encrypts from now on, the former one still has to decrypt.
  if (next !== undefined && !(atRest && READING.includes(call.action))) return found;
  const compared = later === null ? undefined : compare(call, later);
  if (compared !== undefined) {
    const { certainty, ...verdicts } = compared;
    found.push(
      made(
        certainty,
        next === undefined ? { kind: "policies", ...verdicts } : { kind: "data-at-rest", next, ...verdicts },
      ),
    );
  }
  const trust = compared === undefined ? trustTaken(call, remain) : undefined;
  if (trust !== undefined)
    found.push(made(trust.outcome === "denied" ? "is" : "may", { kind: "trust", verdict: trust }));
  return found;
}

/** What the key encrypted stays encrypted with it: the catalogue says so, or it is a service that is given data to work on. */
function bindsData({ requirement }: Row, service: Service): boolean {
  return requirement.atRest ?? (service.operations.length > 0 && !isOfExport(requirement));
}

/** A role that let the service assume it, and lets it no longer. */
function trustTaken(call: Call, uses: readonly UseAcross[]): Verdict | undefined {
  if (call.grantee.kind !== "role" || call.service.principals.length === 0) return undefined;
  const [{ before, after }] = uses as readonly [UseAcross];
  if (before.role === null || after?.role?.resource == null) return undefined;
  if (mayAssume(before.role, call).outcome !== "allowed") return undefined;
  const later = mayAssume(after.role, call);
  return later.outcome === "allowed" ? undefined : later;
}

function mayAssume(role: Role, { service, key }: Call): Verdict {
  return authorizeAssumeRole(role.trust.policy, { service: service.principals, role, region: key.region });
}

function taking(
  call: Call,
  after: Call | null,
  certainty: Taking["certainty"],
  way: Way,
  before: Before,
  key: Key = call.key,
): Taking {
  return {
    certainty,
    way,
    key,
    service: call.service,
    grantee: after?.grantee ?? call.grantee,
    action: call.action,
    uses: call.uses,
    before: call,
    roleBefore: call.grantee.kind === "role" ? call.grantee.role : null,
    after,
    addedByHand: false,
    by: changesBehind(call, after, key, before),
  };
}

/**
 * An alias that leads to another key from now on takes along whoever names the key by it. No plan shows who does, but for what
 * names it in the plan itself.
 */
function byAliases(across: readonly UseAcross[], after: Facts, before: Before): readonly Taking[] {
  const holders = aliasesIn(after);
  if (holders.size === 0) return [];
  return [...groupBy(across, ({ before: { key } }) => named(key)).values()].flatMap((uses) => {
    const { key } = (uses[0] as UseAcross).before;
    return key.aliases.flatMap((alias) => {
      const next = typeof alias === "string" ? holders.get(`${String(key.plan)} ${alias}`) : undefined;
      if (typeof alias !== "string" || next === undefined || named(next) === named(key)) return [];
      return throughAlias(uses, { alias, next }, after, before);
    });
  });
}

function throughAlias(
  uses: readonly UseAcross[],
  { alias, next }: { readonly alias: string; readonly next: Key },
  after: Facts,
  before: Before,
): readonly Taking[] {
  const remain = uses.filter((use) => use.after !== null);
  const moved = remain.map(({ after: use }): Use => ({ ...(use as Use), key: next }));
  const [was] = accessOf({ ...before.now, uses: remain.map(({ before: use }) => use) });
  const [is] = moved.length === 0 ? [] : accessOf({ ...after, uses: moved });
  const later = callsByUse(is?.calls ?? []);
  const at = new Map(remain.map(({ before: use }, index) => [use, moved[index] ?? null]));
  return (was?.calls ?? []).flatMap((call) => {
    const [use] = call.uses;
    const then = use === undefined ? null : later(call, at.get(use) ?? null);
    if (!worked(call) || then === null || compare(call, then) === undefined) return [];
    return [taking(call, then, "may", { kind: "alias", alias, next }, before, call.key)];
  });
}

function aliasesIn({ keys }: Facts): ReadonlyMap<string, Key> {
  const found = new Map<string, Key>();
  for (const key of keys)
    for (const alias of key.aliases) if (typeof alias === "string") found.set(`${String(key.plan)} ${alias}`, key);
  return found;
}

/** Keys that were used when the plan was last applied, that are not there any more, and that this plan makes anew. */
function deletedOutside(after: Facts, before: Before): readonly Taking[] {
  const left = before.lastApply();
  if (left === null) return [];
  const now = new Set(before.now.keys.map(named));
  const made = new Map(after.keys.map((key) => [named(key), key]));
  const uses = left.uses.filter(
    ({ key }) => !now.has(named(key)) && made.get(named(key))?.resource?.change === "create",
  );
  return accessOf({ ...left, uses }).flatMap(({ key, calls }) =>
    calls
      .filter((call) => call.action === DECRYPT && worked(call))
      .map((call) => taking(call, null, "is", { kind: "deleted-outside" }, before, made.get(named(key)) ?? key)),
  );
}

function inOrder(a: Taking, b: Taking): number {
  const [one, other] = [a, b].map(({ key, grantee, action, certainty }) =>
    JSON.stringify([key.plan, key.id, granteeId(grantee), certainty, action]),
  ) as [string, string];
  return one < other ? -1 : one > other ? 1 : 0;
}

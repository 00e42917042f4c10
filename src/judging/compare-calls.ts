import type { Key, Use } from "../facts";
import { push } from "../grouping";
import type { Service } from "../services";
import type { Verdict } from "../verdict";
import { granteeId, type Call, type Row } from "./access";
import { type Fitness, fitnessOf } from "./key-fitness";
import type { Taking } from "./taking";

/** A call that nothing stood in the way of. */
export function worked(call: Call): boolean {
  const usable = misfits(call.key, call.service, call.uses).length === 0;
  return usable && (call.effective.outcome === "allowed" || call.rows.some(isDocumented));
}

function isDocumented({ documented }: Row): boolean {
  return documented.outcome === "allowed";
}

/** What was lost between two answers to one call. */
export interface Compared {
  readonly certainty: Taking["certainty"];
  readonly documented?: Verdict;
  readonly documentedBefore?: Verdict;
}

/** The two questions, as they were answered before and as they are after: what got through and does not, or may not. */
export function compare(was: Call, is: Call): Compared | undefined {
  const documented = documentedTaken(was, is);
  const lost = was.effective.outcome === "allowed" && is.effective.outcome !== "allowed";
  if (lost && is.effective.outcome === "denied") return { certainty: "is", ...documented.is, ...documented.may };
  if (documented.is !== undefined) return { certainty: "is", ...documented.is };
  return lost || documented.may !== undefined ? { certainty: "may", ...documented.may } : undefined;
}

type Documented = Pick<Compared, "documented" | "documentedBefore">;

function documentedTaken(was: Call, is: Call): { readonly is?: Documented; readonly may?: Documented } {
  let may: Documented | undefined;
  for (const row of was.rows.filter(isDocumented)) {
    const same = is.rows.find(({ requirement }) => requirement === row.requirement);
    if (same === undefined || isDocumented(same)) continue;
    const both = { documented: same.documented, documentedBefore: row.documented };
    if (same.documented.outcome === "denied") return { is: both };
    may ??= both;
  }
  return may === undefined ? {} : { may };
}

/** What keeps the key from being used, the certain first; how its name is written is nothing that a plan takes. */
export function misfits(key: Key, service: Service, uses: readonly Use[]): readonly Pick<Fitness, "fits" | "what">[] {
  return [...fitnessOf(key, service, uses)]
    .filter(({ what }) => what.kind !== "form")
    .sort((a, b) => (a.fits === b.fits ? 0 : a.fits === "no" ? -1 : 1));
}

/** The call of a use that is the same as one of the other world; uses whose answers are not alike have calls of their own. */
export function callsByUse(calls: readonly Call[]): (same: Call, use: Use | null) => Call | null {
  const byUse = new Map<Use, Call[]>();
  for (const call of calls) for (const use of call.uses) push(byUse, use, call);
  return (same, use) => {
    const named = nameOfCall(same);
    const requirements = new Set(same.rows.map(({ requirement }) => requirement));
    const found = (use === null ? [] : (byUse.get(use) ?? [])).filter((call) => nameOfCall(call) === named);
    return found.find(({ rows }) => rows.some(({ requirement }) => requirements.has(requirement))) ?? found[0] ?? null;
  };
}

/** What a call is called in both worlds. */
export function nameOfCall({ service, grantee, action }: Call): string {
  return JSON.stringify([service.id, grantee.kind, granteeId(grantee), action]);
}

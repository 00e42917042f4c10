import { compare, groupBy, kept } from "../grouping";
import type { Facts, Use } from "../facts";
import { type Service, serviceIn } from "../services";
import { granteeId, type Call, type GrantedCall, type KeyAccess } from "./access";
import { answersFor, type NeededByUse } from "./answers";
import { granteeOf } from "./grantees";
import { neededCalls } from "./needed-calls";
import type { Need } from "./needs";
import type { Subject } from "./queries";
import { asking, refusedOutright } from "./questions";

/** What is asked about one grantee of one service, and for which uses. */
export interface Needed {
  readonly subject: Subject;
  readonly byUse: NeededByUse[];
}

/** What the uses of a key come to, by who makes the calls; sorted. */
export function neededBy(
  uses: readonly Use[],
  { services }: Facts,
  needs: (use: Use, service: Service) => readonly Need[],
): readonly Needed[] {
  const found = new Map<string, Needed>();
  for (const use of uses) {
    const service = serviceIn(services, use.service);
    for (const { grantee: kind, calls } of neededCalls(needs(use, service))) {
      const grantee = granteeOf(kind, use, service);
      if (grantee === null) continue;
      const name = JSON.stringify([service.id, kind, granteeId(grantee)]);
      kept(found, name, () => ({ subject: { key: use.key, service, grantee }, byUse: [] })).byUse.push({ use, calls });
    }
  }
  return [...found].sort(([a], [b]) => compare(a, b)).map(([, needed]) => needed);
}

/** The calls that are needed, with all answers about each. */
export function callsOf(needed: readonly Needed[], { incomplete }: Facts): readonly Call[] {
  return needed.flatMap(({ subject, byUse }) => answersFor(asking(subject, incomplete), byUse));
}

/** The calls that services make themselves under their grants. */
export function grantedCallsOf(access: Pick<KeyAccess, "key" | "uses" | "calls">, { services }: Facts): GrantedCall[] {
  const { key, uses } = access;
  return [...groupBy(uses, ({ service }) => service)].flatMap(([id, ofService]) => {
    const service = serviceIn(services, id);
    return (service.grantedCalls?.actions ?? []).map((action) => ({
      key,
      service,
      action,
      verdict: refusedOutright(key, service, action),
      uses: ofService,
      get beside() {
        return access.calls.filter((call) => call.service === service && call.action === action);
      },
    }));
  });
}

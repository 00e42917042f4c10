import { compare, groupBy, kept } from "../grouping";
import type { Facts, Use } from "../facts";
import { type Requirement, type Service, serviceIn } from "../services";
import type { Verdict } from "../verdict";
import { granteeId, type Call, type Grantee, type GrantedCall, type KeyAccess, type Row } from "./access";
import { neededCalls, sorted, type NeededCall } from "./needed-calls";
import type { Need } from "./needs";
import type { Subject } from "./queries";
import { about, asking, documented, effective, refusedOutright, type Asking } from "./questions";

/** What is asked about one grantee of one service, and for which uses. */
export interface Needed {
  readonly subject: Subject;
  readonly byUse: { readonly use: Use; readonly calls: readonly NeededCall[] }[];
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
      const name = JSON.stringify([service.id, kind, granteeId(grantee)]);
      kept(found, name, () => ({ subject: { key: use.key, service, grantee }, byUse: [] })).byUse.push({ use, calls });
    }
  }
  return [...found].sort(([a], [b]) => compare(a, b)).map(([, needed]) => needed);
}

function granteeOf(kind: Requirement["grantee"], use: Use, service: Service): Grantee {
  if (kind === "role") return { kind: "role", role: use.role };
  return { kind: "service", principal: service.principals[0] ?? service.id };
}

/** The calls that are needed, with all answers about each. */
export function callsOf(needed: readonly Needed[], { incomplete }: Facts): readonly Call[] {
  return needed.flatMap(({ subject, byUse }) => answers(asking(subject, incomplete), byUse));
}

/** The answers about one grantee; sorted by action. */
function answers(asked: Asking, byUse: Needed["byUse"]): readonly Call[] {
  const [first, ...others] = byUse;
  const all = first !== undefined && others.length === 0 ? first.calls : sorted(byUse.flatMap(({ calls }) => calls));
  return all.map((call) => {
    const uses = byUse.filter(({ calls }) => calls.some(({ action }) => action === call.action));
    return answer(
      asked,
      call,
      uses.map(({ use }) => use),
    );
  });
}

function answer(asking: Asking, { action, required }: NeededCall, uses: readonly Use[]): Call {
  const { key, service, grantee } = asking.subject;
  const rows: Row[] = [];
  const asked = about(asking, action);
  const call: Call = { key, service, grantee, action, effective: effective(asked), rows, uses };
  let ofKey: Verdict | undefined;
  let ofRole: Verdict | undefined;
  for (const { requirement, held } of required) {
    const verdict =
      requirement.layer === "key-policy"
        ? (ofKey ??= documented(asked, "key-policy"))
        : (ofRole ??= documented(asked, "role-policy"));
    rows.push({ call, requirement, required: held, documented: verdict });
  }
  return call;
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

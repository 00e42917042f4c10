import { compare, groupBy } from "../grouping";
import type { Facts, Key, Use } from "../facts";
import { isOpen, type Call, type Grantee, type GrantedCall, type KeyAccess, type SparedCall } from "./access";
import { callsOf, grantedCallsOf, neededBy, type Needed } from "./needed-by-uses";
import { exportNeedsOf, needsOf } from "./needs";
import { isJudged } from "./judged-uses";
import { administers } from "./questions";
import { sparedCallsOf } from "./spared-calls";
import { serviceIn } from "../services";

/** Asks about every key that is used; sorted by plan and key. */
export function accessOf(facts: Facts): readonly KeyAccess[] {
  const byKey = groupBy(facts.uses, ({ key }) => `${key.plan} ${key.id}`);
  return [...byKey.values()]
    .flatMap((all) => {
      const { key } = all[0] as Use;
      const spared = sparedIn(key, all, facts);
      const taken = new Set(spared.flatMap(({ uses }) => uses));
      const uses = all.filter((use) => taken.has(use) || isJudged(use, serviceIn(facts.services, use.service)));
      return uses.length === 0 ? [] : [new AccessToKey(key, uses, facts, spared)];
    })
    .sort((a, b) => a.key.plan - b.key.plan || compare(a.key.id, b.key.id));
}

function sparedIn(key: Key, uses: readonly Use[], { services }: Facts): readonly SparedCall[] {
  return [...groupBy(uses, ({ service }) => service)].flatMap(([id, own]) =>
    sparedCallsOf(key, serviceIn(services, id), own),
  );
}

/** Answers each question when it is read: a report says nothing of calls that get through, which most do. */
class AccessToKey implements KeyAccess {
  private madeNeeded: readonly Needed[] | undefined;
  private madeCalls: readonly Call[] | undefined;
  private madeOpen: readonly Call[] | undefined;
  private madeGranted: readonly GrantedCall[] | undefined;

  constructor(
    readonly key: Key,
    readonly uses: readonly Use[],
    private readonly facts: Facts,
    readonly sparedCalls: readonly SparedCall[],
  ) {}

  get grantees(): readonly Grantee[] {
    return this.needed().map(({ subject }) => subject.grantee);
  }

  get calls(): readonly Call[] {
    return (this.madeCalls ??= callsOf(this.needed(), this.facts));
  }

  get openCalls(): readonly Call[] {
    return (this.madeOpen ??= this.calls.filter(isOpen));
  }

  get openExportCalls(): readonly Call[] {
    return callsOf(neededBy(this.uses, this.facts, exportNeedsOf), this.facts).filter(isOpen);
  }

  get grantedCalls(): readonly GrantedCall[] {
    return (this.madeGranted ??= grantedCallsOf(this, this.facts));
  }

  private needed(): readonly Needed[] {
    // nobody can change the policy of a key that AWS manages, so that it is not asked
    const uses = this.key.managedByAws === true ? [] : this.uses;
    return (this.madeNeeded ??= neededBy(uses, this.facts, (use, service) =>
      needsOf(use, service, () => administers(this.key)),
    ));
  }
}

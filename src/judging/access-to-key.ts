import { compare, groupBy } from "../grouping";
import type { Facts, Key, Use } from "../facts";
import { isOpen, type Call, type Grantee, type GrantedCall, type KeyAccess } from "./access";
import { callsOf, grantedCallsOf, neededBy, type Needed } from "./needed-by-uses";
import { exportNeedsOf, needsOf } from "./needs";
import { isJudged } from "./judged-uses";
import { administers } from "./questions";
import { serviceIn } from "../services";

/** Asks about every key that is used; sorted by plan and key. */
export function accessOf(facts: Facts): readonly KeyAccess[] {
  const judged = facts.uses.filter((use) => isJudged(use, serviceIn(facts.services, use.service)));
  const byKey = groupBy(judged, ({ key }) => `${key.plan} ${key.id}`);
  return [...byKey.values()]
    .map((uses) => new AccessToKey((uses[0] as Use).key, uses, facts))
    .sort((a, b) => a.key.plan - b.key.plan || compare(a.key.id, b.key.id));
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

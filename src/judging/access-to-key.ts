import { compare, groupBy } from "../grouping";
import type { Facts, Key, Use } from "../facts/facts";
import { isOpen, type Call, type Grantee, type GrantedCall, type KeyAccess } from "./access";
import { AllPass } from "./all-pass";
import { callsOf, grantedCallsOf, neededBy, type Needed } from "./needed-by-uses";
import { exportNeedsOf, needsOf } from "./needs";
import { administers } from "./questions";

/** Asks about every key that is used; sorted by plan and key. */
export function accessOf(facts: Facts): readonly KeyAccess[] {
  const byKey = groupBy(facts.uses, ({ key }) => `${key.plan} ${key.id}`);
  const allPass = new AllPass(facts);
  return [...byKey.values()]
    .map((uses) => new AccessToKey((uses[0] as Use).key, uses, facts, allPass))
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
    private readonly allPass: AllPass,
  ) {}

  get grantees(): readonly Grantee[] {
    return this.needed().map(({ subject }) => subject.grantee);
  }

  get calls(): readonly Call[] {
    return (this.madeCalls ??= callsOf(this.needed(), this.facts));
  }

  get openCalls(): readonly Call[] {
    return (this.madeOpen ??= this.allPass.of(this.needed()) ? NO_CALLS : this.calls.filter(isOpen));
  }

  get openExportCalls(): readonly Call[] {
    const needed = neededBy(this.uses, this.facts, exportNeedsOf);
    return this.allPass.of(needed) ? NO_CALLS : callsOf(needed, this.facts).filter(isOpen);
  }

  get grantedCalls(): readonly GrantedCall[] {
    return (this.madeGranted ??= grantedCallsOf(this, this.facts));
  }

  private needed(): readonly Needed[] {
    return (this.madeNeeded ??= neededBy(this.uses, this.facts, (use, service) =>
      needsOf(use, service, () => administers(this.key)),
    ));
  }
}

const NO_CALLS: readonly Call[] = [];

import type { Facts, Use } from "../facts/facts";
import { kept } from "../grouping";
import { Likeness } from "../policy";
import { getsThrough } from "./access";
import { callsOf, type Needed } from "./needed-by-uses";
import type { NeededCall } from "./needed-calls";
import { partiesOf, type Subject } from "./queries";

/**
 * Tells where all calls get through, without making each: of the keys that one block makes a thousand times, no policy
 * tells the calls to one from those to another, and they are judged for one of them.
 */
export class AllPass {
  private readonly likeness = new Likeness();
  /** By what is needed, and by the name of who needs it. */
  private readonly known = new Map<readonly NeededCall[], Map<string, boolean>>();

  constructor(private readonly facts: Facts) {}

  /** True only where it is certain; else the calls have to be looked at. */
  of(needed: readonly Needed[]): boolean {
    return needed.every(({ subject, byUse }) => {
      const parties = partiesOf(subject);
      const name = parties === null ? undefined : this.likeness.nameOf(parties);
      return name !== undefined && byUse.every(({ use, calls }) => this.pass(name, subject, use, calls));
    });
  }

  /** Neither what a plan leaves out (`-target`) nor a role's policies that nobody sees take away what is allowed. */
  private pass(name: string, subject: Subject, use: Use, calls: readonly NeededCall[]): boolean {
    const byName = kept(this.known, calls, () => new Map<string, boolean>());
    return kept(byName, name, () => callsOf([{ subject, byUse: [{ use, calls }] }], this.facts).every(getsThrough));
  }
}

import type { Verdict } from "../verdict";
import { nameOfAlike, type Parties } from "./alike";
import { EFFECTIVE, prepare, settleAll, verdictFrom, type Inquiry } from "./authorize";
import type { Prepared } from "./decide";
import { DOCUMENTED } from "./documents";
import { REFUSED } from "./explicit-deny";
import type { DocumentedLayer, RequestContext } from "./query";
import type { Settled } from "./settle";

/** Calls that come to the same, as the one that is judged for all of them, and what it comes to on each question. */
interface Alike {
  readonly prepared: readonly Prepared[];
  readonly settled: Map<Inquiry, readonly Settled[]>;
}

/**
 * The calls of one principal to one key. Those that no policy tells apart are judged once; each verdict has its own proof,
 * which names its action.
 */
export class Calls {
  private readonly calls = new Map<string, Call>();
  private readonly alike = new Map<string, Alike>();

  constructor(
    private readonly parties: Parties,
    /** What is known of the condition keys of a call of this action. */
    private readonly contextOf: (action: string) => RequestContext,
  ) {}

  /** The call of an action: a full name, `kms:Decrypt`. */
  of(action: string): Call {
    let call = this.calls.get(action);
    if (call === undefined) this.calls.set(action, (call = this.callOf(action)));
    return call;
  }

  private callOf(action: string): Call {
    const prepared = (): readonly Prepared[] => prepare({ ...this.parties, action, context: this.contextOf(action) });
    const name = nameOfAlike(this.parties, action) ?? `only ${action}`;
    let alike = this.alike.get(name);
    if (alike === undefined) this.alike.set(name, (alike = { prepared: prepared(), settled: new Map() }));
    return new Call(alike, prepared);
  }
}

/** One call, and what may be asked of it. */
export class Call {
  constructor(
    private readonly alike: Alike,
    private readonly prepared: () => readonly Prepared[],
  ) {}

  /** As `authorize` answers. */
  effective(): Verdict {
    return this.verdict(EFFECTIVE);
  }

  /** As `documents` answers. */
  documented(layer: DocumentedLayer): Verdict {
    return this.verdict(DOCUMENTED[layer]);
  }

  /** As `explicitDeny` answers. */
  refusedOutright(): Verdict {
    return this.verdict(REFUSED);
  }

  private verdict(inquiry: Inquiry): Verdict {
    const { prepared, settled } = this.alike;
    let found = settled.get(inquiry);
    if (found === undefined) settled.set(inquiry, (found = settleAll(prepared, inquiry)));
    return verdictFrom(found, inquiry, this.prepared);
  }
}

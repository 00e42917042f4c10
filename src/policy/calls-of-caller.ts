import type { Verdict } from "../verdict";
import { type DocumentedLayer, type Parties, type Prepared, type Settled, nameOfAlike, prepare } from "./decide";
import { EFFECTIVE, type Inquiry, settleAll, verdictFrom } from "./authorize";
import { DOCUMENTED } from "./documents";
import { REFUSED } from "./explicit-deny";
import type { RequestContext } from "./evaluate";

/** Calls that come to the same: the one that is judged for all of them, and what it comes to on each question. */
interface Alike {
  readonly prepared: readonly Prepared[];
  readonly settled: { [name in Inquiry["name"]]?: readonly Settled[] };
}

/**
 * The calls of one principal to one key. Those that no policy tells apart are judged once; each verdict has its own proof,
 * which names its action.
 */
export class Calls {
  private readonly alike = new Map<string, Alike>();

  constructor(
    readonly parties: Parties,
    /** What is known of the condition keys of a call of this action. */
    readonly contextOf: (action: string) => RequestContext,
  ) {}

  /** The call of an action: a full name, `kms:Decrypt`. */
  of(action: string): Call {
    return new Call(this, action);
  }

  /** @internal */
  alikeTo(call: Call): Alike {
    const name = nameOfAlike(this.parties, call.action) ?? `only ${call.action}`;
    let alike = this.alike.get(name);
    if (alike === undefined) this.alike.set(name, (alike = { prepared: call.prepared(), settled: {} }));
    return alike;
  }
}

/** One call, and what may be asked of it. */
export class Call {
  private readonly alike: Alike;

  constructor(
    private readonly calls: Calls,
    readonly action: string,
  ) {
    this.alike = calls.alikeTo(this);
  }

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

  /** For the proof. */
  prepared(): readonly Prepared[] {
    const { parties, contextOf } = this.calls;
    return prepare(parties, this.action, contextOf(this.action));
  }

  private verdict(inquiry: Inquiry): Verdict {
    const { prepared, settled } = this.alike;
    return verdictFrom((settled[inquiry.name] ??= settleAll(prepared, inquiry)), inquiry, this);
  }
}

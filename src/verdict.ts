/**
 * The answer to "may this principal do this?", with its proof and what stands in its way.
 */
import type { Sentence } from "./sentence";

/**
 * The three-valued answer to "may this principal do this?", never a bare boolean: each outcome carries its proof.
 */
export type Verdict = Allowed | Denied | Undecided;

/**
 * What the answer rests on. `documentation`: AWS's text and what the plan holds. `trace`: also on AWS's own CloudTrail
 * example, which shows one call once; such a fact never makes an Allow certain.
 */
export type Basis = "documentation" | "trace";

/** Where a policy statement stands: the layer it belongs to, the policy's name in its layer, and Sid or index. */
export interface StatementRef {
  /** What it is a statement of. */
  readonly layer: PolicyLayer;
  /** Address, ARN or name of the policy within its layer; absent for the key policy. */
  readonly policy?: string;
  /** The statement's Sid, or `#2` (from 1) where it has none. For a grant its name or address. */
  readonly statement: string;
}

/** The policies and grants that take part in a decision. */
export type PolicyLayer = "key-policy" | "role-policy" | "boundary" | "grant";

/** The call may succeed, by what the plan shows. */
export interface Allowed {
  /** Tells the verdicts apart. */
  readonly outcome: "allowed";
  /** The statements (or grants) that allow; at least one of each layer that had to. */
  readonly statements: readonly StatementRef[];
  /** What the answer rests on. */
  readonly basis: Basis;
  /** One sentence: what allows it. */
  readonly because: Sentence;
}

/** The call will be refused. */
export interface Denied {
  /** Tells the verdicts apart. */
  readonly outcome: "denied";
  /** `explicit`: a Deny statement. `boundary`: allowed but for the permissions boundary. `no-allow`: nothing allows it. */
  readonly by: "explicit" | "boundary" | "no-allow";
  /** The Deny statements; for `no-allow` and `boundary`, the statements that came near (right grantee, or right action). */
  readonly statements: readonly StatementRef[];
  /** What the answer rests on. */
  readonly basis: Basis;
  /** One sentence: what denies it, or what each near miss lacks. */
  readonly because: Sentence;
}

/** It cannot be told from what is at hand. */
export interface Undecided {
  /** Tells the verdicts apart. */
  readonly outcome: "unknown";
  /** What blocks the decision: the holes (by name) and the condition keys, each said once, sorted. */
  readonly blockers: readonly Blocker[];
  /** The outcomes that remain possible. */
  readonly possible: readonly ("allowed" | "explicit" | "boundary" | "no-allow")[];
  /** What the answer rests on. */
  readonly basis: Basis;
  /** One sentence: what blocks it. */
  readonly because: Sentence;
}

/** A thing that, once known, would decide. */
export type Blocker = Obstacle & {
  /** Where it stands in the way. */
  readonly statement?: StatementRef;
};

/** What is in the way of a decision, as data: the sentence about it and the advice how to decide it hang on its kind. */
export type Obstacle =
  | AboutTheRequest
  | AboutThePolicies
  | {
      /**
       * `hole`: a value that is known after apply. `account`: the account number of the key or of the role, which a person
       * can give.
       */
      readonly kind: "hole" | "account";
      /** Its name: where it will come from. */
      readonly hole: string;
    }
  | {
      /**
       * `unknown-role`: nothing tells which role the service uses. `unique-id`: a statement names a role by its unique id, and
       * this role's is not known. `replaced-role`: the statement names a role that this plan makes anew, and AWS keeps the
       * former role's unique id behind the ARN. `session`: a statement names one session of the role.
       */
      readonly kind: "unknown-role" | "unique-id" | "replaced-role" | "session";
    };

/** What is not known of the request itself. */
export type AboutTheRequest =
  | {
      /** A condition key of which AWS does not say what the call carries. `trace`: only AWS's CloudTrail example does. */
      readonly kind: "condition-key" | "trace";
      /** As the policy writes it: `kms:ViaService`. */
      readonly key: string;
    }
  | {
      /** A condition operator that AWS does not have. */
      readonly kind: "condition-operator";
      readonly operator: string;
    }
  | {
      /** AWS does not say by which of its names the service calls. */
      readonly kind: "service-name";
      readonly names: readonly string[];
    };

/** What is not known of policies and grants. */
export type AboutThePolicies =
  | {
      /** A whole document, a statement, or what a list of statements may hold besides: known after apply. */
      readonly kind: "policy";
      readonly hole: string;
    }
  | {
      /** The policy breaks the grammar. */
      readonly kind: "malformed-policy";
      /** Where and what; absent where the fault is of the whole statement. */
      readonly fault?: string;
    }
  | {
      /** An element that AWS does not describe in this form. */
      readonly kind: "undescribed-element";
      readonly element: "Action" | "Resource" | "Principal" | "ARN";
      /** As the policy writes it. */
      readonly written: string;
    }
  | {
      /** AWS's pages disagree on `NotPrincipal`, and do not take it beside `Allow`. */
      readonly kind: "not-principal";
      readonly effect: "Allow" | "Deny";
    }
  | {
      /** The policy has a Deny, and may be attached to the role. */
      readonly kind: "possible-attachment";
      readonly policy: string;
    }
  | {
      /** The policies of a role outside the plan, which nobody sees. */
      readonly kind: "unseen-policies";
      readonly role: string;
    }
  | {
      /** What the plan leaves out (`-target`) may hold what is missing. */
      readonly kind: "incomplete-plan";
    }
  | {
      /** Part of a grant is not known, or AWS does not say what it comes to. */
      readonly kind: "grant";
      readonly unclear: "grantee" | "constraint" | "passing-on" | "to-an-account" | "to-another-account";
    };

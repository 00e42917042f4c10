import type { Finding, Profile } from "../findings/finding";
import type { Confidence, Origin } from "../resolve/infrastructure";
import type { BaselineEntry } from "./baseline";

/** The report, `format_version` 1.0: a frozen type of its own. Everything printed is a rendering of this one object. */
export interface Report {
  /** The version of this format; its second number goes up where something is added, its first where anything else changes. */
  readonly format_version: "1.0";
  /** What made the report, and by which requirements. */
  readonly tool: {
    /** Always `kmsgate`. */
    readonly name: "kmsgate";
    /** The version of the package. */
    readonly version: string;
    /** The catalogue that was judged by: its version, and the day on which AWS's pages were read. */
    readonly catalogue: { readonly version: string; readonly date: string };
  };
  /** The services that a configuration adds to the catalogue; absent where it adds none. */
  readonly services?: readonly { readonly id: string; readonly title: string }[];
  /** In the order in which they were given. */
  readonly plans: readonly ReportPlan[];
  /** What the keys were held to. */
  readonly profile: Profile;
  /** The counts, and the one verdict over all plans. */
  readonly summary: Summary;
  /** The keys that a known service uses, or may use for all that can be told; by plan, then by id. */
  readonly keys: readonly ReportKey[];
  /** Service roles for which no key was found, and keys that seem to be used by a role nobody could make out; sorted. */
  readonly unlinked: readonly {
    readonly kind: "role" | "key";
    readonly address: string;
    readonly because: string;
    /** Where plans are joined: index into {@link Report.plans}. */
    readonly plan?: number;
  }[];
  /** Sorted; those that are ignored are among them. */
  readonly findings: readonly Finding[];
  /** Present where the findings were compared with a baseline: what it holds and what is no longer found. */
  readonly baseline?: { readonly fixed: readonly BaselineEntry[] };
}

export type { Profile };

/** One plan, as it was read. */
export interface ReportPlan {
  /** As given; `-` for standard input. */
  readonly path: string;
  /** Of the bytes that were read, in hex. */
  readonly sha256: string;
  /** Plan JSON; a saved plan, read directly; or a saved plan, shown by terraform. */
  readonly reader: "json" | "direct" | "terraform";
  /** Of the terraform or tofu that planned; `null` where the plan does not say. */
  readonly terraform_version: string | null;
  /** Of plan JSON; `null` where the plan does not say. */
  readonly format_version: string | null;
  /** `false` where the plan was limited by `-target`, or defers changes; `null` where it does not say. */
  readonly complete: boolean | null;
  /** Managed resources; data sources are not counted. */
  readonly resource_count: number;
  /** The AWS accounts of the plan's providers; `inferred` where only the ARNs of the plan name it. */
  readonly accounts: readonly { readonly id: string; readonly inferred: boolean }[];
  /** Where the configuration was read from, for what the plan does not know. */
  readonly source: "plan" | "directory" | "partial" | "unreadable" | "none";
}

/** How many of each, and what it comes to. */
export interface Summary {
  /** `none`: no key in scope. */
  readonly verdict: "pass" | "fail" | "undecided" | "none";
  /** Keys that a known service uses: those of {@link Report.keys}. */
  readonly keys: number;
  /** Keys of the plans that no known service was seen to use; nothing is said of them. */
  readonly not_judged: number;
  /** Keys without an error, and with nothing that had to stay undecided. */
  readonly passed: number;
  /** Keys with an error that is not ignored. */
  readonly failed: number;
  /** Keys of which something that could be an error could not be told. */
  readonly undecided: number;
  /** Findings of that level, as of the next two: without those that are undecided or ignored. */
  readonly errors: number;
  /** Findings of that level. */
  readonly warnings: number;
  /** Findings of that level. */
  readonly notes: number;
  /** Findings that the configuration ignores. */
  readonly ignored: number;
}

/** A key that is used. */
export interface ReportKey {
  /** The address; of a key outside of the plan its ARN or alias, or where its ARN will come from. */
  readonly id: string;
  /** Index into the report's plans. */
  readonly plan: number;
  /** `null` where the plan does not manage the key. */
  readonly address: string | null;
  /** `null` where it is not known yet. */
  readonly arn: string | null;
  /** Fails by an error; else is undecided by what could be one; else passes. */
  readonly verdict: "pass" | "fail" | "undecided";
  /** How the key policy was found and, where it was not, why. */
  readonly policy: { readonly origin: Origin; readonly because?: string };
  /** Who uses it, sorted. */
  readonly uses: readonly ReportUse[];
  /** Every action that the uses need, sorted. */
  readonly access: readonly Access[];
}

/** A service that uses a key through a role. */
export interface ReportUse {
  /** Its id in the catalogue: `personalize`. */
  readonly service: string;
  /** Their ids in the catalogue; `null` where they are not known. */
  readonly operations: readonly string[] | null;
  /** `null` where it is not known. */
  readonly role: { readonly address: string | null; readonly arn: string | null; readonly plan?: number } | null;
  /** `inferred` where it follows from a role and what its policies reach, and is not said outright. */
  readonly confidence: Confidence;
  /** What shows the use, sorted. */
  readonly evidence: readonly { readonly address: string; readonly attribute: string; readonly plan?: number }[];
}

/** One action of one requirement, and both questions answered. */
export interface Access {
  /** Its id in the catalogue: `personalize.key-policy.role`. */
  readonly requirement: string;
  /** The policy in which AWS asks for it. */
  readonly layer: "key-policy" | "role-policy";
  /** Who must be allowed: a role by its address and ARN, as far as they are known; a service by its principal. */
  readonly grantee: {
    readonly kind: "role" | "service";
    readonly address?: string;
    readonly arn?: string;
    readonly principal?: string;
    readonly plan?: number;
  };
  /** `kms:Decrypt`. */
  readonly action: string;
  /** Whether the layer that AWS names allows it. */
  readonly documented: "yes" | "no" | "unknown";
  /** Whether all policies together do. */
  readonly effective: "allowed" | "denied" | "unknown";
  /** Of what is denied: a Deny, the permissions boundary, or that nothing allows it. */
  readonly by?: "explicit" | "boundary" | "no-allow";
  /** `trace` where it rests on AWS's CloudTrail example, too. */
  readonly basis: "documentation" | "trace";
  /** One sentence: what decides it, or what blocks the decision. */
  readonly because: string;
}

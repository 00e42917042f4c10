import type { Finding, Profile } from "../rules/finding";
import type { Confidence, Origin } from "../resolve/infrastructure";

/** The report, `format_version` 1.0: a frozen type of its own. Everything printed is a rendering of this one object. */
export interface Report {
  readonly format_version: "1.0";
  readonly tool: {
    readonly name: "kmsgate";
    readonly version: string;
    readonly catalogue: { readonly version: string; readonly date: string };
  };
  readonly plans: readonly ReportPlan[];
  readonly profile: Profile;
  readonly summary: Summary;
  readonly keys: readonly ReportKey[];
  readonly unlinked: readonly { readonly kind: "role" | "key"; readonly address: string; readonly because: string }[];
  readonly findings: readonly Finding[];
}

export type { Profile };

export interface ReportPlan {
  readonly path: string;
  readonly sha256: string;
  readonly reader: "json" | "direct" | "terraform";
  readonly terraform_version: string | null;
  readonly format_version: string | null;
  readonly complete: boolean | null;
  readonly resource_count: number;
  readonly accounts: readonly { readonly id: string; readonly inferred: boolean }[];
  readonly source: "plan" | "directory" | "none";
}

export interface Summary {
  /** `none`: no key in scope. */
  readonly verdict: "pass" | "fail" | "undecided" | "none";
  /** Keys that a known service uses: those of {@link Report.keys}. */
  readonly keys: number;
  /** Keys of the plans that no known service was seen to use; nothing is said of them. */
  readonly not_judged: number;
  readonly passed: number;
  readonly failed: number;
  readonly undecided: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly ignored: number;
}

/** A key that is used. */
export interface ReportKey {
  readonly id: string;
  readonly plan: number;
  readonly address: string | null;
  readonly arn: string | null;
  readonly verdict: "pass" | "fail" | "undecided";
  readonly policy: { readonly origin: Origin; readonly because?: string };
  readonly uses: readonly ReportUse[];
  readonly access: readonly Access[];
}

export interface ReportUse {
  readonly service: string;
  readonly operations: readonly string[] | null;
  readonly role: { readonly address: string | null; readonly arn: string | null } | null;
  readonly confidence: Confidence;
  readonly evidence: readonly { readonly address: string; readonly attribute: string }[];
}

/** One action of one requirement, and both questions answered. */
export interface Access {
  readonly requirement: string;
  readonly layer: "key-policy" | "role-policy";
  readonly grantee: {
    readonly kind: "role" | "service";
    readonly address?: string;
    readonly arn?: string;
    readonly principal?: string;
  };
  readonly action: string;
  readonly documented: "yes" | "no" | "unknown";
  readonly effective: "allowed" | "denied" | "unknown";
  readonly by?: "explicit" | "boundary" | "no-allow";
  readonly basis: "documentation" | "trace";
  readonly because: string;
}

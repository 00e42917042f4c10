import type { Finding, Profile } from "../findings";
import type { Confidence, Origin } from "../resolve";
import type { BaselineEntry } from "./baseline";

/** The version of the report's format: the minor number goes up with each new member or enum value, the major one with any other change. */
export const formatVersion = "1.2";

/** The report: a frozen type of its own, with a published JSON Schema. Every format renders this one object. */
export interface Report {
  /** The version of this format; a reader of any 1.x reads it. */
  readonly format_version: typeof formatVersion;
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
  /** The configuration file in use; absent where there is none. */
  readonly config?: { readonly path: string };
  /** In the order in which they were given, those that could not be read included. */
  readonly plans: readonly ReportPlan[];
  /** What the keys were judged by. */
  readonly profile: Profile;
  /** The counts, and the one verdict over all plans. */
  readonly summary: Summary;
  /** The keys that a service of the catalogue uses, or may use; by plan, then by id. */
  readonly keys: readonly ReportKey[];
  /** The keys that nobody judged, by plan, then by id; they change neither verdict nor exit code. Absent: none. */
  readonly not_judged?: readonly NotJudgedKey[];
  /** Service roles without a key, and keys that an unknown role seems to use; sorted. */
  readonly unlinked: readonly {
    readonly kind: "role" | "key";
    readonly address: string;
    readonly because: string;
    /** Where plans are joined: index into {@link Report.plans}. */
    readonly plan?: number;
  }[];
  /** Sorted; those that are ignored are among them. */
  readonly findings: readonly Finding[];
  /** Present where the findings were compared with a baseline: its entries that are no longer found. */
  readonly baseline?: { readonly fixed: readonly BaselineEntry[] };
}

export type { Profile };

/** One plan, as it was read. Of a plan with an {@link ReportPlan.error} nothing but the path is known. */
export interface ReportPlan {
  /** As given; `-` for standard input. */
  readonly path: string;
  /** Why the plan could not be read or checked, in one sentence; absent where it was. */
  readonly error?: string;
  /** What was expected instead of what has the {@link ReportPlan.error}, such as the command that makes the right input. */
  readonly expected?: string;
  /** Of the bytes that were read, in hex; `null` where the plan could not be read. */
  readonly sha256: string | null;
  /**
   * Plan JSON; a saved plan, read directly; a saved plan, shown by terraform; or a configuration without a plan. `null`
   * where the plan could not be read.
   */
  readonly reader: "json" | "direct" | "terraform" | "configuration" | null;
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
  /** The accounts that the plan's ARNs and providers name, where none of them is that of `--account`. */
  readonly accounts_instead?: readonly string[];
  /**
   * Where the configuration was read from, for what the plan does not know. `partial`: parts of it do not fit the plan and
   * are not believed; `unreadable`: it is there and cannot be read. Both with {@link ReportPlan.source_places}.
   */
  readonly source: "plan" | "directory" | "partial" | "unreadable" | "none";
  /** Where the source does not fit the plan or cannot be read; sorted. */
  readonly source_places?: readonly SourcePlace[];
}

/** A place at which the source is not believed. */
export interface SourcePlace {
  /** Of the configuration, relative to the root module; absent where files are missing. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Address and attribute of the document in question: `data.aws_iam_policy_document.key.json`. */
  readonly document?: string;
  /** What is wrong there, as a clause. */
  readonly because: string;
  /** What the plan knows. */
  readonly plan_has?: string;
  /** What the source evaluates to. */
  readonly source_has?: string;
}

/** The counts, and the verdict that follows from them. */
export interface Summary {
  /** `none`: no key in scope. `error`: at least one plan could not be read; the counts are those of the others. */
  readonly verdict: "pass" | "fail" | "undecided" | "none" | "error";
  /** Keys that a known service uses: those of {@link Report.keys}. */
  readonly keys: number;
  /** Keys that the plans manage and that no service of the catalogue was seen to use. */
  readonly not_judged: number;
  /** Keys without an error, and with nothing undecided that could be one. */
  readonly passed: number;
  /** Keys with an error that is not ignored. */
  readonly failed: number;
  /** Keys without an error that have something undecided which could be one. */
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
  /** Resources that use the key for services outside the catalogue, sorted; whether they can is not judged. */
  readonly other_users?: readonly OtherUser[];
}

/** A key that is not judged: nothing was seen to use it but services outside the catalogue. */
export interface NotJudgedKey {
  /** As a key's: its address, else its ARN or alias. */
  readonly id: string;
  /** Index into the report's plans. */
  readonly plan?: number;
  /** What names it, sorted; empty where nothing does. */
  readonly users: readonly OtherUser[];
  /** Why it is not judged, in one sentence. */
  readonly because: string;
}

/** A resource that names a key for a service outside the catalogue. */
export interface OtherUser {
  /** Of the resource. */
  readonly address: string;
  /** The attribute that names the key. */
  readonly attribute: string;
  /** AWS's name of the service; absent where the resource's type does not say it. */
  readonly service?: string;
  /** Of the configuration, relative to the root module; absent where it is not known. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Index into the report's plans, where plans are joined and it is another than the key's. */
  readonly plan?: number;
}

/** A service that uses a key, for one resource or through one role. */
export interface ReportUse {
  /** Its id in the catalogue: `personalize`. */
  readonly service: string;
  /** Their ids in the catalogue; `null` where they are not known. */
  readonly operations: readonly string[] | null;
  /** Address of the resource in which the key is used, or what a configuration calls it; absent where there is none. */
  readonly using?: string;
  /** Index into the report's plans, where plans are joined and it is another than the key's. */
  readonly using_plan?: number;
  /** `null` where it is not known, or there is none. */
  readonly role: { readonly address: string | null; readonly arn: string | null; readonly plan?: number } | null;
  /** The service is given no role: it calls in its own name. */
  readonly without_role?: true;
  /** `inferred` where it follows from a role and what its policies reach, and no resource states it. */
  readonly confidence: Confidence;
  /** What shows the use, sorted. */
  readonly evidence: readonly { readonly address: string; readonly attribute: string; readonly plan?: number }[];
}

/** One action of one requirement, and both questions answered. */
export interface Access {
  /** Its id in the catalogue: `personalize.key-policy.role`. */
  readonly requirement: string;
  /** The policy in which AWS asks for it. */
  readonly layer: "key-policy" | "role-policy" | "either";
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

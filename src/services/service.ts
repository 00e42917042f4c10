import type { Layer, Requirement } from "./requirement";
import type { RowContext } from "./row-context";
import type { KeyKind, Signal } from "./signal";
import type { Source } from "./citation";
import type { Spared } from "./spared";

/**
 * The catalogue's own types: what AWS requires of a KMS key, as data. One file a service; no code.
 */
export interface Service {
  /** `personalize`; also the name in reports, configuration and on the command line. */
  readonly id: string;
  /** AWS's own name, for sentences: `Amazon Personalize`. */
  readonly title: string;
  /**
   * The service principals it may call by; the first is the documented one. None where requirements name their own.
   */
  readonly principals: readonly string[];
  /** Whether the key policy must name the service principal too (else only the role is judged for Allows). */
  readonly callsByItself: boolean;
  /** Set where the service runs only in some regions (`us-west-2`), with the sentence that says so. */
  readonly regions?: { readonly only: readonly string[]; readonly source: Source };
  /** How the service is called where calls of its API show that it uses a key; absent where only signals do. */
  readonly names?: {
    /** The command of the AWS CLI: `aws sagemaker-geospatial …`. */
    readonly cli: string;
    /** The service in `arn:aws:states:::aws-sdk:SERVICE:operation`. */
    readonly sdk: string;
    /** The prefix of its CloudFormation types, `AWS::Personalize::`, and of the awscc provider's, `awscc_personalize_`. */
    readonly cloudFormation?: string;
    /** The prefix of the awscc provider's types: `awscc_personalize_`. */
    readonly awscc?: string;
  };
  /** The session name of the role in the service's calls, where AWS shows one. */
  readonly session?: { readonly name: string; readonly basis: "trace" };
  /** The calls that it makes in its own name under a grant: no policy has to allow them, and any Deny takes them away. */
  readonly grantedCalls?: { readonly actions: readonly string[]; readonly basis: "trace"; readonly source: Source };
  /** Whom a Deny must spare, although nothing has to allow them. */
  readonly spared?: readonly Spared[];
  /** The resources that show that it uses a key. */
  readonly signals?: readonly Signal[];
  /** Which keys it takes. */
  readonly takes?: KeyKind;
  /** What AWS says of condition keys in all calls of the service. */
  readonly context?: readonly RowContext[];
  /** Every operation that is given a role; none where only signals show use. */
  readonly operations: readonly Operation[];
  /** What AWS asks for, each with the sentence that asks for it. */
  readonly requirements: readonly Requirement[];
  /** What AWS says is not required, where a reader of the list alone would expect it. */
  readonly exemptions: readonly Exemption[];
  /** What AWS says beside the permissions: who must be trusted, which keys it takes, what revoking breaks. */
  readonly notes: { readonly trust?: Source; readonly key?: Source; readonly revoking?: Source };
}

/** One API operation that makes the service use a key. */
export interface Operation {
  /** `dataset-import-job`. */
  readonly id: string;
  /** API actions that start it: `CreateDatasetImportJob`. */
  readonly api: readonly string[];
  /** The members (PascalCase, as in the API; dotted paths) that carry a key: `jobOutput.s3DataDestination.kmsKeyArn`. */
  readonly keyMembers: readonly KeyMember[];
  /** The members that carry the role: `roleArn`. */
  readonly roleMembers: readonly string[];
  /** What the operation does with S3: decides what a role that only reads, or that writes, could start. */
  readonly s3: "reads" | "writes" | "reads-and-writes" | "none";
}

/** A member that names a key. */
export interface KeyMember {
  /** Dotted, as in the API: `jobOutput.s3DataDestination.kmsKeyArn`. */
  readonly path: string;
  /** False where the API takes a key ARN only (no alias). */
  readonly acceptsAlias: boolean;
}

/** In this layer these operations, or these actions, need nothing. */
export interface Exemption {
  /** The policy in which they need nothing. */
  readonly layer: Layer;
  /** Ids; absent where it is about actions. */
  readonly operations?: readonly string[];
  /** Absent where it is about operations. */
  readonly actions?: readonly string[];
  /** The sentence that exempts. */
  readonly source: Source;
}

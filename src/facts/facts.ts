import type { Grant, Policy } from "../policy";
import type { Confidence, Location, Origin, Resource } from "../resolve";
import type { Service, Source } from "../services";
import type { Value } from "../values";

/** What the plan says about keys and those who use them, every relation built once. Rules read nothing else. */
export interface Facts {
  /** Every key in the plan, and every key outside it that a use names. Sorted by id. */
  readonly keys: readonly Key[];
  readonly roles: readonly Role[];
  readonly buckets: readonly Bucket[];
  /**
   * Who uses which key through which role; sorted. One entry for each (service, key, role), and where a resource shows it, for
   * each of what it uses the key for, and with what.
   */
  readonly uses: readonly Use[];
  /** What looks like a service's role or key, but could not be linked to one. */
  readonly unlinked: readonly Unlinked[];
  /** Operations whose key is only known at run time. */
  readonly runtimeKeys: readonly RuntimeKey[];
  /** The services that uses are looked for of: the catalogue's, and those that a team adds to it. */
  readonly services: readonly Service[];
  /** What names a key and is judged by nobody; sorted by key and address. */
  readonly otherUsers: readonly OtherUser[];
  /** The plan is not the whole (`-target`): something that it does not show may fill a gap. */
  readonly incomplete: boolean;
}

/**
 * What facts say of the resource behind them: where it stands, and what the plan does to it. Its attributes are not among
 * them: facts have read those, so that rules cannot.
 */
export type ManagedResource = Pick<
  Resource,
  "address" | "mode" | "type" | "plan" | "change" | "location" | "partition" | "account" | "region"
>;

/** A KMS key: in the plan, or outside it and known by ARN, alias or the name of a hole. */
export interface Key {
  /** Address, else ARN, alias or the hole's name. */
  readonly id: string;
  readonly plan: number;
  /** `null`: not in the plan. */
  readonly resource: ManagedResource | null;
  /** A new key's ARN ends in a fresh hole. */
  readonly arn: Value;
  /** Something sensitive stands in its ARN: it is compared, never quoted. */
  readonly hasSensitiveName?: boolean;
  /** An AWS managed key (`alias/aws/sns`), whose policy nobody can change. */
  readonly managedByAws?: true;
  readonly account: Value;
  readonly region: Value;
  readonly policy: PolicyFact;
  readonly grants: readonly Grant[];
  /** Alias names (`alias/x`) that the plan points at it. */
  readonly aliases: readonly Value[];
  /** `SYMMETRIC_DEFAULT`, `ENCRYPT_DECRYPT`, `AWS_KMS`; a hole where not known, AWS's default where unset. */
  readonly spec: Value;
  readonly usage: Value;
  readonly keyOrigin: Value;
  readonly enabled: Value;
  readonly multiRegion: Value;
  readonly tags: Value;
  /**
   * Whether it has key material. AWS makes that of most keys; of an external key it is imported: `absent` where the plan
   * imports none and the state knows of none, `expired` where its date has passed.
   */
  readonly material: "present" | "absent" | "expired";
  /** This plan deletes the key, or the state says that its deletion is scheduled. */
  readonly beingDeleted: boolean;
}

/** A policy of something, and how it was found. */
export interface PolicyFact {
  readonly origin: Origin;
  /** Why it is unknown, or what the origin needs said. */
  readonly because?: string;
  /** `null`: there is none (a bucket without policy, a role without boundary). An unknown policy is an open one. */
  readonly policy: Policy | null;
  readonly location: Location;
  /** The policy document that holds it, where that is not its location: statements are added there. */
  readonly heldIn?: () => string | undefined;
  /** This plan writes it (creates its owner, or changes it). False: AWS keeps what it made of it earlier, unique ids included. */
  readonly written: boolean;
  /** Of an identity policy: it is a managed one, which is attached, and not written into the role. */
  readonly managed?: true;
  /** The resources that attach it, where that is not its location. */
  readonly attachedBy?: readonly string[];
  /** What a resource of the plan holds for the same key, and applying the plan does not write: it shows who is to use the key. */
  readonly unwritten?: PolicyFact;
  /** The same, of a resource of which it cannot be told whose key it is about: who uses the key may be among those it names. */
  readonly possiblyMeant?: PolicyFact;
  /** What the configuration refers to where the policy is unknown: addresses with attribute. */
  readonly references: readonly string[];
}

/** A role that a service uses, or may use. */
export interface Role {
  /** Address, else ARN or the hole's name. */
  readonly id: string;
  /** `null`: outside the plan, so that its policies and trust are unknown. */
  readonly resource: ManagedResource | null;
  readonly arn: Value;
  /** Something sensitive stands in its ARN: it is compared, never quoted. */
  readonly hasSensitiveName?: boolean;
  readonly account: Value;
  readonly name: Value;
  readonly uniqueId?: Value;
  readonly tags: Value;
  readonly trust: PolicyFact;
  /** Identity policies; complete for a role that the plan manages. */
  readonly identityPolicies: readonly PolicyFact[];
  /** Policies that an attachment with an unknown role may attach. */
  readonly possiblyAttached: readonly PolicyFact[];
  readonly boundary: PolicyFact | null;
  /** False for a role outside the plan: there may be policies that nobody can see. */
  readonly managedHere: boolean;
  /** The plan replaces it, or creates it. */
  readonly replaced: boolean;
}

/** An S3 bucket and the key that encrypts it. */
export interface Bucket {
  readonly id: string;
  readonly resource: ManagedResource | null;
  readonly name: Value;
  /** `null`: no customer managed key (SSE-S3, or the AWS managed key). A value: the key as written, a hole where unknown. */
  readonly key: Value | null;
  /** The rule that would name the key is not known, so that it may name no key of a customer's at all. */
  readonly ruleIsHidden?: true;
  /** Its objects are encrypted with `aws/s3`, named or by default of `aws:kms`. */
  readonly managedByAws?: true;
  /** Whether it has an S3 Bucket Key. */
  readonly bucketKey: "yes" | "no" | "unknown";
  /** The resource that names the key, where it is not the bucket. */
  readonly keyNamedBy?: ManagedResource;
  /** Keys that objects in it are encrypted with, each as written and by whom. */
  readonly objects: readonly { readonly key: Value; readonly by: Resource }[];
  readonly policy: PolicyFact;
}

/** A service uses a key through a role, for some operations. */
export interface Use {
  readonly service: string;
  /** Operation ids; `null`: not known. */
  readonly operations: readonly string[] | null;
  readonly key: Key;
  /** `null`: not known. */
  readonly role: Role | null;
  readonly confidence: Confidence;
  /** At least one; sorted. */
  readonly evidence: readonly Evidence[];
  /** How the key was written, where it matters: a dataset group takes a key ARN, no alias. */
  readonly keyWrittenAs?: {
    readonly value: Value;
    readonly member: string;
    readonly acceptsAlias: boolean;
    readonly at: Location;
  };
  /**
   * What it may be used for besides, as something that is not known (`at`) may show: `use` whatever is common to what the
   * service could do, `call` a call that nobody can read, of whatever operation, an export too. Absent: nothing.
   */
  readonly openTo?: { readonly what: "use" | "call"; readonly at: Location };
  /** The key is the dataset group's own (not a bucket's, not an output's). */
  readonly datasetGroupKey: boolean;
  /** An export of the dataset group's data was seen. */
  readonly exportSeen: boolean;
  /** Operations that the plan shows, and that what declares this use in the plan leaves out. */
  readonly undeclared?: { readonly operations: readonly string[]; readonly declarations: readonly Evidence[] };
  /** The resource that shows the use. `null`: calls of an API show it, or a team declares it without one. */
  readonly using: Using | null;
  /** The buckets that the key encrypts, where no resource tells which of them the service reads or writes. */
  readonly buckets?: readonly Bucket[];
  /** The service-linked role through which the key is used, where a requirement names one; its policies are AWS's own. */
  readonly serviceLinkedRole?: Role;
  /** No attribute names a role, so that requirements about one are not asked for. */
  readonly withoutRole?: true;
  /** No KMS key can work here, as this sentence says. */
  readonly unsupported?: Source & { readonly hasWorkarounds?: true };
}

/** A resource that requirements speak of: what stands in its attributes, and where it is. */
export interface UsingResource {
  /** Address; of a use that a team declares, what it wrote. */
  readonly id: string;
  readonly resource: ManagedResource | null;
  /** Whether something sensitive stands in its name, or its ARN, or prefix; only where it is false are they ever quoted. */
  readonly hasSensitiveName?: boolean;
  /** Account and Region are those of its own provider, never the key's. */
  readonly arn: Value;
  readonly name: Value;
  readonly account: Value;
  readonly region: Value;
}

/** The resource in which a key is used. */
export interface Using extends UsingResource {
  /** What data come from, and go to, where requirements speak of them. */
  readonly source?: UsingResource;
  readonly destination?: UsingResource;
  /** What names the key in place of the using resource: a topic, a queue, a bucket. */
  readonly carrier?: UsingResource;
  /** With what the names of the objects begin, where requirements speak of them; empty where nothing is set. */
  readonly prefix?: Value;
  /** Whether the bucket that is written to has an S3 Bucket Key; `unseen`: it is not in the plan. */
  readonly bucketKey: "yes" | "no" | "unknown" | "unseen";
}

/** A resource that names a key, of whose service the catalogue knows nothing. */
export interface OtherUser {
  readonly key: Key;
  readonly evidence: Evidence;
}

/** Why a use is believed. */
export interface Evidence {
  readonly address: string;
  readonly attribute: string;
  readonly file?: string;
  readonly line?: number;
}

/** What may belong to a use that could not be found; `kind` says whether it is about a role or a key. */
export interface Unlinked {
  readonly kind: "role" | "key";
  /** Of a role, of a key, or of the resource that may let a service use one. */
  readonly address: string;
  readonly because: string;
  /** The declaration in the plan that cannot be read, where that is why. */
  readonly declaration?: Location;
}

/** An operation that names its key only at run time (`KmsKeyArn.$`). */
export interface RuntimeKey {
  readonly service: string;
  /** `null`: not known. */
  readonly operation: string | null;
  readonly at: Location;
  readonly plan: number;
  readonly because: string;
  /** Whether the operation is there cannot be told either: something that is not known refers to a role of the service. */
  readonly possible?: true;
}

/** A use that no plan shows and a team states in `kmsgate.yaml`. */
export interface DeclaredUse {
  /** Its id in the catalogue: `personalize`. */
  readonly service: string;
  /** `null`: all that is known is the service. */
  readonly operations: readonly string[] | null;
  /** Address (instance keys included), ARN, or `alias/…`. */
  readonly key: string;
  /** Address or ARN. */
  readonly role: string | null;
  /** The resource that uses the key: its address or ARN; account and Region where neither tells them. */
  readonly using?: { readonly arn: string; readonly account?: string; readonly region?: string };
  /** Where it is stated, for the evidence: `kmsgate.yaml`, line from 1. */
  readonly at: { readonly file: string; readonly line: number };
}

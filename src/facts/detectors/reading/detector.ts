import type { Service } from "../../../services/service";
import type { Confidence, Infrastructure, Location, Resource } from "../../../resolve/infrastructure";
import type { Value } from "../../../values/value";
import type { Bucket, DeclaredUse, Evidence, Key, Role, Unlinked } from "../../facts";

/**
 * One way in which use shows itself in a plan. A detector is a plain object without state; it reads the world and yields what it
 * saw, never judging it. Its file is named after its id.
 */
export interface Detector {
  readonly id: string;
  detect(world: World): Iterable<Signal>;
}

/** What detectors read: the infrastructure, and the things already found in it. */
export interface World {
  readonly infrastructure: Infrastructure;
  readonly services: readonly Service[];
  readonly declaredUses: readonly DeclaredUse[];
  readonly keys: readonly Key[];
  readonly roles: readonly Role[];
  readonly buckets: readonly Bucket[];
  /**
   * The roles whose trust policy lets the service assume them (its principal is named in an Allow): those of the plan, and
   * those that a data source has read. `plan`: where plans are joined, those of one.
   */
  readonly serviceRoles: (service: Service, plan?: number) => readonly Role[];
  /**
   * The key that a value (ARN, id, alias, hole) means; a key outside the plan for an ARN, id or alias that is not in it.
   * `from` is the resource that holds the value.
   */
  readonly keyOf: (value: Value, from?: Resource) => { readonly key: Key; readonly confidence: Confidence } | undefined;
  /** The role that a value (ARN, name, hole) means; a role outside the plan for an ARN that is not in it. */
  readonly roleOf: (
    value: Value,
    from?: Resource,
  ) => { readonly role: Role; readonly confidence: Confidence } | undefined;
  /** Whether a value is the ARN, id or alias of a customer managed key. */
  readonly namesKey: (value: Value) => boolean;
  /** Whether a value is a role's ARN. */
  readonly namesRole: (value: Value) => boolean;
  /** A key outside the plan of which nothing but what it is called is known. */
  readonly keyCalled: (name: string) => Key;
  /** A role outside the plan of which nothing but what it is called is known. */
  readonly roleCalled: (name: string) => Role;
  /** The bucket that a name, an ARN, an `s3://` URI or an object's ARN means. */
  readonly bucketOf: (value: Value) => { readonly bucket: Bucket; readonly confidence: Confidence } | undefined;
  /** The buckets whose name a policy's Resource names, or matches with a literal part of it; `*` alone names none. */
  readonly bucketsNamed: (pattern: Value) => readonly { readonly bucket: Bucket; readonly exact: boolean }[];
  /** The key that encrypts a bucket, where it is a customer managed one; one that is not known by the name of its hole. */
  readonly keyOfBucket: (bucket: Bucket) => { readonly key: Key; readonly confidence: Confidence } | undefined;
}

/** What one detector saw. */
export type Signal = UseSignal | RuntimeKeySignal | ExportSignal | UnlinkedSignal;

/** A service exports data, whichever key that is done with. */
export interface ExportSignal {
  readonly kind: "export";
  readonly service: Service;
}

/** Something that a use was said of, and that could not be found. */
export interface UnlinkedSignal {
  readonly kind: "unlinked";
  readonly unlinked: Unlinked;
}

/** A service uses a key. */
export interface UseSignal {
  readonly kind: "use";
  readonly service: Service;
  /** Operation ids; `null`: not known. */
  readonly operations: readonly string[] | null;
  readonly key: Key;
  /** `null`: the evidence names no role; uses of the same key with a role, or else the plan's service roles, take its place. */
  readonly role: Role | null;
  readonly confidence: Confidence;
  readonly evidence: Evidence;
  readonly keyWrittenAs?: {
    readonly value: Value;
    readonly member: string;
    readonly acceptsAlias: boolean;
    readonly at: Location;
  };
  /** The key's policy lets a role use it that cannot be seen: it may be the one, and no other is it only for serving. */
  readonly roleMayBeElsewhere?: boolean;
  readonly datasetGroupKey?: boolean;
  readonly exportSeen?: boolean;
  /** A team states it: its operations are not open to what the role could do besides. */
  readonly decides?: boolean;
}

/** An operation that takes its key from run-time data (`KmsKeyArn.$`, `{% … %}`). */
export interface RuntimeKeySignal {
  readonly kind: "runtime-key";
  readonly service: Service;
  readonly operation: string;
  readonly at: Location;
  readonly plan: number;
  readonly because: string;
}

/**
 * One call of a service's API that the plan shows, whatever carries it (a resource, a state machine's task, a command line):
 * `signalsOfCall` finds its key and role members and makes the signals.
 */
export interface Call {
  readonly service: Service;
  /** The operation's id; `null` where only the service is known. */
  readonly operation: string | null;
  /** The call's parameters, as written: member names in any of the API's, Terraform's or the command line's spellings. */
  readonly parameters: Value;
  readonly resource: Resource;
  readonly attribute: string;
  /** Other attributes whose values are among the parameters. */
  readonly also?: readonly string[];
  /** The parameters are a state machine's: `X.$` and `{% … %}` are values that come at run time. */
  readonly runTimeValues?: boolean;
}

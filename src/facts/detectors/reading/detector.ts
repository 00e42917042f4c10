import type { Service, Source } from "../../../services";
import type { Confidence, Location, Resource } from "../../../resolve";
import type { Value } from "../../../values";
import type { Evidence, Key, Role, Unlinked, Use, Using } from "../../facts";
import type { Lookup } from "../../lookup";

/**
 * One way in which use shows itself in a plan. A detector is a plain object without state; it reads the {@link Lookup} and yields what it
 * saw, never judging it. Its file is named after its id.
 */
export interface Detector {
  readonly id: string;
  detect(lookup: Lookup): Iterable<Signal>;
}

/** What one detector saw. */
export type Signal = UseSignal | PossibleUseSignal | RuntimeKeySignal | ExportSignal | UnlinkedSignal;

/** A service exports data, whichever key that is done with. */
export interface ExportSignal {
  readonly kind: "export";
  readonly service: Service;
}

/** Something that a use was said of, and that could not be found. */
export interface UnlinkedSignal {
  readonly kind: "unlinked";
  readonly unlinked: Unlinked;
  /** The key that it is said of, where it may be outside of the plan. */
  readonly key?: Key;
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
  /** The roles that the key's policy lets use it and that cannot be seen: one may be it, and no other is it only for serving. */
  readonly unseenRoles?: readonly Role[];
  readonly datasetGroupKey?: boolean;
  readonly exportSeen?: boolean;
  /** The data that this very key was given to are exported. */
  readonly exportsIt?: boolean;
  /** The plan shows that the operation is started, and not only that a role could start it. */
  readonly shown?: true;
  /**
   * Who states it. `by-team`: `kmsgate.yaml`, whose operations are not open to what the role could do besides. `by-owner`: the
   * plan, where whoever manages the key or the whole says so; its operations are not open either, for this role and this key.
   * `elsewhere`: any other part of the plan, which only adds operations.
   */
  readonly declared?: "by-team" | "by-owner" | "elsewhere";
  /** The resource that shows the use: then it is one of its own, and no other signal tells its role. */
  readonly using?: Using;
  readonly withoutRole?: true;
  readonly serviceLinkedRole?: Role;
  readonly unsupported?: Source;
}

/**
 * Something that is not known may be evidence of a use. It is no use; but a key that it may mean, and that is not seen to be
 * used through these roles, is undecided.
 */
export interface PossibleUseSignal {
  readonly kind: "possible-use";
  /** The keys that it may mean; `any`: every key of its plan. Empty: the roles are all that it shows. */
  readonly keys: readonly Key[] | "any";
  /** The roles through which a service would use the key. Empty: it shows none. */
  readonly roles: readonly Role[];
  readonly plan: number;
  /** What is not known. */
  readonly at: Location;
  /** What it is found to refer to, or the reference that leads nowhere, as it is to be told. */
  readonly refersTo: readonly string[];
  /** Why it may be evidence, where it is another reason than that it is not known: a clause. */
  readonly because?: string;
  /** The service that would use the key, where that is known: any use of the key by it tells it already. */
  readonly by?: string;
  /** The use that it would be, where a resource shows it: only that use of the key tells it already. */
  readonly of?: { readonly service: string; readonly use: string; readonly address: string };
  /**
   * It may be a call, or be called with, that does more with the key than what is seen (`openTo` of a use).
   * `namesOtherwise`: it may name the key by an alias or an id, where the service takes an ARN.
   */
  readonly unread?: { readonly openTo: NonNullable<Use["openTo"]>["what"]; readonly namesOtherwise: boolean };
}

/** An operation that takes its key from run-time data (`KmsKeyArn.$`, `{% … %}`). */
export interface RuntimeKeySignal {
  readonly kind: "runtime-key";
  readonly service: Service;
  readonly operation: string | null;
  readonly at: Location;
  readonly plan: number;
  readonly because: string;
  /** It may be that there is no such operation. */
  readonly possible?: true;
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

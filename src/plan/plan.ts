import type { Scalar } from "../values";
import type { Address } from "./address";

/** Plain JSON, as the plan holds it. Objects are read as they come; look keys up with `Object.hasOwn`. */
export type Json = Scalar | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A Terraform plan as a model, whichever way it was read (plan JSON or a saved plan): what will be, what was, what is not
 * known, and, where it is at hand, how it was written.
 */
export interface Plan {
  readonly file: PlanFile;
  /**
   * Managed resources and data sources with a change entry (also `no-op`, `read`, `delete`), in the plan's order; behind them
   * those whose changes are deferred.
   */
  readonly resources: readonly PlannedResource[];
  /** Data sources (and managed resources without a change entry) that the prior state knows, by address. */
  readonly prior: readonly PriorResource[];
  /**
   * What was found changed outside Terraform since the last apply, as a change from what that left (`before`) to what is there
   * now (`after`); harmless differences are among them. Built when it is asked for. Absent: none.
   */
  readonly drift?: () => readonly PlannedResource[];
  /** How it was written: plan JSON's `configuration`. `null` where the plan has none (then unset cannot be told from unknown). */
  readonly configuration: Configuration | null;
  /** Root variables as given. Never printed. */
  readonly variables: Readonly<Record<string, Json>>;
  /** The source in a saved plan's `tfconfig/`: module address to files by name. Absent for plan JSON. */
  readonly source?: PlanSource;
}

/** Where the plan came from and what it says of itself. */
export interface PlanFile {
  /** As given on the command line; `-` for standard input. */
  readonly path: string;
  /** Of the bytes as read, in hex. */
  readonly sha256: string;
  readonly reader: "json" | "direct" | "terraform";
  readonly terraformVersion: string | null;
  /** Which program made the plan; absent where the plan does not show it. */
  readonly maker?: PlanMaker;
  readonly formatVersion: string | null;
  /** False under `-target` or where changes were deferred: then what the plan does not show may still come. `null`: not said. */
  readonly complete: boolean | null;
  /** The plan holds deferred changes. */
  readonly deferred: boolean;
  /** It is a state: what exists, of which nothing is planned. */
  readonly state?: true;
  /** What `terraform.workspace` is; only a saved plan says it. */
  readonly workspace?: string;
}

/** The programs that make plans. They read different files of one folder. */
export type PlanMaker = "terraform" | "opentofu";

/** What Terraform will do: as in plan JSON's `change.actions`, one word for each combination. */
export type PlannedChange = "create" | "update" | "replace" | "delete" | "no-op" | "read" | "forget";

/** One entry of `resource_changes`. */
export interface PlannedResource {
  readonly address: Address;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** `registry.terraform.io/hashicorp/aws`. */
  readonly provider: string;
  readonly change: PlannedChange;
  /** Deposed objects are not the resource that will be. */
  readonly deposed: boolean;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** `true` wherever a value is not known; same shape as `after` else. */
  readonly afterUnknown: Json;
  /** `true` wherever a value is sensitive: such values are compared, never quoted. */
  readonly afterSensitive: Json;
  /** The same of `before`; absent where nothing was. */
  readonly beforeSensitive?: Json;
  readonly actionReason?: string;
  /** The attributes whose change makes it be replaced. */
  readonly replacePaths?: readonly string[];
  /** Why the change is left to a later plan (`deferred_prereq`): this one does not make it. */
  readonly deferred?: string;
  /** Where it stood before, for a `moved` resource. */
  readonly previousAddress?: string;
}

/** A resource or data source of the prior state. */
export interface PriorResource {
  readonly address: Address;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly provider: string;
  readonly values: JsonObject;
  /** `true` wherever a value is sensitive, as in {@link PlannedResource.afterSensitive}. */
  readonly sensitive: Json;
}

/** Plan JSON's `configuration`, indexed: look a resource up by an address of which instance keys are ignored. */
export interface Configuration {
  resource(address: Address): ConfiguredResource | undefined;
  module(moduleAddress: string): ConfiguredModule | undefined;
  /** The expression of a local value of a module; absent where the configuration does not show them, as in plan JSON. */
  local?(moduleAddress: string, name: string): Json | undefined;
  readonly providers: Readonly<Record<string, ConfiguredProvider>>;
}

/** A resource as it is written. */
export interface ConfiguredResource {
  /** Without instance keys. */
  readonly address: string;
  /** The module it stands in, without instance keys; empty for the root. */
  readonly module: string;
  /** Key of {@link Configuration.providers}. */
  readonly providerKey: string;
  readonly expressions: JsonObject;
  /**
   * Whether `count` or `for_each` is set: it is where the plan shows it, or the address asked for has an instance key. Plan
   * JSON leaves out a `for_each` over constants.
   */
  readonly repeated: boolean;
  /** The expression of `count` or of `for_each`, where one is set; references are in the resource's own module. */
  readonly count?: Json;
  readonly forEach?: Json;
  readonly provisioners: readonly { readonly type: string; readonly expressions: JsonObject }[];
  /** Whether something that cannot be read may change it, so that what is not written here is not known to be unset. */
  readonly uncertain?: true;
}

/** A module call as it is written, and what its module outputs. */
export interface ConfiguredModule {
  readonly address: string;
  /** Inputs: variable name to expression, whose references are in the calling module's scope. */
  readonly inputs: JsonObject;
  /** Output name to expression, whose references are in the module itself. */
  readonly outputs: Readonly<Record<string, Json>>;
  readonly variables: Readonly<Record<string, Json>>;
  /** The expression of `count` or of `for_each` of the call, where one is set; in the calling module's scope. */
  readonly count?: Json;
  readonly forEach?: Json;
}

/** A provider configuration block. */
export interface ConfiguredProvider {
  readonly name: string;
  readonly alias?: string;
  readonly module: string;
  readonly expressions: JsonObject;
}

/** The configuration's own files, out of a saved plan or a `--source` folder. */
export interface PlanSource {
  readonly origin: "plan" | "directory";
  /** Module address without instance keys (`""`, `module.a`, `module.a.module.b`) to its folder's files. */
  readonly modules: ReadonlyMap<string, SourceModule>;
  /** Reads a file that the configuration names (`file("${path.module}/x")`), or says why it is not at hand. */
  readFile(modulePath: string, path: string): { readonly text: string } | { readonly missing: string };
}

/** One module's folder. */
export interface SourceModule {
  /** Relative to the root module, for `path.module`. */
  readonly directory: string;
  /** File name (`main.tf`, `cdk.tf.json`, `main.tofu`) to text. */
  readonly files: ReadonlyMap<string, string>;
  /** Files that were left aside because Terraform reads the first and OpenTofu the second, and the maker is not certain. */
  readonly unclear?: readonly (readonly [tf: string, tofu: string])[];
}

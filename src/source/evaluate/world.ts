import type { Json } from "../../plan";
import type { Value } from "../../values";
import type { Path, Surroundings } from "../functions";
import type { Meter } from "./meter";
import type { ModuleInstance } from "./module-instance";
import type { ModuleSource } from "./module-source";
import type { InstanceKey } from "./repetition";
import type { Trace } from "./trace";

/** What all instances of a configuration's modules share. */
export interface World {
  readonly meter: Meter;
  readonly trace: Trace;
  /** Root variables as the plan was given them. */
  readonly variables: Readonly<Record<string, Json>>;
  /** A module as it is written, by its address without instance keys. */
  moduleSource(configured: string): ModuleSource | undefined;
  /** The keys of the instances that the plan shows of a resource or module. */
  plannedKeys(address: string): readonly InstanceKey[] | undefined;
  /** An attribute of one instance of a resource, `path` leading into it: from the plan, from the source, or a hole. */
  attribute(module: ModuleInstance, name: string, key: InstanceKey, path: Path): Value;
  /** `terraform.workspace`. */
  terraform(name: string): Value;
  surroundings(module: ModuleInstance): Surroundings;
}

import type { Value } from "../../values";
import type { Surroundings } from "../functions";
import type { Step } from "../syntax";
import type { Meter } from "./meter";
import type { SharedValues } from "./shared-values";

/** Where an expression stands: what its names mean. */
export interface Scope {
  /** Names that are values of their own: `for` variables, the iterators of dynamic blocks, the variables of a template. */
  readonly variables: ReadonlyMap<string, Value>;
  readonly names: Names;
  readonly surroundings: Surroundings;
  readonly meter: Meter;
  /** In an instance of a block: what it shares with the others. */
  readonly shared?: SharedValues | undefined;
}

/** What the other names of a scope mean: `local`, `var`, `module`, `each`, `aws_iam_role`, … */
export interface Names {
  /** What the place is called in the names of holes: `module.a["x"]`, or the address of a resource. Empty for the root. */
  readonly place: string;
  /** The module instance in which they are written: `module.a["x"]`. Empty for the root. */
  readonly moduleAddress: string;
  /**
   * The value of a root name and its first steps, and how many of the steps that took: of `aws_iam_role.r[0].arn` the name
   * and one step are the resource. Fails where there is no such thing.
   */
  resolve(root: string, steps: readonly Step[]): { readonly value: Value; readonly taken: number };
}

/** A scope with some more variables, which hide what has the same name. */
export function withVariables(scope: Scope, variables: Iterable<readonly [string, Value]>): Scope {
  return { ...scope, variables: new Map([...scope.variables, ...variables]) };
}

import type { Configuration, Plan, PlanSource } from "../plan/plan";
import type * as Source from "../source";
import type { Path, SourceConfiguration } from "../source";
import type { Value } from "../value";
import type { Resource } from "./infrastructure";

/** What the evaluator asks of the plan. */
export interface PlannedWorld {
  readonly at: (address: string) => Resource | undefined;
  /** The instance keys of a resource or module, by its address without the last key. */
  readonly keys: (address: string) => readonly (string | number)[] | undefined;
}

/** Reads a configuration's source with the plan's own values. The parser and the evaluator are only loaded by this. */
export function evaluateSource(source: PlanSource, plan: Plan, { at, keys }: PlannedWorld): SourceConfiguration {
  const value = (address: string, path: Path): Value | undefined => at(address)?.output(outputPath(path));
  const { workspace } = plan.file;
  return load().readConfiguration(source, {
    planned: { value, keys },
    variables: plan.variables,
    ...(workspace === undefined ? {} : { workspace }),
  });
}

/**
 * How the plan is written: plan JSON's `configuration`, or, for a saved plan, the same made of its source once it is asked
 * for.
 */
export function configurationOf(plan: Plan): Configuration | null {
  const { configuration, source } = plan;
  if (configuration !== null || source === undefined) return configuration;
  let made: Configuration | undefined;
  const get = (): Configuration => (made ??= load().planConfiguration(source));
  return {
    resource: (address) => get().resource(address),
    module: (address) => get().module(address),
    get providers() {
      return get().providers;
    },
  };
}

function load(): typeof Source {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("../source") as typeof Source;
}

function outputPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${String(step)}]`;
      if (index === 0) return step;
      return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("");
}

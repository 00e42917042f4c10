import type { Plan, PlanSource } from "../plan/plan";
import type { SourceConfiguration } from "../source";
import { Hole, type Value } from "../value";
import type { Resource } from "./infrastructure";
import { overlay } from "./overlay";
import { evaluateSource, type PlannedWorld } from "./plan-source";
import type { Settled } from "./resource";

/** The plan's source, as far as it can be trusted to be the plan's own. */
export interface OwnSource {
  /** The source, evaluated with what the plan knows. Loads the parser and the evaluator. */
  readonly configuration: () => SourceConfiguration;
  /** What the source says of an attribute that the plan leaves open; `undefined`: nothing. */
  recover(resource: Resource, attribute: string, planned: Value): Settled | undefined;
  /** The commands of a resource's provisioners. */
  provisioners(resource: Resource): Resource["provisioners"];
}

/** Makes a plan's source out of its files. */
export function ownSource(source: PlanSource, plan: Plan, world: PlannedWorld): OwnSource {
  let evaluated: SourceConfiguration | undefined;
  const configuration = (): SourceConfiguration => (evaluated ??= evaluateSource(source, plan, world));
  return {
    configuration,
    recover(resource, attribute, planned) {
      const recovered = configuration().attribute(resource.address, [attribute]);
      if (recovered === undefined) return undefined;
      const value = overlay(planned, recovered.value);
      if (value === undefined) return undefined;
      return settledFrom(value, recovered.value);
    },
    provisioners: ({ address }) => configuration().provisioners(address),
  };
}

function settledFrom(value: Value, sourced: Value): Settled {
  if (value === null) return { value: undefined, origin: "plan" };
  if (!(value instanceof Hole)) return { value, origin: "source" };
  const because = sourced instanceof Hole ? reasonIn(sourced) : undefined;
  return { value, origin: "unknown", ...(because === undefined ? {} : { because }) };
}

/** Why an expression could not be settled, where the name of its hole says so. */
function reasonIn({ name }: Hole): string | undefined {
  return /\(([^()]*\s[^()]*)\)$/.exec(name)?.[1];
}

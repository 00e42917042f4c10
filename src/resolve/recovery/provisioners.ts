import { absoluteReferences, eachReferences, expressionReferences, mostSpecific } from "../../plan";
import type { ConfiguredResource, JsonObject } from "../../plan/plan";
import { Hole, holesOf } from "../../values/value";
import type { Resource } from "../infrastructure";
import type { Surroundings } from "../resource";

/**
 * A resource's provisioners. What plan JSON shows of a command is a constant; anything else only its source tells, and where
 * that is not at hand the command is a hole that holds what it refers to.
 */
export function provisionersOf(resource: Resource, surroundings: Surroundings): Resource["provisioners"] {
  if (surroundings.mayProvision?.() === false) return [];
  const configured = surroundings.configuration?.resource(resource.address);
  return (configured?.provisioners ?? []).map(({ type, expressions }, index) => {
    const { command } = expressions;
    const written =
      typeof command === "object" && command !== null ? (command as JsonObject).constant_value : undefined;
    if (typeof written === "string") return { type, command: written };
    const sourced = surroundings.provisioners?.(resource)[index]?.command;
    if (sourced !== undefined && !(sourced instanceof Hole)) return { type, command: sourced };
    const name = sourced?.name ?? `${resource.address.text}.provisioner[${String(index)}].command`;
    const references = surroundings.narrow(resource, referencesIn(resource, command, configured?.forEach));
    return { type, command: new Hole(name, { references }) };
  });
}

type Expression = ConfiguredResource["expressions"][string] | undefined;

/** What a command refers to; where it takes it from the resource itself (`self.input.key`), what that refers to. */
function referencesIn(resource: Resource, command: Expression, forEach: Expression): readonly string[] {
  const written = mostSpecific(eachReferences(expressionReferences(command), forEach));
  return absoluteReferences(resource.address.module, written).flatMap((each): readonly string[] => {
    const path = /^self\.(.+)$/s.exec(each)?.[1];
    return path === undefined ? [each] : holesOf(resource.output(path)).flatMap(({ references }) => references);
  });
}

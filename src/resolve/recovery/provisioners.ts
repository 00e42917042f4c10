import {
  absoluteReferences,
  type ConfiguredResource,
  eachReferences,
  expressionReferences,
  type JsonObject,
  knownValue,
  mostSpecific,
} from "../../plan";
import { Hole, holesOf, type Value } from "../../values";
import type { Resource } from "../infrastructure";
import type { Surroundings } from "../resource";

/**
 * A resource's provisioners. What plan JSON shows of a command is a constant; anything else only its source tells, and where
 * that is not at hand the command is a hole that holds what it refers to.
 */
export function provisionersOf(resource: Resource, surroundings: Surroundings): Resource["provisioners"] {
  if (surroundings.mayHideProvisioner?.(resource) === true)
    return [{ type: "local-exec", command: new Hole(`${resource.address.text}.provisioner`) }];
  if (surroundings.mayProvision?.() === false) return [];
  const configured = surroundings.configuration?.resource(resource.address);
  return (configured?.provisioners ?? []).map(({ type, expressions }, index) => {
    const sourced = surroundings.provisioners?.(resource)[index];
    const settle = (name: "command" | "environment"): Value => {
      const written = constantIn(expressions[name]);
      if (written !== undefined) return written;
      const value = sourced?.[name];
      if (value !== undefined && !(value instanceof Hole)) return value;
      const called = value?.name ?? `${resource.address.text}.provisioner[${String(index)}].${name}`;
      const references = surroundings.narrow(resource, referencesIn(resource, expressions[name], configured?.forEach));
      return new Hole(called, { references });
    };
    const environment = Object.hasOwn(expressions, "environment") ? { environment: settle("environment") } : {};
    return { type, command: settle("command"), ...environment };
  });
}

function constantIn(expression: Expression): Value | undefined {
  if (typeof expression !== "object" || expression === null) return undefined;
  const { constant_value: constant } = expression as JsonObject;
  return constant === undefined ? undefined : knownValue(constant);
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

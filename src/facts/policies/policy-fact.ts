import { parsePolicy, type ParsePolicy, type PolicyKind } from "../../policy";
import type { Resource } from "../../resolve";
import { Choice, Hole, holesOf, isKnown, type Value } from "../../values";
import type { PolicyFact } from "../facts";
import { deferredChange } from "../deferred-change";

const NO_REFERENCES: readonly string[] = [];

/** A policy document that says nothing. */
const NO_STATEMENTS: Value = { Version: "2012-10-17", Statement: [] };

/**
 * A policy that an attribute of a resource holds. `undefined` where the attribute is provably not set. `onlyIf` is what it
 * depends on whether it is in force at all; `parse` is what parses the policies of the run.
 */
export function policyOf(
  parse: ParsePolicy,
  resource: Resource,
  attribute: string,
  kind: PolicyKind,
  options: { readonly name?: string; readonly value?: Value; readonly onlyIf?: Hole } = {},
): PolicyFact | undefined {
  const value = options.value ?? resource.attribute(attribute);
  if (value === undefined || value === null || value === "") return undefined;
  const deferred = deferredChange(resource);
  const now = deferred === undefined ? value : new Choice(deferred, value, new Hole(deferred.name));
  const document = options.onlyIf === undefined ? now : new Choice(options.onlyIf, now, NO_STATEMENTS);
  const origin = resource.origin(attribute);
  const unknown = value instanceof Hole;
  const told = deferred === undefined ? resource.because?.(attribute) : becauseDeferred(resource);
  const because = unknown ? [becauseUnknown(value), told].filter((each) => each !== undefined).join("; ") : told;
  return {
    origin: unknown ? "unknown" : origin,
    ...(because !== undefined && because !== "" && { because }),
    policy: parse(document, {
      kind,
      ...(options.name !== undefined && { name: options.name }),
      ...(resource.sensitive(attribute) && { concealed: `${resource.address.text}.${attribute}` }),
    }),
    location: resource.location(attribute),
    heldIn: () => resource.heldIn?.(attribute),
    written: writes(resource, attribute),
    references: isKnown(value) ? NO_REFERENCES : holesOf(value).flatMap((hole) => hole.references),
  };
}

/** A policy that nothing in the plan shows. */
export function unseenPolicy(
  name: string,
  kind: PolicyKind,
  options: { readonly because: string; readonly origin?: "outside" | "unknown"; readonly address?: string },
): PolicyFact {
  return {
    origin: options.origin ?? "outside",
    because: options.because,
    policy: parsePolicy(new Hole(`policy of ${name}`), { kind, name }),
    location: { address: options.address ?? name },
    written: false,
    references: [],
  };
}

/** Whether applying the plan sends this attribute to AWS. */
export function writes(resource: Resource, attribute: string): boolean {
  if (resource.change === "create" || resource.change === "replace") return true;
  if (resource.change !== "update") return false;
  const before = resource.before?.[attribute];
  const after = resource.attribute(attribute);
  return typeof before !== "string" || before !== after;
}

function becauseDeferred({ address, deferred }: Resource): string {
  return `the change of ${address.text} is deferred to a later plan (${deferred ?? ""}), so that this plan does not make it`;
}

function becauseUnknown(hole: Hole): string {
  const named = [...new Set(hole.references)].filter(
    (reference) => reference !== hole.name && !hole.references.some((other) => other.startsWith(`${reference}.`)),
  );
  return named.length === 0
    ? `${hole.name} is known after apply`
    : `${hole.name} is known after apply; it refers to ${named.join(", ")}`;
}

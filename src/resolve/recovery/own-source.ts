import type { Configuration, Plan, PlanSource } from "../../plan/plan";
import type { SourceConfiguration, SourcePlace } from "../../source";
import { Hole, isKnown, Text, type Value } from "../../values/value";
import type { Resource } from "../infrastructure";
import { overlay } from "../overlay";
import { evaluateSource, loadSource, type PlannedWorld } from "./plan-source";
import type { Settled } from "./settled-attributes";
import { type Trust, trustIn } from "./believed-source";

/** The plan's source, as far as it can be trusted to be the plan's own. Loads the parser and the evaluator when it is asked. */
export interface OwnSource {
  /** The source, evaluated with what the plan knows. */
  readonly configuration: () => SourceConfiguration;
  /** What plan JSON would show as the plan's configuration. */
  readonly written: Configuration;
  /** What the source says of an attribute that the plan leaves open; `undefined`: nothing. */
  recover(resource: Resource, attribute: string, planned: Value): Settled | undefined;
  /** The commands of a resource's provisioners. */
  provisioners(resource: Resource): Resource["provisioners"];
  /** Where an attribute of a resource, or the resource itself, is written. */
  place(resource: Resource, attribute: string | undefined): SourcePlace | undefined;
}

/** Makes a plan's source out of its files. */
export function ownSource(source: PlanSource, plan: Plan, world: PlannedWorld): OwnSource {
  const configuration = once(() => evaluateSource(source, plan, world));
  const trust = once(() => trustIn(source, plan, configuration, loadSource()));
  return {
    configuration,
    written: trustedConfiguration(source, trust),
    recover: (resource, attribute, planned) => {
      const before = trust().whole();
      if (before !== undefined) return unsettled(planned, before);
      const recovered = configuration().attribute(resource.address, [attribute]);
      const after = trust().whole();
      if (after !== undefined) return unsettled(planned, after);
      if (recovered === undefined) return undefined;
      const value = overlay(planned, recovered.value);
      if (value === undefined) return unsettled(planned, "its source contradicts what the plan knows of it");
      const secondOpinion = !LINKS.has(attribute) && !(value instanceof Hole);
      const { doubt, note } = trust().blocks(recovered.blocks, { secondOpinion });
      if (doubt !== undefined) return unsettled(planned, doubt);
      return { ...settledFrom(value, recovered.value), ...(note === undefined ? {} : { because: note }) };
    },
    provisioners({ address }) {
      if (trust().whole() !== undefined) return [];
      return configuration()
        .provisioners(address)
        .map(({ type, command, environment = null, blocks }, index) => {
          // A command that is a constant is the same to every parser.
          const { doubt } = trust().blocks(blocks, { secondOpinion: command instanceof Text || !isKnown(environment) });
          const given = environment === null ? {} : { environment };
          if (doubt === undefined) return { type, command, ...given };
          const unknown = (name: string): Hole => new Hole(`${address.text}.provisioner[${String(index)}].${name}`);
          return {
            type,
            command: unknown("command"),
            ...(environment !== null && { environment: unknown("environment") }),
          };
        });
    },
    place({ address }, attribute) {
      const block = configuration().block(address);
      return block && loadSource().placeIn(block, attribute);
    },
  };
}

/**
 * Attributes that only point to another resource. They are no policies, and a second parser, which takes 0.2 s to load, is not
 * asked about the names in them.
 */
const LINKS: ReadonlySet<string> = new Set([
  "bucket",
  "grantee_principal",
  "key_id",
  "kms_key_arn",
  "kms_key_id",
  "kms_master_key_id",
  "managed_policy_arns",
  "name",
  "permissions_boundary",
  "policy_arn",
  "role",
  "role_arn",
  "role_name",
  "roles",
  "target_key_id",
]);

function settledFrom(value: Value, sourced: Value): Settled {
  if (value === null) return { value: undefined, origin: "plan" };
  if (!(value instanceof Hole)) return { value, origin: "source" };
  const because = sourced instanceof Hole ? reasonIn(sourced) : undefined;
  return { value, origin: "unknown", ...(because === undefined ? {} : { because }) };
}

function unsettled(planned: Value, because: string): Settled {
  return { value: planned, origin: planned instanceof Hole ? "unknown" : "plan", because };
}

/** Why an expression could not be settled, where the name of its hole says so. */
function reasonIn({ name }: Hole): string | undefined {
  return /\(([^()"]*\s[^()"]*)\)/.exec(name)?.[1];
}

/** What is unset tells as much as what is set: neither is taken from a source that is not believed. */
function trustedConfiguration(source: PlanSource, trust: () => Trust): Configuration {
  const written = once(() => loadSource().planConfiguration(source));
  return {
    resource: (address) => (trust().whole() === undefined ? written().resource(address) : undefined),
    module: (address) => (trust().whole() === undefined ? written().module(address) : undefined),
    providers: {},
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

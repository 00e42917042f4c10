import { type Configuration, configuredAddress, type Plan, type PlanSource } from "../../plan";
import type { SourceConfiguration, SourcePlace } from "../../source";
import { Hole, isKnown, Text, type Value } from "../../values";
import type { Resource } from "../infrastructure";
import { overlay } from "./overlay";
import { evaluateSource, loadSource, type PlannedWorld } from "./plan-source";
import type { Settled } from "./settled-attributes";
import { type BelievedSource, believedSource } from "./believed-source";
import { firstDifference } from "./first-difference";
import type { UnbelievedPart, UnbelievedParts } from "./unbelieved-source";

/** The plan's source, as far as it can be trusted to be the plan's own. Loads the parser and the evaluator when it is asked. */
export interface OwnSource {
  /** The source, evaluated with what the plan knows. */
  readonly configuration: () => SourceConfiguration;
  /** What the source says of an attribute that the plan leaves open; `undefined`: nothing. */
  recover(resource: Resource, attribute: string, planned: Value): Settled | undefined;
  /** The commands of a resource's provisioners. */
  provisioners(resource: Resource): Resource["provisioners"];
  /** Where an attribute of a resource, or the resource itself, is written. */
  place(resource: Resource, attribute: string | undefined): SourcePlace | undefined;
}

/** What is found out of a source once, whatever it is evaluated with. */
export interface SourceChecks {
  readonly source: PlanSource;
  readonly plan: Plan;
  /** What plan JSON would show as the plan's configuration. */
  readonly written: Configuration;
  readonly believed: () => BelievedSource;
  readonly unbelieved: UnbelievedParts;
}

/** The checks of a plan's source; what of it is not believed is added to `unbelieved`. */
export function sourceChecks(source: PlanSource, plan: Plan, unbelieved: UnbelievedParts): SourceChecks {
  const believed = once(() => believedSource(source, plan, loadSource(), unbelieved));
  return { source, plan, written: writtenConfiguration(source, believed), believed, unbelieved };
}

/** A plan's source, evaluated with what `world` knows. */
export function ownSource({ source, plan, believed, unbelieved }: SourceChecks, world: PlannedWorld): OwnSource {
  const configuration = once(() => evaluateSource(source, plan, world));
  return {
    configuration,
    recover: (resource, attribute, planned) => {
      const recovered = configuration().attribute(resource.address, [attribute]);
      const other = believed().anotherPlans();
      if (other !== undefined) return unsettled(planned, other);
      if (recovered === undefined)
        return notWritten(resource, planned, { source, configuration: configuration(), unbelieved });
      const value = overlay(planned, recovered.value);
      if (value === undefined) {
        unbelieved.add(contradiction(resource, attribute, { planned, sourced: recovered.value }, configuration()));
        return unsettled(planned, "its source contradicts what the plan knows of it");
      }
      const secondOpinion = !LINKS.has(attribute) && !(value instanceof Hole);
      const { doubt, note } = believed().judge(recovered.reads, { secondOpinion });
      if (doubt !== undefined) return unsettled(planned, doubt);
      return { ...settledFrom(value, recovered.value), ...(note === undefined ? {} : { because: note }) };
    },
    provisioners({ address }) {
      if (believed().anotherPlans() !== undefined) return [];
      return configuration()
        .provisioners(address)
        .map(({ type, command, environment = null, reads }, index) => {
          // A command that is a constant is the same to every parser.
          const { doubt } = believed().judge(reads, {
            secondOpinion: command instanceof Text || !isKnown(environment),
          });
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

/** An attribute that the source does not set, of a block that it may not even have. */
function notWritten(
  { address }: Resource,
  planned: Value,
  {
    source,
    configuration,
    unbelieved,
  }: { source: PlanSource; configuration: SourceConfiguration; unbelieved: UnbelievedParts },
): Settled | undefined {
  if (configuration.block(address) !== undefined) return undefined;
  const module = configuredAddress(address.module);
  if (!source.modules.has(module)) {
    unbelieved.add({
      kind: "missing",
      address: module,
      because: `the source of ${module || "the root module"} is missing`,
    });
    return undefined;
  }
  const [fault] = configuration.errors;
  const because = fault === undefined ? `${address.configured} is not there` : fault.message;
  if (fault === undefined) unbelieved.add({ kind: "missing", address: address.configured, because });
  return unsettled(planned, fault === undefined ? `in its source ${because}` : `its source is not read: ${because}`);
}

/** What the plan knows of an attribute in part, and the source otherwise. */
function contradiction(
  resource: Resource,
  attribute: string,
  { planned, sourced }: { readonly planned: Value; readonly sourced: Value },
  configuration: SourceConfiguration,
): UnbelievedPart {
  const block = configuration.block(resource.address);
  const place = block && loadSource().placeIn(block, attribute);
  const { element, ...both } = firstDifference(planned, sourced);
  const { text: address } = resource.address;
  return {
    kind: "differs",
    ...(place === undefined ? {} : { file: place.file, line: place.line }),
    address,
    attribute,
    ...(element === "" ? {} : { element }),
    because: `${address}.${attribute} is not what the source makes of it`,
    ...(resource.sensitive(attribute) ? {} : both),
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

/** What a block that is doubted does not say may be set all the same; what it refers to is kept. */
function writtenConfiguration(source: PlanSource, believed: () => BelievedSource): Configuration {
  const written = once(() => loadSource().planConfiguration(source, { dynamic: true }));
  return {
    resource(address) {
      const resource = written().resource(address);
      return resource !== undefined && believed().isDoubted(address.text) ? { ...resource, uncertain: true } : resource;
    },
    module: (address) => written().module(address),
    local: (address, name) => written().local?.(address, name),
    providers: {},
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

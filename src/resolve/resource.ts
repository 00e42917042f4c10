import { attribute as plannedAttribute, isMarked, isSensitive, knownAttribute } from "../plan";
import type { Configuration, JsonObject, PlannedResource, PriorResource } from "../plan/plan";
import { Hole, isKnown, isList, isMap, JsonText, type Value } from "../value";
import { derive } from "./derive";
import { gone } from "./gone";
import type { Origin, Resource } from "./infrastructure";
import { mapHoles } from "./map-holes";
import type { Placed, Placement } from "./placement";
import { provisionersOf } from "./provisioners";
import { isWhollyKnown } from "./unknown";

/** What a resource needs of its surroundings to settle its attributes. */
export interface Surroundings {
  readonly plan: number;
  readonly configuration: Configuration | null;
  placement(resource: Placed): Placement;
  /** References narrowed to instances and followed through modules. */
  narrow(resource: Resource, references: readonly string[]): readonly string[];
  /** What something other than the plan's own values says of an attribute that they leave open, or `undefined`. */
  recover(resource: Resource, attribute: string, planned: Value): Settled | undefined;
  /** False where no source has any provisioner, so that none has to be parsed to find that out. */
  mayProvision?(): boolean;
  /** The commands of a resource's provisioners as its source has them. */
  provisioners?(resource: Resource): Resource["provisioners"];
}

/** An attribute, settled as far as it can be. */
export interface Settled {
  /** `undefined`: not set. */
  readonly value: Value | undefined;
  readonly origin: Origin;
  /** Why it is not known, or what is to be said of how it was found. */
  readonly because?: string;
}

/** A planned resource, its attributes settled when asked for and then kept. */
export function plannedResource(planned: PlannedResource, surroundings: Surroundings): Resource {
  // What is taken away is what it was.
  if (gone(planned)) return formerResource(planned, surroundings);
  return makeResource({
    source: planned,
    change: planned.change,
    before: planned.before,
    read: (name) =>
      isWhollyKnown(planned, name)
        ? knownAttribute(planned.after, name)
        : plannedAttribute(planned, name, surroundings.configuration),
    // What is known of an attribute in part is not the attribute.
    known: (name) => (isWhollyKnown(planned, name) ? knownAttribute(planned.after, name) : undefined),
    sensitive: (name) => isSensitive(planned, name),
    surroundings,
  });
}

function formerResource(planned: PlannedResource, surroundings: Surroundings): Resource {
  const read = (name: string): Value | undefined => knownAttribute(planned.before, name);
  const { change, before } = planned;
  const sensitive = (name: string): boolean => isSensitive(planned, name);
  return makeResource({ source: planned, change, before, read, known: read, sensitive, surroundings });
}

/** A resource or data source that only the prior state knows: everything in it is known. */
export function priorResource(prior: PriorResource, surroundings: Surroundings): Resource {
  return makeResource({
    source: prior,
    change: "no-op",
    before: prior.values,
    read: (name) => knownAttribute(prior.values, name),
    known: (name) => knownAttribute(prior.values, name),
    sensitive: (name) => isMarked(prior.sensitive, name),
    surroundings,
  });
}

interface Draft {
  readonly source: PlannedResource | PriorResource;
  readonly change: Resource["change"];
  readonly before: JsonObject | null;
  readonly read: (name: string) => Value | undefined;
  readonly known: (name: string) => Value | undefined;
  readonly sensitive: (name: string) => boolean;
  readonly surroundings: Surroundings;
}

function makeResource(draft: Draft): Resource {
  const { source, surroundings } = draft;
  const settled = new Map<string, Settled>();
  let placement: Placement | undefined;
  let provisioners: Resource["provisioners"] | undefined;
  const place = (): Placement => {
    const region = draft.known("region");
    return (placement ??= surroundings.placement(typeof region === "string" ? { ...source, region } : source));
  };
  const settle = (name: string): Settled => {
    let found = settled.get(name);
    if (found === undefined) {
      // Kept before it is settled, so that a value which leads back to itself ends in a hole.
      settled.set(name, { value: new Hole(`${source.address.text}.${name}`), origin: "unknown" });
      found = settleAttribute(resource, name, draft);
      settled.set(name, found);
    }
    return found;
  };
  const resource: Resource = {
    address: source.address,
    mode: source.mode,
    type: source.type,
    plan: surroundings.plan,
    change: draft.change,
    before: draft.before,
    attribute: (name) => settle(name).value,
    output: (path) => outputOf(resource, path, draft, (name) => settle(name).value),
    origin: (name) => settle(name).origin,
    because: (name) => settle(name).because,
    get provisioners() {
      return (provisioners ??= provisionersOf(resource, surroundings));
    },
    get account() {
      return place().account;
    },
    get partition() {
      return place().partition;
    },
    get region() {
      return place().region;
    },
    location: (attribute) => ({ address: source.address.text, ...(attribute === undefined ? {} : { attribute }) }),
    sensitive: draft.sensitive,
  };
  return resource;
}

/** The plan wins wherever it knows; what it leaves open is recovered, or stays a hole with narrowed references. */
function settleAttribute(resource: Resource, name: string, { read, surroundings }: Draft): Settled {
  const planned = read(name) ?? undefined;
  if (planned === undefined || isKnown(planned)) return { value: planned, origin: "plan" };
  const narrowed = mapHoles(planned, (hole) => {
    if (hole.references.length === 0) return hole;
    return new Hole(hole.name, {
      shape: hole.shape,
      fresh: hole.fresh,
      references: surroundings.narrow(resource, hole.references),
    });
  });
  return (
    surroundings.recover(resource, name, narrowed) ?? {
      value: narrowed,
      origin: narrowed instanceof Hole ? "unknown" : "plan",
    }
  );
}

/** The first step of a path, and the rest: `rule[0].id` is `rule` and `[0].id`. */
const FIRST_STEP = /^([^.[]+)(.*)$/s;
const NEXT_STEP = /^(?:\.([^.[]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\])(.*)$/s;

function outputOf(resource: Resource, path: string, draft: Draft, settled: (name: string) => Value | undefined): Value {
  const [, name = path, rest = ""] = FIRST_STEP.exec(path) ?? [];
  const whole = new Hole(`${resource.address.text}.${path}`);
  let value: Value | undefined = draft.known(name) ?? undefined;
  if (value === undefined || !isKnown(value)) {
    // What nobody can set needs no source.
    value = isComputed(resource, name) ? derive(resource, name) : undefined;
    const set = value ?? settled(name);
    value = set === undefined || (set instanceof Hole && value === undefined) ? (derive(resource, name) ?? set) : set;
  }
  for (let left = rest; left !== "";) {
    const [, key, index, quoted, after = ""] = NEXT_STEP.exec(left) ?? [];
    if (value instanceof JsonText || value === undefined) return whole;
    if (index !== undefined && isList(value)) value = value[Number(index)];
    else if (isMap(value)) value = value[key ?? quoted ?? ""];
    else return whole;
    left = after;
  }
  return value ?? (draft.source.mode === "managed" && isNullOutput(draft, name) ? null : whole);
}

/** Attributes that are outputs alone. */
function isComputed({ type }: Resource, name: string): boolean {
  return (
    name === "arn" || name === "id" || name === "unique_id" || (name === "key_id" && /^aws_kms_\w*key$/.test(type))
  );
}

/** An attribute that is in the plan as null, and that nobody makes up, is null for those who refer to it. */
function isNullOutput(draft: Draft, name: string): boolean {
  return draft.known(name) === null;
}

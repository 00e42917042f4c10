import {
  attribute as plannedAttribute,
  type Configuration,
  isMarked,
  isSensitive,
  isWhollyKnown,
  type JsonObject,
  knownAttribute,
  type PlannedResource,
  type PriorResource,
} from "../plan";
import { Hole, isKnown, mapHoles, type Value } from "../values";
import { isFormer } from "./is-removed";
import type { Location, Origin, Resource } from "./infrastructure";
import { policyDocumentOf } from "./held-in";
import { outputOf } from "./output";
import { asArnSays, type Placed, type Placement } from "./providers";
import { provisionersOf, type Settled, SettledAttributes } from "./recovery";

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
  /** Whether a resource may run a command of which nothing can be seen, since its block is not in the source that can be read. */
  mayHideProvisioner?(resource: Resource): boolean;
  /** The commands of a resource's provisioners as its source has them. */
  provisioners?(resource: Resource): Resource["provisioners"];
}

/** A planned resource, its attributes settled when asked for. */
export function plannedResource(planned: PlannedResource, surroundings: Surroundings): Resource {
  // What is taken away is what it was.
  return isFormer(planned) ? new FormerResource(planned, surroundings) : new ComingResource(planned, surroundings);
}

/** A resource or data source that only the prior state knows: everything in it is known. */
export function priorResource(prior: PriorResource, surroundings: Surroundings): Resource {
  return new PriorStateResource(prior, surroundings);
}

/** A class, and no object of closures and getters, of which a large plan would make thousands of the slowest kind. */
abstract class SettledResource<Source extends PlannedResource | PriorResource> implements Resource {
  readonly address: Resource["address"];
  readonly mode: Resource["mode"];
  readonly type: string;
  readonly plan: number;
  abstract readonly change: Resource["change"];
  abstract readonly before: JsonObject | null;
  abstract readonly deferred?: string | undefined;
  /** What took more to settle than looking it up. */
  private readonly settled = new SettledAttributes();
  private arn: string | undefined;
  private placed: Placement | undefined;
  private provisioned: Resource["provisioners"] | undefined;

  constructor(
    protected readonly source: Source,
    protected readonly surroundings: Surroundings,
  ) {
    this.address = source.address;
    this.mode = source.mode;
    this.type = source.type;
    this.plan = surroundings.plan;
  }

  abstract sensitive(attribute: string): boolean;
  /** Whether the plan's values tell all there is of an attribute: what is known of it in part is not the attribute. */
  protected abstract knows(attribute: string): boolean;
  /** The values that tell it. */
  protected abstract readonly values: JsonObject | null;
  /** What the plan says of an attribute that it does not know, or not all of. */
  protected abstract planned(attribute: string): Value | undefined;

  attribute(name: string): Value | undefined {
    const settled = this.settled.get(name);
    if (settled !== undefined) return settled.value;
    return this.knows(name) ? this.whole(name) : this.settle(name).value;
  }

  output(path: string): Value {
    if (path !== "arn") return outputOf(this, path);
    if (this.arn !== undefined) return this.arn;
    const arn = outputOf(this, path);
    // Each index of names asks for it; where all of it is known it stays what it is.
    if (typeof arn === "string") this.arn = arn;
    return arn;
  }

  /** What the plan's values alone say of an attribute, `undefined` where they do not tell all of it. */
  known(name: string): Value | undefined {
    return this.knows(name) ? knownAttribute(this.values, name) : undefined;
  }

  origin(name: string): Origin {
    return this.settle(name).origin;
  }

  because(name: string): string | undefined {
    return this.settle(name).because;
  }

  get provisioners(): Resource["provisioners"] {
    return (this.provisioned ??= provisionersOf(this, this.surroundings));
  }

  get account(): Value {
    return this.place().account;
  }

  get partition(): Value {
    return this.place().partition;
  }

  get region(): Value {
    return this.place().region;
  }

  location(attribute?: string): Location {
    const address = this.address.text;
    return attribute === undefined ? { address } : { address, attribute };
  }

  heldIn(attribute: string): string | undefined {
    return policyDocumentOf(this, attribute, this.surroundings);
  }

  private place(): Placement {
    return (this.placed ??= asArnSays(
      this.sensitive("arn") ? undefined : this.known("arn"),
      this.surroundings.placement(withRegion(this.source, this.known("region"))),
    ));
  }

  private settle(name: string): Settled {
    const kept = this.settled.get(name);
    if (kept !== undefined) return kept;
    if (this.knows(name)) return { value: this.whole(name), origin: "plan" };
    // Kept before it is settled, so that a value which leads back to itself ends in a hole.
    this.settled.keep(name, { value: new Hole(`${this.address.text}.${name}`), origin: "unknown" });
    return this.settled.keep(name, this.settleUnknown(name));
  }

  /** An attribute of which everything is known; lists and maps are made once. */
  private whole(name: string): Value | undefined {
    const value = knownAttribute(this.values, name) ?? undefined;
    if (typeof value === "object") this.settled.keep(name, { value, origin: "plan" });
    return value;
  }

  /** The plan wins wherever it knows; what it leaves open is recovered, or stays a hole with narrowed references. */
  private settleUnknown(name: string): Settled {
    const planned = this.planned(name) ?? undefined;
    if (planned === undefined || isKnown(planned)) return { value: planned, origin: "plan" };
    const narrowed = mapHoles(planned, (hole) => this.narrowed(hole));
    return (
      this.surroundings.recover(this, name, narrowed) ?? {
        value: narrowed,
        origin: narrowed instanceof Hole ? "unknown" : "plan",
      }
    );
  }

  private narrowed(hole: Hole): Hole {
    if (hole.references.length === 0) return hole;
    const { name, shape, fresh } = hole;
    return new Hole(name, { shape, fresh, references: this.surroundings.narrow(this, hole.references) });
  }
}

/** What will be there. */
class ComingResource extends SettledResource<PlannedResource> {
  get change(): Resource["change"] {
    return this.source.change;
  }

  get before(): JsonObject | null {
    return this.source.before;
  }

  get deferred(): string | undefined {
    return this.source.deferred;
  }

  sensitive(attribute: string): boolean {
    const { afterSensitive, beforeSensitive } = this.source;
    const nothing = afterSensitive === false && beforeSensitive === undefined;
    return !nothing && isSensitive(this.source, attribute);
  }

  protected get values(): JsonObject | null {
    return this.source.after;
  }

  protected knows(attribute: string): boolean {
    return isWhollyKnown(this.source, attribute);
  }

  protected planned(attribute: string): Value | undefined {
    return plannedAttribute(this.source, attribute, this.surroundings.configuration);
  }
}

/** What is deleted or forgotten. */
class FormerResource extends ComingResource {
  protected override get values(): JsonObject | null {
    return this.source.before;
  }

  protected override knows(): boolean {
    return true;
  }
}

/** What the plan leaves as it is. */
class PriorStateResource extends SettledResource<PriorResource> {
  readonly deferred = undefined;

  get change(): "no-op" {
    return "no-op";
  }

  get before(): JsonObject {
    return this.source.values;
  }

  sensitive(attribute: string): boolean {
    return isMarked(this.source.sensitive, attribute);
  }

  protected get values(): JsonObject {
    return this.source.values;
  }

  protected knows(): boolean {
    return true;
  }

  protected planned(): undefined {
    return undefined;
  }
}

/** A resource's own Region (AWS provider 6) counts before its provider's. */
function withRegion(source: PlannedResource | PriorResource, region: Value | undefined): Placed {
  return typeof region === "string" ? { ...source, region } : source;
}

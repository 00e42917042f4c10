import type { Address, AwsThing, JsonObject, PlanFile, PlannedChange } from "../plan";
import type { Value } from "../values";
import type { SourceState } from "./recovery";

/**
 * What will exist once the plan is applied, every reference, ARN and policy settled as far as it can be: Plan + source.
 * Resources that are deleted or forgotten stand in it too, marked so by {@link Resource.change}.
 */
export interface Infrastructure {
  readonly plans: readonly ReadPlan[];
  /** Several plans are one here: a name means something only within an account. */
  readonly joined?: true;
  /** The plan's place in the report; every resource has it too. */
  readonly plan: number;
  /** Managed resources, the known ones of the prior state included, and data sources; sorted by address. */
  readonly resources: readonly Resource[];
  ofType(...types: readonly string[]): readonly Resource[];
  at(address: string): Resource | undefined;
  /** Where an attribute of a resource (else its block) is written; `undefined` where no source is at hand. */
  place?(address: string, attribute?: string): Pick<Location, "file" | "line" | "construct"> | undefined;
  /**
   * Asks a second parser whether it reads everything that values were recovered from as it was read here, where that has not
   * been asked yet. False: it does not; who resolves the plans anew gets nothing that rests on it. Loads that parser.
   */
  confirm(): boolean;
  /**
   * The resources that a value may mean, as a value of the kind `as`: by ARN, by id, by name or by a hole's own name
   * (certain), or by the single reference behind a hole (inferred). Empty: it means nothing that is here. `from` is the
   * resource that holds the value: where plans are joined, a name means something only there, or in the same account.
   */
  identify(value: Value, as: ThingKind, from?: Holder): Identified | undefined;
}

/** What it takes to know what a name means in the resource that holds it. */
export type Holder = Pick<Resource, "plan" | "account" | "region">;

/** The kinds of thing that other resources point to: those of the table, and whatever else a type of the AWS provider is. */
export type ThingKind = AwsThing | NamedKind;

/** A resource type, as the kind of its resources. */
export type NamedKind = `aws_${string}`;

/** What a value was found to mean. */
export interface Identified {
  readonly resource: Resource;
  readonly confidence: Confidence;
}

/** How sure it is that something is what it seems. */
export type Confidence = "certain" | "inferred";

/** One plan that was read, as the report tells it. */
export interface ReadPlan extends PlanFile {
  readonly resourceCount: number;
  readonly accounts: readonly { readonly id: string; readonly inferred: boolean }[];
  /** Where the plan's key policies make the roots of several accounts administrators, so that none is inferred: all of these. */
  readonly seenAccounts: readonly string[];
  readonly source: SourceState["source"];
  /** The parts of the source that are not believed, cannot be read or are not there, as far as they were needed. */
  readonly unbelieved: SourceState["unbelieved"];
  /**
   * Whether it is known how the plan was written: plan JSON shows it, or the root module of its source can be read. Without
   * that nobody sees what an unknown value refers to, nor any provisioner.
   */
  readonly hasConfiguration: boolean;
  /** The accounts that the plan names, where none of them is the one that was given (`--account`). */
  readonly accountsInstead: readonly string[];
}

/** A managed resource or data source. */
export interface Resource {
  readonly address: Address;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** Index into {@link Infrastructure.plans}. */
  readonly plan: number;
  readonly change: PlannedChange;
  /** The attribute as it will be. `undefined`: provably not set (AWS's default holds). A {@link Hole}: not known. */
  attribute(name: string): Value | undefined;
  /**
   * The attribute as others see it when they refer to it, also the computed ones that nobody sets (`arn`, `id`): derived
   * where it can be (a new role's ARN), else a hole named by address and attribute. `path` may go into blocks: `rule[0].id`.
   */
  output(path: string): Value;
  /** Where the attribute's value was found. */
  origin(name: string): Origin;
  /** Why the attribute is not known although its source is at hand, or what is to be said of how it was found. */
  because?(name: string): string | undefined;
  /** Why its change is left to a later plan (`deferred_prereq`): what it will be is not there once this plan is applied. */
  readonly deferred?: string | undefined;
  /** The state before the change; `null` for a new resource. */
  readonly before: JsonObject | null;
  /** Local-exec commands and the like: each provisioner's type and settled expressions, where they can be seen. */
  readonly provisioners: readonly {
    readonly type: string;
    readonly command: Value;
    /** The variables that it is given; absent where none are set. */
    readonly environment?: Value;
  }[];
  readonly account: Value;
  readonly partition: Value;
  readonly region: Value;
  /** The attribute, or the resource; {@link locate} adds where that is written. */
  location(attribute?: string): Location;
  /** The address of the `aws_iam_policy_document` whose JSON the attribute is set to; `undefined`: it is written here. */
  heldIn?(attribute: string): string | undefined;
  /** True where the value of the attribute is sensitive: compare, never quote. */
  sensitive(attribute: string): boolean;
}

/** The way a value was found (DESIGN §3): the first that answers. */
export type Origin = "plan" | "default" | "policy-document" | "configuration" | "source" | "outside" | "unknown";

/** A place a person can go to. */
export interface Location {
  /** Of the resource. */
  readonly address: string;
  /** Of that resource; absent for the whole of it. */
  readonly attribute?: string;
  /** Of the configuration; absent without source. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** The path of the construct that made it, where the configuration was synthesized (CDK for Terraform). */
  readonly construct?: string;
  /** Index into the report's plans, where plans are joined and it is another than the key's. */
  readonly plan?: number;
}

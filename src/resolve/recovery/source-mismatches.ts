import {
  attribute as plannedAttribute,
  isMarked,
  isSensitive,
  isWhollyKnown,
  knownAttribute,
  type Plan,
  type PlannedResource,
  type PlanSource,
  type PriorResource,
} from "../../plan";
import type * as Source from "../../source";
import type { Path, Reads, SourceConfiguration } from "../../source";
import { isList, isMap, type Value } from "../../values";
import { overlay } from "./overlay";
import { documentComparison } from "./same-document";
import { isFormer } from "../is-removed";
import { firstDifference } from "./first-difference";
import type { UnbelievedPart } from "./unbelieved-source";

/** The attributes of managed resources that hold a policy, and what a read data source made of its arguments. */
const MANAGED = ["policy", "assume_role_policy"] as const;
const DATA = ["json"] as const;

/** A policy that the plan knows and that its source makes something else of. */
export interface SourceMismatch {
  readonly address: string;
  readonly part: UnbelievedPart;
  /** What was read of the source for it: any of this may be what is wrong. */
  readonly reads: Reads;
  /** Those that stand in the block of the policy itself. */
  readonly own: ReadonlySet<unknown>;
}

/**
 * The policies that the plan knows and that come to something else when they are evaluated from source, and the deferred
 * documents whose source contradicts what the plan knows of them.
 * A policy whose changes are ignored may differ, and one that the source cannot settle tells nothing.
 */
export function sourceMismatches(source: PlanSource, plan: Plan, reader: typeof Source): readonly SourceMismatch[] {
  const known = knownValues(plan);
  const { workspace } = plan.file;
  const configuration = reader.readConfiguration(source, {
    // Nothing but what the plan itself knows, so that this check stands on its own.
    planned: { value: (address, path) => known(address, path) },
    variables: plan.variables,
    ...(workspace === undefined ? {} : { workspace }),
  });
  const isSameDocument = documentComparison();
  return policyHolders(plan).flatMap((holder) =>
    [...differencesOf(holder, configuration, isSameDocument)].map((each) =>
      mismatchAt(holder, each, configuration, reader),
    ),
  );
}

/** One attribute of which plan and source say different things. */
interface Differing {
  readonly attribute: string;
  readonly planned: Value;
  readonly sourced: Value;
  readonly reads: Reads;
}

function* differencesOf(
  resource: Holder,
  configuration: SourceConfiguration,
  isSameDocument: ReturnType<typeof documentComparison>,
): Iterable<Differing> {
  if (isDeferredDocument(resource)) {
    const planned = plannedAttribute(resource, "statement", null);
    const recovered = configuration.attribute(resource.address, ["statement"]);
    if (planned === undefined || recovered === undefined || overlay(planned, recovered.value) !== undefined) return;
    yield { attribute: "statement", planned, sourced: recovered.value, reads: recovered.reads };
    return;
  }
  for (const name of resource.mode === "managed" ? MANAGED : DATA) {
    const planned = valueOf(resource, name);
    if (typeof planned !== "string" || !planned.includes("Statement")) continue;
    const ignored = configuration.ignoresChanges(resource.address);
    if (ignored === "all" || ignored.includes(name)) continue;
    const recovered = configuration.attribute(resource.address, [name]);
    const sourced = recovered?.value;
    if (recovered === undefined || typeof sourced !== "string" || sourced === planned) continue;
    if (isSameDocument(planned, sourced) === false)
      yield { attribute: name, planned: documentOf(planned), sourced: documentOf(sourced), reads: recovered.reads };
  }
}

function mismatchAt(
  holder: Holder,
  { attribute, planned, sourced, reads }: Differing,
  configuration: SourceConfiguration,
  { placeIn }: typeof Source,
): SourceMismatch {
  const { address } = holder;
  const block = configuration.block(address);
  const place = block === undefined ? undefined : placeIn(block, attribute);
  const { element, ...both } = firstDifference(planned, sourced);
  return {
    address: address.text,
    part: {
      kind: "differs",
      ...(place === undefined ? {} : { file: place.file, line: place.line }),
      address: address.text,
      attribute,
      ...(element === "" ? {} : { element }),
      because: `${address.text}.${attribute} is not what the source makes of it`,
      ...(isHidden(holder, attribute) ? {} : both),
    },
    reads,
    own: new Set([...reads].filter(([, each]) => each === block).map(([part]) => part)),
  };
}

function isHidden(holder: Holder, attribute: string): boolean {
  return "values" in holder ? isMarked(holder.sensitive, attribute) : isSensitive(holder, attribute);
}

/** A document that was found to be one. */
function documentOf(text: string): Value {
  return JSON.parse(text) as Value;
}

/** A document that is only read while applying: the plan knows some leaves of its arguments. */
function isDeferredDocument(resource: Holder): resource is PlannedResource {
  return "after" in resource && resource.mode === "data" && !isWhollyKnown(resource, "json");
}

type Holder = PlannedResource | PriorResource;

function policyHolders(plan: Plan): Holder[] {
  const planned = plan.resources.filter((resource) => !resource.deposed && !isFormer(resource));
  // Under -target, the state may hold documents that this plan did not read anew.
  const read = plan.file.complete === false ? [] : plan.prior.filter(({ mode }) => mode === "data");
  return [...planned, ...read].filter(({ mode, type }) => mode === "managed" || type === "aws_iam_policy_document");
}

function valueOf(resource: Holder, name: string): Value | undefined {
  if ("values" in resource) return knownAttribute(resource.values, name);
  return isWhollyKnown(resource, name) ? knownAttribute(resource.after, name) : undefined;
}

function knownValues(plan: Plan): (address: string, path: Path) => Value | undefined {
  const byAddress = new Map<string, Holder>();
  for (const prior of plan.prior) byAddress.set(prior.address.text, prior);
  for (const planned of plan.resources) if (!planned.deposed) byAddress.set(planned.address.text, planned);
  return (address, [name, ...rest]) => {
    const resource = byAddress.get(address);
    let value = resource && valueOf(resource, String(name));
    for (const step of rest) {
      if (isList(value)) value = value[Number(step)];
      else value = isMap(value) ? value[String(step)] : undefined;
    }
    return value;
  };
}

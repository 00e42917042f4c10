import { push } from "../grouping";
import { type Address, isType, namingOutputs, parseReference, thingType } from "../plan";
import { type Infrastructure, isFormer, type Resource } from "../resolve";
import { type Hole, holesOf, type HoleShape, type Value } from "../values";
import type { Key } from "./facts";
import type { Lookup } from "./lookup";

/** What something that is not known may turn out to be, as far as its references lead. */
export interface Candidates {
  /** The resources that its references lead to, each once. */
  readonly resources: readonly Resource[];
  /** A reference that leads nowhere the plan shows, so that it may be anything; `""` where it has no reference at all. */
  readonly open?: string;
}

/** @param holder the resource of whose arguments the value is one: what that refers to is another than itself */
export type FindCandidates = (value: Value, holder?: Resource) => Candidates;

/** Nothing, or a piece that is no name of its own. */
const NOTHING: Candidates = { resources: [] };
const NAMELESS: ReadonlySet<HoleShape> = new Set(["account", "partition", "region"]);
const NAMES_NOTHING = /^(?:count\.index|each\.key|path\.\w+|terraform\.\w+)$/;

/** How far references are followed from one resource's argument to the next. */
const MAX_STEPS = 16;

/**
 * Follows the references of what is not known through whatever hands values on (policy documents, `terraform_data`, any
 * argument that is set) to the resources that they come from.
 */
export function candidatesIn(infrastructure: Infrastructure): FindCandidates {
  const byAddress = indexed(infrastructure);
  const known = new Map<string, Candidates>();
  const ofReference = (reference: string, steps: number): Candidates => {
    if (NAMES_NOTHING.test(reference)) return NOTHING;
    const found = known.get(reference);
    if (found !== undefined) return found;
    // Kept before it is followed, so that what leads back to itself ends.
    known.set(reference, NOTHING);
    const candidates = steps === 0 ? { resources: [], open: reference } : follow(reference, steps);
    known.set(reference, candidates);
    return candidates;
  };
  const follow = (reference: string, steps: number): Candidates => {
    const { address, path = "" } = parseReference(reference) ?? {};
    const resources = address === undefined ? undefined : byAddress(address);
    if (resources === undefined) return { resources: [], open: reference };
    return joined(resources.map((resource) => behind(resource, path, reference, steps)));
  };
  const behind = (resource: Resource, path: string, reference: string, steps: number): Candidates => {
    if (isNamedBy(resource, path)) return { resources: [resource] };
    const holes = holesAt(resource, path);
    if (holes.length === 0) return leaf(resource, reference);
    return joined(holes.map((hole) => ofHole(hole, resource, reference, steps - 1)));
  };
  const ofHole = (hole: Hole, owner: Resource | undefined, reference: string, steps: number): Candidates => {
    if (NAMELESS.has(hole.shape)) return NOTHING;
    const others = hole.references.filter((each) => each !== reference && each !== hole.name);
    if (others.length > 0) return joined(others.map((each) => ofReference(each, steps)));
    if (owner === undefined) return isOwnName(hole.name) ? ofOwnName(hole.name, steps) : open(hole);
    const own = hole.name.startsWith(`${owner.address.text}.`);
    // What the provider computes comes from the resource itself; an argument that nobody shows may be anything.
    if (own) return isArgument(hole, owner) ? { resources: [], open: reference } : leaf(owner, reference);
    return isOwnName(hole.name) ? ofReference(hole.name, steps) : open(hole);
  };
  // What leads nowhere but to itself refers to nothing.
  const ofOwnName = (name: string, steps: number): Candidates => {
    const found = ofReference(name, steps);
    return found.open === name ? { ...found, open: "" } : found;
  };
  return (value, holder) => {
    const holes = holesOf(value);
    if (holes.length === 0) return NOTHING;
    const own = holder === undefined ? undefined : `${holder.address.text}.`;
    return joined(
      holes.map((hole) =>
        own !== undefined && isItself(hole, own) ? { resources: [], open: "" } : ofHole(hole, undefined, "", MAX_STEPS),
      ),
    );
  };
}

function open({ name }: Hole): Candidates {
  return { resources: [], open: isOwnName(name) ? name : "" };
}

/** An argument of which nothing tells what it refers to. */
function isItself({ name, references }: Hole, own: string): boolean {
  return name.startsWith(own) && references.every((each) => each === name);
}

function isOwnName(name: string): boolean {
  return /^[\w.[\]"-]+$/.test(name) && parseReference(name) !== undefined;
}

/** A key, role, bucket, alias or policy of its own: what names it, names it whatever it was made of. */
function isEnd({ type, mode }: Resource): boolean {
  return mode === "managed" ? thingType(type) !== undefined : isType(type, "key") || isType(type, "role");
}

/** Whether it is such a thing, and a path leads to what names it, not to an argument such as its policy. */
function isNamedBy(resource: Resource, path: string): boolean {
  const [, first = ""] = /^[.]?([^.[]*)/.exec(path) ?? [];
  // Its ARN is made of its account and Region, which lead nowhere.
  if (!isEnd(resource)) return resource.mode === "managed" && isNamedByOthers(resource.type, first);
  return first === "" || NAMING.has(first) || thingType(resource.type)?.names.includes(first) === true;
}

function isNamedByOthers(type: string, output: string): boolean {
  const isOne = type.startsWith("aws_") && (!ANYTHING.has(type) || type === "aws_ssm_parameter");
  return isOne && namingOutputs(type).includes(output);
}

/** Whether a hole of a resource's own is an argument of it that nobody shows, not something that the provider computes. */
function isArgument({ name }: Hole, owner: Resource): boolean {
  const [, first = ""] = /^[.]?([^.[]*)/.exec(name.slice(owner.address.text.length)) ?? [];
  return isEnd(owner) || (first !== "arn" && first !== "id" && owner.attribute(first) !== undefined);
}

const NAMING = new Set(["arn", "bucket", "id", "key_id", "name", "target_key_arn", "unique_id"]);

/** Where references end: at a resource, or at text that may be, or be a part of, the name or ARN of anything. */
function leaf(resource: Resource, reference: string): Candidates {
  return /^aws(?:cc)?_/.test(resource.type) && !ANYTHING.has(resource.type)
    ? { resources: [resource] }
    : { resources: [], open: reference };
}

/** Resources of AWS whose outputs come from elsewhere, or are nothing but what they are given. */
const ANYTHING = new Set([
  "aws_cloudformation_export",
  "aws_cloudformation_stack",
  "aws_cloudformation_stack_set",
  "aws_iam_policy_document",
  "aws_lambda_invocation",
  "aws_secretsmanager_secret_version",
  "aws_ssm_parameter",
]);

/** The holes in what others see at a path of a resource; of the whole resource, those of what it hands on. */
function holesAt(resource: Resource, path: string): readonly Hole[] {
  if (path !== "") return holesOf(resource.output(path.replace(/^\./, "")));
  if (resource.type === "aws_iam_policy_document") return holesOf(resource.output("json"));
  return resource.type === "terraform_data" ? holesOf(resource.output("output")) : [];
}

function joined(all: readonly Candidates[]): Candidates {
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return only;
  const resources = [...new Set(all.flatMap((each) => each.resources))];
  const first = all.find((each) => each.open !== undefined)?.open;
  return first === undefined ? { resources } : { resources, open: first };
}

/** Resources that remain, by address, or all instances where a reference does not say which. */
function indexed({ resources }: Infrastructure): (address: Address) => readonly Resource[] | undefined {
  let index: { readonly exact: Map<string, Resource>; readonly configured: Map<string, Resource[]> } | undefined;
  const build = (): NonNullable<typeof index> => {
    const made = { exact: new Map<string, Resource>(), configured: new Map<string, Resource[]>() };
    for (const resource of resources) {
      if (isFormer(resource)) continue;
      made.exact.set(resource.address.text, resource);
      push(made.configured, resource.address.configured, resource);
    }
    return made;
  };
  return ({ text, configured, key }) => {
    const { exact, configured: all } = (index ??= build());
    const found = exact.get(text);
    if (found !== undefined) return [found];
    return key === undefined ? all.get(configured) : undefined;
  };
}

/** What something that is not known may mean, with the keys among it. */
export interface KeysBehind extends Candidates {
  readonly keys: readonly Key[];
}

/** The keys that something which is not known may mean; `open`: a reference of it leads nowhere, so that it may be any. */
export function keysBehind(
  { candidates, keyBehind }: Pick<Lookup, "candidates" | "keyBehind">,
  value: Value,
  holder?: Resource,
): KeysBehind {
  const found = candidates(value, holder);
  return { ...found, keys: [...new Set(found.resources.flatMap((each) => keyBehind(each) ?? []))] };
}

import { compare } from "../grouping";
import { isType, type Plan } from "../plan";
import { InputError } from "../errors";
import {
  type Attachments,
  attachmentsOf,
  copiedPolicies,
  defaultDocument,
  type DocumentPlace,
  factSources,
  type FactSources,
  type KeyPolicies,
  keyPoliciesOf,
  plannedAttributes,
  policyDocuments,
  policyOf,
  writes,
} from "../facts";
import { type InputOptions, readPlan } from "../input";
import {
  Choice,
  Hole,
  holesOf,
  isList,
  isMap,
  JsonText,
  plainJson,
  POLICY_RULES,
  readJson,
  Text,
  type Value,
} from "../values";
import type { PlannedPolicy } from "../print";
import { type Infrastructure, isFormer, resolve, type Resource, withoutHiddenNames } from "../resolve";

/** Which policies of which plan. */
export interface PoliciesOptions extends InputOptions {
  readonly path: string;
  /** Addresses of resources; all of the plan where none is given. */
  readonly addresses: readonly string[];
  readonly account?: string;
  readonly source?: string;
}

/**
 * Every policy document in the managed resources of a plan as it will be once the plan is applied, sorted by address.
 *
 * @throws InputError where the plan cannot be read, or an address holds no policy
 */
export async function plannedPolicies(options: PoliciesOptions): Promise<readonly PlannedPolicy[]> {
  const plan = await readPlan(options.path, options);
  const infrastructure = resolve(plan, options);
  const found = policiesIn(infrastructure, plan);
  const all = infrastructure.confirm() ? found : policiesIn(resolve(plan, options), plan);
  if (options.addresses.length === 0) return all;
  for (const address of options.addresses) requirePolicy(address, all);
  return all.filter(({ address }) => options.addresses.includes(address));
}

function requirePolicy(address: string, all: readonly PlannedPolicy[]): void {
  if (all.some((policy) => policy.address === address)) return;
  const known = [...new Set(all.map((policy) => policy.address))];
  throw new InputError(`there is no policy at ${address} in this plan`, {
    expected:
      known.length === 0
        ? "The plan has no policies."
        : `Expected one of\n${known.map((each) => `  ${each}`).join("\n")}`,
  });
}

function policiesIn(infrastructure: Infrastructure, plan: Plan): readonly PlannedPolicy[] {
  const run = factSources(infrastructure);
  const attachments = attachmentsOf(run);
  const keyPolicies = keyPoliciesOf(run);
  const attributes = plannedAttributes(plan);
  const isCopy = copiedPolicies(infrastructure);
  const found: PlannedPolicy[] = [];
  for (const resource of infrastructure.resources) {
    if (resource.mode === "data" || isFormer(resource)) continue;
    const places = [...policyDocuments(resource, attributes.get(resource.address.text) ?? NOTHING)]
      .flatMap((place) =>
        place.attribute === "inline_policy" ? inlinePolicies(resource, place, attachments) : [place],
      )
      .filter((place) => !isCopy(resource, place.attribute));
    if (isKey(resource)) found.push(...policiesOfKey(run, resource, places, keyPolicies));
    else found.push(...places.flatMap((place) => policyAt(run, resource, place)));
  }
  return found.sort((a, b) => compare(a.address, b.address) || compare(a.attribute, b.attribute));
}

const NOTHING = { known: {}, unknown: {} };

function isKey({ type }: Resource): boolean {
  return isType(type, "key");
}

/**
 * What the key's policy will be. Where a resource of its own sets it, the key holds a copy of what was before, unless the plan
 * writes both.
 */
function policiesOfKey(
  run: FactSources,
  key: Resource,
  places: readonly DocumentPlace[],
  keyPolicies: KeyPolicies,
): readonly PlannedPolicy[] {
  const { origin, because, location } = keyPolicies.of(key);
  if (origin === "default") {
    return [entry(run.infrastructure, key, "policy", { origin, because, value: defaultDocument(key) })];
  }
  const setter = location.address === key.address.text ? undefined : run.infrastructure.at(location.address);
  const setElsewhere = setter !== undefined && !isFormer(setter) && setter.change !== "no-op";
  return places
    .filter(({ attribute }) => !setElsewhere || attribute !== "policy" || writes(key, attribute))
    .flatMap((place) => policyAt(run, key, place));
}

/**
 * The policies of a role's `inline_policy` blocks. On a role that exists they are copies of what resources of their own attach,
 * without their marks of what is sensitive: these policies are told where they are managed.
 */
function inlinePolicies(resource: Resource, place: DocumentPlace, attachments: Attachments): readonly DocumentPlace[] {
  const blocks = resource.attribute("inline_policy");
  // Which blocks a role has is not known: then nobody knows of any policy either.
  if (!isList(blocks)) return resource.type === "aws_iam_role" ? [] : [place];
  const at = /^inline_policy\[(\d+)\]\.policy$/.exec(place.path)?.[1];
  const block = at === undefined ? undefined : blocks[Number(at)];
  const name = isMap(block) ? block.name : undefined;
  return typeof name === "string" && !attachments.keepsCopy(resource.address.text, { name }) ? [] : [place];
}

function policyAt(
  { infrastructure, parse }: FactSources,
  resource: Resource,
  { attribute, path, value, sensitive }: DocumentPlace,
): PlannedPolicy[] {
  const fact = value === undefined ? undefined : policyOf(parse, resource, attribute, "identity", { value });
  if (value === undefined || fact === undefined) return [];
  const { origin, because } = fact;
  if (!sensitive) return [entry(infrastructure, resource, path, { origin, because, value })];
  const hidden = { address: resource.address.text, attribute: path, origin, document: null, holes: [] };
  return [{ ...hidden, because: "it is sensitive, so that it is not shown" }];
}

function entry(
  infrastructure: Infrastructure,
  resource: Resource,
  attribute: string,
  { origin, because, value }: { origin: PlannedPolicy["origin"]; because: string | undefined; value: Value },
): PlannedPolicy {
  const whole = documentOf(value);
  const document = whole && withoutHiddenNames(whole, infrastructure);
  return {
    address: resource.address.text,
    attribute,
    origin,
    document: document === undefined || document instanceof Hole ? null : plainJson(document),
    ...(because === undefined ? {} : { because }),
    holes: document === undefined ? namesIn(value) : namesIn(document),
  };
}

/** The document that a policy's text holds; `undefined` where its structure is not known. */
function documentOf(value: Value): Value | undefined {
  if (value instanceof Hole) return value;
  if (value instanceof JsonText) return value.value;
  if (value instanceof Choice) {
    const [whenTrue, whenFalse] = [documentOf(value.whenTrue), documentOf(value.whenFalse)];
    return whenTrue === undefined || whenFalse === undefined
      ? undefined
      : new Choice(value.condition, whenTrue, whenFalse);
  }
  if (typeof value !== "string" && !(value instanceof Text)) return value;
  const read = readJson(value, POLICY_RULES);
  return "value" in read ? read.value : undefined;
}

function namesIn(value: Value): readonly string[] {
  return holesOf(value)
    .map(({ name }) => name)
    .sort();
}

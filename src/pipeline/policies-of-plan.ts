import { compare } from "../grouping";
import { InputError } from "../errors";
import { attachmentsOf, type Attachments } from "../facts/policies/attachments";
import { defaultDocument, keyPoliciesOf } from "../facts/policies/key-policies";
import { policyOf } from "../facts/policies/policy-fact";
import { factSources, type FactSources } from "../facts/fact-sources";
import { readPlan } from "../input";
import type { InputOptions } from "../input/read-input";
import { readJson } from "../values/json/read-json";
import type { PlannedPolicy } from "../print/planned-policies";
import { isRemoved } from "../resolve/is-removed";
import { withoutHiddenNames } from "../resolve/sensitive-names";
import type { Infrastructure, Resource } from "../resolve/infrastructure";
import { plainJson } from "../values/plain";
import { resolve } from "../resolve/resolve";
import { Choice, Hole, holesOf, isList, isMap, JsonText, Text, type Value } from "../values/value";

/** Which policies of which plan. */
export interface PoliciesOptions extends InputOptions {
  readonly path: string;
  /** Addresses of resources; all of the plan where none is given. */
  readonly addresses: readonly string[];
  readonly account?: string;
  readonly source?: string;
}

/**
 * Every policy document of a plan (key, role, trust, managed, bucket) as it will be applied, sorted by address.
 *
 * @throws InputError where the plan cannot be read, or an address holds no policy
 */
export async function plannedPolicies(options: PoliciesOptions): Promise<readonly PlannedPolicy[]> {
  const plan = await readPlan(options.path, options);
  const infrastructure = resolve(plan, options);
  const all = policiesIn(infrastructure);
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

/** Where resources hold policies. */
const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  aws_kms_key: ["policy"],
  aws_kms_external_key: ["policy"],
  aws_kms_replica_key: ["policy"],
  aws_kms_replica_external_key: ["policy"],
  aws_kms_key_policy: ["policy"],
  aws_iam_role: ["assume_role_policy", "inline_policy"],
  aws_iam_role_policy: ["policy"],
  aws_iam_user_policy: ["policy"],
  aws_iam_group_policy: ["policy"],
  aws_iam_policy: ["policy"],
  aws_s3_bucket: ["policy"],
  aws_s3_bucket_policy: ["policy"],
};

function policiesIn(infrastructure: Infrastructure): readonly PlannedPolicy[] {
  const sources = factSources(infrastructure);
  const keyPolicies = keyPoliciesOf(sources);
  const attachments = attachmentsOf(sources);
  const found: PlannedPolicy[] = [];
  for (const resource of infrastructure.ofType(...Object.keys(HOLDERS))) {
    if (resource.mode === "data" || isRemoved(resource)) continue;
    const policies = (HOLDERS[resource.type] ?? []).flatMap((attribute) =>
      policiesAt(sources, resource, attribute, attachments),
    );
    found.push(...policies);
    if (policies.length > 0 || !/^aws_kms_(\w+_)?key$/.test(resource.type)) continue;
    const { origin, because } = keyPolicies.of(resource);
    if (origin === "default")
      found.push(entry(infrastructure, resource, "policy", { origin, because, value: defaultDocument(resource) }));
  }
  return found.sort((a, b) => compare(a.address, b.address) || compare(a.attribute, b.attribute));
}

/**
 * The policies of one attribute. The `inline_policy` of a role that exists holds copies of what resources of their own attach,
 * without their marks of what is sensitive: these policies are told where they are managed.
 */
function policiesAt(
  sources: FactSources,
  resource: Resource,
  attribute: string,
  attachments: Attachments,
): PlannedPolicy[] {
  const value = resource.attribute(attribute);
  if (attribute !== "inline_policy") return policyAt(sources, resource, attribute, { path: attribute, value });
  if (!isList(value)) return [];
  return value.flatMap((each, index) => {
    if (!isMap(each)) return [];
    const { name, policy } = each;
    if (typeof name === "string" && !attachments.keepsCopy(resource.address.text, { name })) return [];
    return policyAt(sources, resource, attribute, {
      path: `inline_policy[${String(index)}].policy`,
      value: policy,
    });
  });
}

function policyAt(
  { infrastructure, parse }: FactSources,
  resource: Resource,
  attribute: string,
  { path, value }: { readonly path: string; readonly value: Value | undefined },
): PlannedPolicy[] {
  const fact = value === undefined ? undefined : policyOf(parse, resource, attribute, "identity", { value });
  if (value === undefined || fact === undefined) return [];
  const { origin, because } = fact;
  if (!resource.sensitive(attribute)) return [entry(infrastructure, resource, path, { origin, because, value })];
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
  const read = readJson(value);
  return "unknown" in read || (read.value === null && read.faults.length > 0) ? undefined : read.value;
}

function namesIn(value: Value): readonly string[] {
  return holesOf(value)
    .map(({ name }) => name)
    .sort();
}

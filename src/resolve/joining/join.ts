import { groupBy } from "../../grouping";
import { parseAddress, parseReference, thingType } from "../../plan";
import { identifyIn } from "../identify";
import { isFormer } from "../is-removed";
import type { Infrastructure, Resource } from "../infrastructure";
import { inPlan, planOf, resourceIn, withoutPlans } from "./plan-prefix";

/**
 * Several plans (and states) as one infrastructure: what one manages answers for what another uses. They meet by what is known
 * alone: by ARN, by the id of a key or role, by a bucket's name; by an alias's or role's name only in one account (and Region)
 * that both are known to be in. A hole of one plan is nothing of another's.
 *
 * @param plans each resolved with its own index
 */
export function joinInfrastructures(plans: readonly Infrastructure[]): Infrastructure {
  const resources = plans
    .flatMap((each) => each.resources.map(resourceIn))
    .sort((a, b) => (a.address.text < b.address.text ? -1 : 1));
  const byAddress = new Map(resources.map((resource) => [resource.address.text, resource]));
  const byConfigured = groupBy(resources, ({ address }) => address.configured);
  const byType = groupBy(resources, ({ type }) => type);
  const find = (address: string): Resource | undefined =>
    byAddress.get(parseAddress(address)?.text ?? address) ?? byAddress.get(address);
  /** An address that a person writes means the one plan that has it. */
  const at = (address: string): Resource | undefined => {
    if (planOf(address) !== undefined) return find(address);
    const found = plans.flatMap(({ plan }) => find(inPlan(plan, address)) ?? []);
    return found.length === 1 ? found[0] : undefined;
  };
  const referenced = (reference: string): readonly Resource[] => {
    const address = parseReference(reference)?.address;
    if (address === undefined) return [];
    const exact = byAddress.get(address.text);
    return exact === undefined ? (byConfigured.get(address.configured) ?? []) : [exact];
  };
  return {
    joined: true,
    get plans() {
      return plans.flatMap((each) => each.plans);
    },
    plan: 0,
    resources,
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    at,
    place: (address, attribute) => {
      const resource = at(address);
      const own = plans.find(({ plan }) => plan === resource?.plan);
      return resource && own?.place?.(withoutPlans(resource.address.text), attribute);
    },
    // Each of them is asked, so that whatever is resolved anew is resolved once.
    confirm: () => plans.map((each) => each.confirm()).every(Boolean),
    identify: identifyIn(resources, referenced, { joined: true }),
  };
}

/**
 * Resources of two plans that are one thing: each plan would say something else of it. What one takes away may be made anew by
 * another, but not be what another finds there. `undefined`: there are none.
 */
export function managedTwice({ resources }: Infrastructure): readonly [Resource, Resource] | undefined {
  const managers = new Map<string, Resource>();
  for (const resource of resources) {
    if (resource.mode !== "managed" || resource.change === "forget") continue;
    for (const name of namesOf(resource)) {
      const other = managers.get(name);
      if (other !== undefined && other.plan !== resource.plan) return [other, resource];
      managers.set(name, resource);
    }
  }
  return undefined;
}

/** Types without an ARN of their own, which the provider's ids name within an account. */
const BY_ID = new Set([
  "aws_iam_policy_attachment",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_kms_grant",
  "aws_kms_key_policy",
]);

/** What a thing is called before the plan is applied, and after. */
function namesOf(resource: Resource): readonly string[] {
  const { type, before, account } = resource;
  if (BY_ID.has(type)) {
    const id = before?.id;
    const named = typeof id === "string" && typeof account === "string";
    return named ? [`before ${account} ${type} ${id}`] : [];
  }
  if (thingType(type) === undefined) return [];
  const former = before?.arn;
  const arn = isFormer(resource) ? undefined : resource.output("arn");
  return [
    ...(typeof former === "string" ? [`before ${former}`] : []),
    ...(typeof arn === "string" ? [`after ${arn}`] : []),
  ];
}

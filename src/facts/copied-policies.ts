import type { Infrastructure, Resource } from "../resolve";

/** A type whose attribute holds a copy of the policy that a resource of another type sets. */
interface Copy {
  readonly attribute: string;
  /** The type that sets it, and its attribute that names the resource. */
  readonly setBy: string;
  readonly target: string;
}

const COPIES: Readonly<Record<string, Copy>> = {
  aws_api_gateway_rest_api: { attribute: "policy", setBy: "aws_api_gateway_rest_api_policy", target: "rest_api_id" },
  aws_elasticsearch_domain: {
    attribute: "access_policies",
    setBy: "aws_elasticsearch_domain_policy",
    target: "domain_name",
  },
  aws_opensearch_domain: { attribute: "access_policies", setBy: "aws_opensearch_domain_policy", target: "domain_name" },
  aws_s3_access_point: { attribute: "policy", setBy: "aws_s3control_access_point_policy", target: "access_point_arn" },
  aws_s3_bucket: { attribute: "policy", setBy: "aws_s3_bucket_policy", target: "bucket" },
  aws_secretsmanager_secret: { attribute: "policy", setBy: "aws_secretsmanager_secret_policy", target: "secret_arn" },
  aws_sns_topic: { attribute: "policy", setBy: "aws_sns_topic_policy", target: "arn" },
  aws_sqs_queue: { attribute: "policy", setBy: "aws_sqs_queue_policy", target: "queue_url" },
  aws_vpc_endpoint: { attribute: "policy", setBy: "aws_vpc_endpoint_policy", target: "vpc_endpoint_id" },
};

/** What a policy's own resource may call its target by. */
const NAMES = ["id", "arn", "name", "bucket", "domain_name", "url"] as const;

/**
 * Tells whether an attribute of a resource that exists holds a copy of what was before, since a resource of its own changes the
 * policy in this plan, or takes it away.
 */
export function copiedPolicies(infrastructure: Infrastructure): (resource: Resource, attribute: string) => boolean {
  const targets = new Map<string, Set<string>>();
  for (const { attribute, setBy, target } of Object.values(COPIES)) {
    const named = infrastructure
      .ofType(setBy)
      .filter((resource) => changes(resource, attribute))
      .flatMap((resource) => [resource.attribute(target), resource.before?.[target]])
      .filter((each) => typeof each === "string");
    targets.set(setBy, new Set(named));
  }
  return (resource, attribute) => {
    const copy = Object.hasOwn(COPIES, resource.type) ? COPIES[resource.type] : undefined;
    const before = resource.before;
    if (copy?.attribute !== attribute || before === null) return false;
    const named = targets.get(copy.setBy);
    return NAMES.some((name) => {
      const value = before[name];
      return typeof value === "string" && named?.has(value) === true;
    });
  };
}

/** What is forgotten stays as it is. */
function changes(resource: Resource, attribute: string): boolean {
  if (resource.change === "forget" || resource.change === "no-op") return false;
  return resource.change === "delete" || resource.attribute(attribute) !== resource.before?.[attribute];
}

import { authorize, parsePolicy, requestContext, type Principal } from "../../src/policy";
import type { Requirement, RowContext, Service } from "../../src/services";
import type { Value } from "../../src/values";

/** The account, the Region and the names are those of the policies in `documented`. */
const ACCOUNT = "111122223333";
const REGION = "us-east-1";

const BUCKET = "arn:aws:s3:::amzn-s3-demo-bucket";

/** The end of the ARN of what uses a key, by its type; of a type that stands nowhere here no row asks the ARN. */
const ARNS: Readonly<Record<string, string>> = {
  aws_cloudtrail: `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/trail-name`,
  aws_cloudtrail_event_data_store: `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:eventdatastore/EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE`,
  aws_cloudfront_distribution: `arn:aws:cloudfront::${ACCOUNT}:distribution/EDFDVBD6EXAMPLE`,
  aws_cloudwatch_event_bus: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/event-bus-name`,
  aws_cloudwatch_event_rule: `arn:aws:events:${REGION}:${ACCOUNT}:rule/rule-name`,
  aws_cloudwatch_log_group: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:log-group-name`,
  aws_cloudwatch_metric_alarm: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:alarm-name`,
  aws_guardduty_detector: `arn:aws:guardduty:${REGION}:${ACCOUNT}:detector/12abc34d567e8fa901bc2d34e56789f0`,
  aws_route53_zone: "arn:aws:route53:::hostedzone/Z1D633PJN98FT9",
  aws_s3_bucket: BUCKET,
  aws_s3control_storage_lens_configuration: `arn:aws:s3:${REGION}:${ACCOUNT}:storage-lens/your-dashboard-name`,
  aws_ses_receipt_rule: `arn:aws:ses:${REGION}:${ACCOUNT}:receipt-rule-set/rule_set_name:receipt-rule/receipt_rule_name`,
  aws_sfn_state_machine: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:stateMachineName`,
  aws_sns_topic: `arn:aws:sns:${REGION}:${ACCOUNT}:topic-name`,
};

const KEY = {
  arn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
  account: ACCOUNT,
  region: REGION,
  spec: "SYMMETRIC_DEFAULT",
  usage: "ENCRYPT_DECRYPT",
  keyOrigin: "AWS_KMS",
  multiRegion: false,
  tags: null,
  aliases: [],
};

/** The roles of the policies in `documented`. */
const ROLES: Readonly<Record<string, string>> = {
  "s3-replication": "replication",
  firehose: "firehose",
  "ecs-task-secrets": "ecsTaskExecutionRole",
  "caller-creates": "StateMachineRole",
};

/** A requirement, its service, and the policy that is asked. */
export interface Row {
  readonly service: Service;
  readonly requirement: Requirement;
}

/** Who calls: the service principal, or the ARN of the role. */
export function granteeOf({ service, requirement: { grantee } }: Row): string {
  if (grantee === "service") return service.principals[0] ?? service.id;
  if (grantee === "caller") return roleArn("deployer");
  if (grantee === "role") return roleArn(ROLES[service.id] ?? "service-role");
  return "service" in grantee
    ? filled(grantee.service, noNames)
    : roleArn(`aws-service-role/${grantee.serviceLinkedRole}`);
}

/** Whether the call is a service's own. */
export function isService(row: Row): boolean {
  return row.requirement.grantee === "service" || !granteeOf(row).startsWith("arn:");
}

/** The verdict on one action under the row's own context, by this key policy alone. */
export function verdictBy(row: Row, action: string, keyPolicy: Value): "allowed" | "denied" | "unknown" {
  const { service, requirement } = row;
  const grantee = granteeOf(row);
  const ofService = isService(row);
  const name = grantee.split("/").at(-1) ?? grantee;
  const principal: Principal = ofService
    ? { kind: "service", service: grantee }
    : { kind: "role", arn: grantee, account: ACCOUNT, name };
  const rows: readonly RowContext[] = requirement.context ?? [];
  return authorize({
    principal,
    action,
    key: KEY,
    keyPolicy: parsePolicy(keyPolicy, { kind: "key" }),
    identityPolicies: [],
    context: requestContext({
      service,
      caller: ofService ? "service" : "role",
      action,
      key: KEY,
      role: ofService ? null : { arn: grantee, account: ACCOUNT, tags: null },
      rows,
      placeholders: { valueOf: (each) => placeholder(each, row), inWords: (each) => each },
      ...(ofService && { principals: [grantee] }),
    }),
  }).outcome;
}

/** The key policy with the statement that AWS recommends for a row, and no other. */
export function recommendedPolicy(row: Row): Value {
  const { actions, listed = actions, recommended = [] } = row.requirement;
  const condition: Record<string, Record<string, Value>> = {};
  for (const { operator, key, value } of recommended) {
    const text = typeof value === "string" ? textFor(value, row) : value.map((each) => textFor(each, row));
    condition[operator] = { ...condition[operator], [key]: text };
  }
  const grantee = granteeOf(row);
  return {
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: isService(row) ? { Service: grantee } : { AWS: grantee },
      Action: [...listed],
      Resource: "*",
      ...(recommended.length > 0 && { Condition: condition }),
    },
  };
}

function textFor(text: string, row: Row): string {
  return filled(text, (name) => placeholder(name, row));
}

function filled(text: string, of: (name: string) => string | undefined): string {
  return text.replace(/\{([^{}]+)\}/g, (_, name: string) => of(name) ?? everywhere(name) ?? `<${name}>`);
}

const noNames = (): undefined => undefined;

function everywhere(name: string): string | undefined {
  if (name === "partition") return "aws";
  if (name === "dns_suffix") return "amazonaws.com";
  return name === "region" || name.endsWith(".region") ? REGION : undefined;
}

function placeholder(name: string, { service, requirement }: Row): string | undefined {
  const signal = (service.signals ?? []).find(({ use }) => requirement.neededBy.includes(use));
  const arn = ARNS[signal?.using?.type ?? signal?.type ?? ""] ?? `arn:aws:example:${REGION}:${ACCOUNT}:using/name`;
  const named = service.id === "s3-inventory" || service.id === "s3-replication" ? "source-bucket" : "bucket";
  switch (name) {
    case "using.arn":
      return arn === BUCKET ? arn.replace(/bucket$/, named) : arn;
    case "using.name":
      return arn.split(/[:/]/).at(-1);
    case "source.arn":
      return BUCKET.replace(/bucket$/, "source-bucket");
    case "destination.arn":
      return service.id === "s3-replication" ? BUCKET.replace(/bucket$/, "destination-bucket") : BUCKET;
    case "carrier.arn":
      return `arn:aws:example:${REGION}:${ACCOUNT}:carrier/name`;
    case "prefix":
      return service.id === "firehose" ? "prefix" : "";
    default:
      return name.endsWith(".account") ? ACCOUNT : everywhere(name);
  }
}

function roleArn(path: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${path}`;
}

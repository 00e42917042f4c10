import type { Service } from "../service";

const page = {
  title: "Amazon CloudWatch Logs User Guide, Logs sent to Amazon S3",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html",
  read: "2026-12-01",
} as const;

const deliveryPage = {
  title: "Amazon CloudWatch Logs User Guide, Logs sent to Amazon S3 (V2 permissions)",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html",
  read: "2026-12-01",
} as const;

const networkPage = {
  title: "User Guide for Network Load Balancers, Enable access logs for your Network Load Balancer",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html",
  read: "2026-12-01",
} as const;

const flowLogPage = {
  title: "Amazon VPC User Guide, Required key policy for use with SSE-KMS",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html",
  read: "2026-12-01",
} as const;

const applicationOnly = {
  title: "User Guide for Application Load Balancers, Enable access logs for your Application Load Balancer",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
  read: "2026-12-01",
  says: "The only server-side encryption option that's supported is Amazon S3-managed keys (SSE-S3).",
} as const;

const classicOnly = {
  title: "User Guide for Classic Load Balancers, Enable access logs for your Classic Load Balancer",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html",
  read: "2026-12-01",
  says: "The only server-side encryption option that's supported is Amazon S3-managed keys (SSE-S3).",
} as const;

const bucketKey = {
  ...page,
  says: "If the destination bucket has SSE-KMS and a Bucket Key enabled, the attached customer managed KMS key policy no longer works as expected for all requests.",
} as const;

// ARNs of CloudWatch Logs, and not of the flow log or the load balancer
const anyLogs = "arn:{partition}:logs:{using.region}:{using.account}:*";
const anyDeliverySource = "arn:{partition}:logs:{using.region}:{using.account}:delivery-source:*";

const inAccount = { operator: "StringEquals", key: "aws:SourceAccount", value: "{using.account}" } as const;

const delivered = {
  layer: "key-policy",
  grantee: { service: "delivery.logs.amazonaws.com" },
  actions: ["kms:Decrypt", "kms:GenerateDataKey"],
  listed: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
  essentialLabel: "inf",
  when: "always",
  failure: { how: "silent", says: "logs are not delivered, while delivery stays active", label: "inf" },
  atRest: true,
} as const;

const accessLogsEnabled = { path: "access_logs[].enabled", is: [true] } as const;
const connectionLogsEnabled = { path: "connection_logs[].enabled", is: [true] } as const;
const network = { path: "load_balancer_type", is: ["network"] } as const;
const application = { path: "load_balancer_type", is: ["application"], orUnset: true } as const;
const accessLogs = { paths: ["access_logs[].bucket"], carrier: "bucket" } as const;
const connectionLogs = { paths: ["connection_logs[].bucket"], carrier: "bucket" } as const;

/** Log delivery to a bucket that a key encrypts: VPC flow logs, Network Load Balancers, and what else vends logs. */
export const vendedLogsS3: Service = {
  id: "vended-logs-s3",
  title: "log delivery to Amazon S3",
  principals: [],
  callsByItself: true,
  signals: [
    {
      type: "aws_flow_log",
      use: "vended-logs",
      target: { paths: ["log_destination"], carrier: "bucket" },
      where: [{ path: "log_destination_type", is: ["s3"] }],
    },
    { type: "aws_lb", use: "vended-logs", target: accessLogs, where: [network, accessLogsEnabled] },
    { type: "aws_alb", use: "vended-logs", target: accessLogs, where: [network, accessLogsEnabled] },
    {
      type: "aws_wafv2_web_acl_logging_configuration",
      use: "vended-logs",
      target: { paths: ["log_destination_configs[]"], carrier: "bucket" },
    },
    {
      type: "aws_route53_resolver_query_log_config",
      use: "vended-logs",
      target: { paths: ["destination_arn"], carrier: "bucket" },
    },
    {
      type: "aws_networkfirewall_logging_configuration",
      use: "vended-logs",
      target: {
        paths: ["logging_configuration[].log_destination_config[].log_destination.bucketName"],
        carrier: "bucket",
      },
      where: [{ path: "logging_configuration[].log_destination_config[].log_destination_type", is: ["S3"] }],
    },
    {
      type: "aws_cloudwatch_log_delivery_destination",
      use: "delivery-source",
      target: { paths: ["delivery_destination_configuration[].destination_resource_arn"], carrier: "bucket" },
    },
    {
      type: "aws_lb",
      use: "application-load-balancer",
      target: accessLogs,
      where: [application, accessLogsEnabled],
      unsupported: applicationOnly,
    },
    {
      type: "aws_lb",
      use: "application-load-balancer",
      target: connectionLogs,
      where: [application, connectionLogsEnabled],
      unsupported: applicationOnly,
    },
    {
      type: "aws_alb",
      use: "application-load-balancer",
      target: accessLogs,
      where: [application, accessLogsEnabled],
      unsupported: applicationOnly,
    },
    {
      type: "aws_alb",
      use: "application-load-balancer",
      target: connectionLogs,
      where: [application, connectionLogsEnabled],
      unsupported: applicationOnly,
    },
    {
      type: "aws_elb",
      use: "classic-load-balancer",
      target: accessLogs,
      where: [{ path: "access_logs[].enabled", is: [true], orUnset: true }],
      unsupported: classicOnly,
    },
  ],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    customerManaged: true,
    namedBy: ["arn"],
    source: {
      ...flowLogPage,
      says: "If you choose SSE-KMS, you must use a customer managed key ARN. If you use a key ID, you can run into a LogDestination undeliverable error when creating a flow log.",
    },
  },
  operations: [],
  requirements: [
    {
      ...delivered,
      id: "vended-logs-s3.key-policy.service",
      neededBy: ["vended-logs"],
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "like", value: anyLogs, label: "doc" },
      ],
      recommended: [inAccount, { operator: "ArnLike", key: "aws:SourceArn", value: anyLogs }],
      source: {
        ...page,
        says: "You must add the following to the key policy for your customer managed key (not to the bucket policy for your S3 bucket), so that the log delivery account can write to your S3 bucket.",
      },
      also: [
        {
          ...page,
          says: "For aws:SourceArn, specify the list of ARNs of the resource that generates the logs, in the form arn:aws:logs:source-region:source-account-id:*.",
        },
        // prints the same actions without a condition
        { ...networkPage, says: "The key policy must allow the service to encrypt and decrypt the logs." },
        bucketKey,
      ],
    },
    {
      ...delivered,
      id: "vended-logs-s3.key-policy.service.delivery-source",
      neededBy: ["delivery-source"],
      context: [
        { key: "aws:SourceAccount", state: "is", value: "{using.account}", label: "doc" },
        { key: "aws:SourceArn", state: "like", value: anyDeliverySource, label: "doc" },
      ],
      recommended: [inAccount, { operator: "ArnLike", key: "aws:SourceArn", value: anyDeliverySource }],
      source: {
        ...deliveryPage,
        says: "Add the following to the key policy (not to the bucket policy for your S3 bucket), so that the log delivery account can write to your S3 bucket.",
      },
      also: [
        {
          ...deliveryPage,
          says: "For aws:SourceArn, specify the delivery source ARNs in the following format: arn:aws:logs:source-region:source-account-id:delivery-source:*.",
        },
        bucketKey,
      ],
    },
  ],
  exemptions: [],
  notes: {},
};

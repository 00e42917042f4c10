/**
 * Resources that others name, and what their outputs will be before AWS makes them. Attribute names are those of provider
 * hashicorp/aws 5.100.0; the forms of ARNs are those of AWS's Service Authorization Reference.
 */
export interface NamedType {
  /** The outputs by which others name it, beside `arn` and `id`. */
  readonly names?: readonly string[];
  /** The argument with its name; `name` where nothing is said. */
  readonly name?: string;
  /** What a name may hold that most may not: slashes, or anything. */
  readonly shape?: "path" | "any";
  /** The output that AWS makes up while applying. */
  readonly generated?: string;
  /**
   * What outputs come to: text with `{partition}`, `{region}`, `{account}` and `{dns_suffix}` of the resource, `{name}`,
   * `{generated}`, `{arn}`, and arguments by their own names.
   */
  readonly outputs: Readonly<Record<string, string>>;
}

const named = (arn: string, more: Omit<NamedType, "outputs"> & { readonly id?: string } = {}): NamedType => {
  const { id, ...rest } = more;
  return { ...rest, outputs: { arn: `arn:{partition}:${arn}`, ...(id !== undefined && { id }) } };
};

/** By type; what is not here is named by `arn` and `id`, of which nothing is known before AWS makes them. */
export const NAMED: Readonly<Record<string, NamedType>> = {
  aws_budgets_budget: named("budgets::{account}:budget/{name}", { id: "{account}:{name}" }),
  aws_cloudfront_distribution: named("cloudfront::{account}:distribution/{generated}", {
    generated: "id",
    id: "{generated}",
  }),
  aws_cloudtrail: named("cloudtrail:{region}:{account}:trail/{name}", { names: ["name"] }),
  aws_cloudtrail_event_data_store: named("cloudtrail:{region}:{account}:eventdatastore/{generated}", {
    generated: "event data store id",
    id: "{arn}",
  }),
  aws_cloudwatch_composite_alarm: named("cloudwatch:{region}:{account}:alarm:{name}", {
    name: "alarm_name",
    id: "{name}",
  }),
  aws_cloudwatch_event_bus: named("events:{region}:{account}:event-bus/{name}", { names: ["name"], id: "{name}" }),
  aws_cloudwatch_log_delivery_source: named("logs:{region}:{account}:delivery-source:{name}", { names: ["name"] }),
  aws_cloudwatch_log_group: named("logs:{region}:{account}:log-group:{name}", {
    names: ["name"],
    id: "{name}",
    shape: "path",
  }),
  aws_cloudwatch_metric_alarm: named("cloudwatch:{region}:{account}:alarm:{name}", {
    name: "alarm_name",
    id: "{name}",
  }),
  aws_dax_cluster: named("dax:{region}:{account}:cache/{name}", { name: "cluster_name" }),
  aws_db_event_subscription: named("rds:{region}:{account}:es:{name}", { id: "{name}" }),
  aws_dms_event_subscription: named("dms:{region}:{account}:es:{name}", { id: "{name}" }),
  aws_glacier_vault: named("glacier:{region}:{account}:vaults/{name}", { id: "{name}" }),
  aws_guardduty_detector: named("guardduty:{region}:{account}:detector/{generated}", {
    generated: "id",
    id: "{generated}",
  }),
  aws_kinesis_firehose_delivery_stream: named("firehose:{region}:{account}:deliverystream/{name}", { id: "{arn}" }),
  aws_kinesis_stream: named("kinesis:{region}:{account}:stream/{name}", { names: ["name"], id: "{arn}" }),
  aws_lambda_function: named("lambda:{region}:{account}:function:{name}", { name: "function_name", id: "{name}" }),
  aws_launch_template: named("ec2:{region}:{account}:launch-template/{generated}", {
    names: ["name"],
    generated: "id",
    id: "{generated}",
  }),
  aws_mwaa_environment: named("airflow:{region}:{account}:environment/{name}", { id: "{name}" }),
  aws_redshift_event_subscription: named("redshift:{region}:{account}:eventsubscription:{name}", { id: "{name}" }),
  aws_route53_zone: {
    names: ["zone_id"],
    generated: "zone_id",
    outputs: { arn: "arn:{partition}:route53:::hostedzone/{generated}", id: "{generated}", zone_id: "{generated}" },
  },
  aws_secretsmanager_secret: named("secretsmanager:{region}:{account}:secret:{name}-{generated}", {
    names: ["name"],
    generated: "arn after its name",
    shape: "path",
    id: "{arn}",
  }),
  aws_ses_receipt_rule: named("ses:{region}:{account}:receipt-rule-set/{rule_set_name}:receipt-rule/{name}", {
    id: "{name}",
  }),
  aws_sfn_state_machine: named("states:{region}:{account}:stateMachine:{name}", { names: ["name"], id: "{arn}" }),
  aws_sns_topic: named("sns:{region}:{account}:{name}", { names: ["name"], id: "{arn}" }),
  aws_sqs_queue: {
    names: ["url", "name"],
    outputs: {
      arn: "arn:{partition}:sqs:{region}:{account}:{name}",
      id: "https://sqs.{region}.{dns_suffix}/{account}/{name}",
      url: "https://sqs.{region}.{dns_suffix}/{account}/{name}",
    },
  },
  aws_s3control_storage_lens_configuration: named("s3:{region}:{account}:storage-lens/{name}", {
    name: "config_id",
    id: "{account}:{name}",
  }),
};

/** How others name resources of a type; `undefined` for one of which the table says nothing. */
export function namedType(type: string): NamedType | undefined {
  // A plan may name a type `constructor`.
  return Object.hasOwn(NAMED, type) ? NAMED[type] : undefined;
}

/** The outputs by which others name a resource of any type. */
export function namingOutputs(type: string): readonly string[] {
  return ["arn", "id", ...(namedType(type)?.names ?? OTHERS[type] ?? [])];
}

/** Types whose outputs take more than a text to make. */
const OTHERS: Readonly<Record<string, readonly string[] | undefined>> = {
  aws_cloudwatch_event_rule: [],
  aws_ssm_parameter: ["name"],
  aws_glue_security_configuration: ["name"],
};

/** A plan document of so many resources: one key in use by Personalize through a role for each six, as modules make them. */
export function planOfSize(resources: number): string {
  const sets = Array.from({ length: Math.ceil(resources / 6) }, (_, index) => oneSet(index)).flat();
  const changes = sets.slice(0, resources);
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: changes.map((change) => ({ ...change, expressions: undefined })),
    configuration: {
      provider_config: { aws: { name: "aws", expressions: { region: { constant_value: "eu-west-1" } } } },
      root_module: {
        resources: changes.map(({ address, type, name, expressions }) => {
          return { address, mode: "managed", type, name, provider_config_key: "aws", expressions };
        }),
      },
    },
  });
}

const ACTIONS = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"];

interface Change {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly expressions: Record<string, unknown>;
  readonly [key: string]: unknown;
}

function oneSet(index: number): Change[] {
  const name = `r${String(index)}`;
  const role = `arn:aws:iam::111122223333:role/${name}`;
  const allow = (principal: unknown, action: unknown): object => ({
    Effect: "Allow",
    Principal: principal,
    Action: action,
    Resource: "*",
  });
  const policy = (...statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "personalize.amazonaws.com" } };
  const uses = { Effect: "Allow", Action: ACTIONS.filter((action) => action !== "kms:CreateGrant"), Resource: "*" };
  const key = { references: [`aws_kms_key.${name}.arn`, `aws_kms_key.${name}`] };
  return [
    create("aws_iam_role", name, { name, path: "/", assume_role_policy: policy(trust) }, { arn: true }),
    create("aws_kms_key", name, {
      policy: policy(
        allow({ AWS: "arn:aws:iam::111122223333:root" }, "kms:*"),
        allow({ AWS: role, Service: "personalize.amazonaws.com" }, ACTIONS),
      ),
    }),
    create("aws_iam_role_policy", name, { name, role: name, policy: policy(uses) }),
    create("aws_kms_alias", name, { name: `alias/${name}` }, { target_key_id: true }, { target_key_id: key }),
    create("aws_s3_bucket", name, { bucket: name, tags: { team: "recommendations" } }),
    create("aws_cloudwatch_log_group", name, { name: `/aws/${name}`, retention_in_days: 30 }),
  ];
}

function create(
  type: string,
  name: string,
  after: Record<string, unknown>,
  unknown: Record<string, unknown> = {},
  expressions: Record<string, unknown> = {},
): Change {
  const constants = Object.entries(after).map(([key, value]) => [key, { constant_value: value }]);
  return {
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions: ["create"], before: null, after, after_unknown: unknown, after_sensitive: {} },
    expressions: { ...(Object.fromEntries(constants) as Record<string, unknown>), ...expressions },
  };
}

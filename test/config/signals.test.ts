import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";

import { configSchema } from "../../src/config/config-schema";
import { parseConfig } from "../../src/config/parse";
import { InputError } from "../../src/errors";

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(configSchema);

/** What the schema makes of a file, as an editor would. */
const bySchema = (text: string): boolean => validate(parse(text));

/** What kmsgate makes of it: nothing, or the error. */
function byReader(text: string): string {
  try {
    parseConfig(text, "kmsgate.yaml", "/no/such/folder");
    return "";
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const source = "{ title: T, url: https://example.com/, read: 2026-11-22, says: S. }";

describe("a service that only signals show", () => {
  const row = (more = ""): string =>
    `{ id: acme.k, layer: key-policy, grantee: service, neededBy: [vault], actions: [kms:Decrypt], when: always, source: ${source}${more} }`;
  const signals = (signal: string, requirement = row(), more = ""): string =>
    `version: 1\nservices:\n  - { id: acme, title: Acme, principals: [acme.amazonaws.com], signals: [${signal}], requirements: [${requirement}]${more} }`;
  const vault = "{ type: aws_backup_vault, use: vault, key: [kms_key_arn] }";

  test("has no calls to find, and labels that may be left out", () => {
    const context = ", context: [{ key: aws:SourceArn, state: is, value: '{using.arn}' }]";
    const [acme] = parseConfig(
      signals(vault, row(`${context}, failure: { how: late, says: it waits }`)),
      "k.yaml",
    ).services;
    expect(acme).toMatchObject({
      operations: [],
      callsByItself: true,
      signals: [{ type: "aws_backup_vault", use: "vault", key: ["kms_key_arn"] }],
      requirements: [
        {
          context: [{ key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" }],
          failure: { how: "late", says: "it waits", label: "doc" },
        },
      ],
    });
    expect(acme?.names).toBeUndefined();
  });

  test.each([
    [signals("{ type: aws_backup_vault, use: vault }"), "3:74: a signal names no key\nExpected: key, or target"],
    [signals("{ type: vault, use: vault, key: [k] }"), 'type is "vault"\nExpected: a type of resource'],
    [
      signals("{ type: aws_backup_vault, use: vault, key: [a..b] }"),
      'a path is "a..b"\nExpected: a path of attributes',
    ],
    [
      signals("{ type: aws_x, use: vault, target: { paths: [arn], carrier: table } }"),
      'carrier is "table"\nExpected: one of topic, queue',
    ],
    [signals("{ type: aws_x, use: other, key: [k] }"), 'acme has no operation "vault"\nExpected: one of other'],
    [
      signals(vault, row(", context: [{ key: aws:SourceArn, state: is }]")),
      "aws:SourceArn says no value\nExpected: value, for state: is",
    ],
    [signals(vault, row(", context: [{ key: aws:SourceArn, state: absent, value: x }]")), "aws:SourceArn says a value"],
    [
      signals(vault, row(", context: [{ key: aws:SourceArn, state: is, value: '{topic.arn}' }]")),
      'value is "{topic.arn}"\nExpected: a text, in which braces stand around {using.arn}',
    ],
    [
      signals(vault, row(", context: [{ key: SourceArn, state: present }]")),
      'key is "SourceArn"\nExpected: a condition key',
    ],
    [signals(vault, row(", fallback: acme.other")), 'acme has no requirement "acme.other"\nExpected: one of acme.k'],
    [signals(vault, row(", failure: { how: quiet, says: x }")), 'how is "quiet"\nExpected: one of loud, late, silent'],
    [signals(vault, row(", listed: [sqs:Send]")), "Expected: an AWS KMS action, or a pattern of such"],
    [signals(vault, row().replace("grantee: service", "grantee: { role: x }")), 'a grantee has an unknown key "role"'],
    [
      signals(vault, row().replace("grantee: service", "grantee: { service: '{x}.amazonaws.com' }")),
      "Expected: a service principal, with {region}",
    ],
    [signals(vault, row().replace("layer: key-policy", "layer: either")), "a service principal has no IAM policy"],
    [signals(vault).replace("[acme.amazonaws.com]", "[]"), "acme has no principals\nExpected: principals, or grantee"],
    [signals(vault, row(), `, takes: { source: ${source}, regions: home }`), "regions is"],
    [signals(vault).replace(`signals: [${vault}], `, ""), "acme has neither operations nor signals"],
  ])("%s: is refused with the place and what is allowed", (text, message) => {
    expect(byReader(text)).toContain(message);
    expect(byReader(text)).toMatch(/^kmsgate\.yaml:\d+:\d+: /);
  });
});

describe("the resource that a declared use names", () => {
  const declared = (using: string): string =>
    `version: 1\nuses: [{ service: cloudwatch-logs, operations: [log-group], key: aws_kms_key.k, using: ${using} }]`;
  const group = "arn:aws:logs:us-west-2:111122223333:log-group:/app";

  test.each([
    ["aws_cloudwatch_log_group.app", { arn: "aws_cloudwatch_log_group.app" }],
    [`"${group}"`, { arn: group }],
    [
      `{ arn: "${group}", account: "111122223333", region: us-west-2 }`,
      { arn: group, account: "111122223333", region: "us-west-2" },
    ],
  ])("%s", (written, using) => {
    expect(bySchema(declared(written))).toBe(true);
    expect(parseConfig(declared(written), "kmsgate.yaml").uses[0]?.using).toEqual(using);
  });

  test.each([
    ["app", "Expected: a resource address (aws_cloudwatch_log_group.app), an ARN"],
    ["{ account: '111122223333' }", "a resource says no arn"],
    ["{ arn: aws_x.y, account: 12 }", "account is"],
    ["{ arn: aws_x.y, region: west }", "Expected: a Region (us-west-2)"],
  ])("%s is refused", (written, message) => {
    expect(byReader(declared(written))).toContain(message);
    expect(bySchema(declared(written))).toBe(false);
  });

  test("a use of a signal is an operation; another is refused with those that are known", () => {
    expect(byReader(declared("aws_x.y").replace("log-group]", "fly]"))).toContain(
      'cloudwatch-logs has no operation "fly"\nExpected: one of log-group, anomaly-detector',
    );
  });
});

import { layoutOf } from "../../src/cli/io";
import type { RuleWords } from "../../src/rules/define-rule";
import { catalogued, services } from "../../src/services";
import { runIn } from "./harness";

const aRule: RuleWords = {
  id: "key-policy-grants-role",
  level: "error",
  title: "the key policy must let the role use the key",
  why: "No other policy can stand in for it.",
  fails: '{ "Statement": [] }\n',
  passes: 'resource "aws_kms_key" "k" {\n  policy = "{}"\n}',
  source: {
    title: "Guide",
    url: "https://docs.aws.amazon.com/guide.html",
    read: "2026-11-22",
    says: "It must be permitted.",
  },
};
jest.mock("../../src/rules", () => ({
  ...jest.requireActual<object>("../../src/rules"),
  get allRules(): readonly RuleWords[] {
    return [aRule, { ...aRule, id: "key-is-usable" }];
  },
}));

const kmsgate = (args: readonly string[]) => runIn("/", args);

describe("services", () => {
  test("as text, a block a service: how its use shows, who must be allowed what, what happens without it", async () => {
    const { code, out } = await kmsgate(["services"]);
    expect(code).toBe(0);
    expect(out).toContain(`Amazon CloudWatch Logs (cloudwatch-logs)
  shown by aws_cloudwatch_log_group.kms_key_id (log-group)
`);
    expect(out).toContain(`
  cloudwatch-logs.key-policy.service
    the key policy must allow the service principal logs.{region}.{dns_suffix}
      kms:Encrypt, kms:Decrypt, kms:GenerateDataKey
`);
    expect(out).toContain("    without it, the log group is not created (loud)\n");
    expect(out).toContain("    the key policy or IAM policy must allow whoever runs Terraform\n");
    expect(out).toMatch(/personalize\.role-policy\.role\n {4}the role's IAM policy must allow the service role\n/);
    for (const { requirements } of services) {
      for (const { id } of requirements) expect(out.split("\n")).toContain(`  ${id}`);
    }
  });

  test("as JSON, whole", async () => {
    const printed = JSON.parse((await kmsgate(["services", "--format", "json"])).out) as { services: unknown };
    expect(printed.services).toEqual(JSON.parse(JSON.stringify(services)));
  });

  test("as Markdown, with AWS's sentences", async () => {
    const { out } = await kmsgate(["services", "--format", "markdown"]);
    expect(out).toContain("# What AWS requires\n");
    expect(out).toContain("“For dataset import jobs, only the AWS KMS key policy needs to grant permissions.”");
  });
});

describe("explain", () => {
  test("says why, what fails, what passes, and what AWS says", async () => {
    expect(await kmsgate(["explain", "key-policy-grants-role"])).toEqual({
      code: 0,
      err: "",
      out: `key-policy-grants-role (error)
  the key policy must let the role use the key

  No other policy can stand in for it.

fails
  { "Statement": [] }

passes
  resource "aws_kms_key" "k" {
    policy = "{}"
  }

AWS says
  "It must be permitted."
  Guide, read 2026-11-22
  https://docs.aws.amazon.com/guide.html
`,
    });
  });

  test("a service: all of its requirements, with AWS's sentences", async () => {
    const { code, out } = await kmsgate(["explain", "cloudwatch-logs"]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Amazon CloudWatch Logs \(cloudwatch-logs\)\n {2}shown by aws_cloudwatch_log_group\.kms_key_id/,
    );
    const told = out.replace(/\s+/g, " ");
    const { requirements, takes } = catalogued("cloudwatch-logs");
    const said = [...requirements.map(({ source }) => source.says), takes?.source.says ?? ""];
    expect(said.filter((each) => !told.includes(each.replace(/\s+/g, " ")))).toEqual([]);
  });

  test("a requirement, as it stands in a report", async () => {
    const { code, out } = await kmsgate(["explain", "personalize.role-policy.role"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^personalize\.role-policy\.role\n {2}Amazon Personalize\n/);
    expect(out).toContain("    the role's IAM policy must allow the service role\n");
    expect(out).toMatch(/\nAWS says\n {2}"To grant permissions, your AWS KMS key policy and IAM policy/);
  });

  test.each([
    [["explain", "no-such-rule"], 'kmsgate: there is no rule, service or requirement "no-such-rule"'],
    [["explain"], "kmsgate: no rule or service is given"],
  ])("%j lists the rules and services", async (args, message) => {
    const { code, out, err } = await kmsgate(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(`${message}
Expected a rule
  key-policy-grants-role  the key policy must let the role use the key
  key-is-usable  the key policy must let the role use the key
or a service, or one of its requirements
  personalize  Amazon Personalize
`);
  });
});

describe("how text may look", () => {
  test.each([
    [{}, {}, { colour: false, width: 100 }],
    [{ isTTY: true, columns: 80 }, {}, { colour: true, width: 80 }],
    [{ isTTY: true, columns: 500 }, { NO_COLOR: "1" }, { colour: false, width: 120 }],
    [{ isTTY: true, columns: 10 }, { NO_COLOR: "" }, { colour: true, width: 40 }],
    [{ isTTY: true }, { TERM: "dumb" }, { colour: false, width: 100 }],
  ])("%j with %j", (stream, env, layout) => {
    expect(layoutOf(stream, env)).toEqual(layout);
  });
});

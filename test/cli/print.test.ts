import { layoutOf } from "../../src/cli/io";
import type { RuleWords } from "../../src/rules/define-rule";
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
  test("as a table, every requirement and operation once", async () => {
    const { code, out } = await kmsgate(["services"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^SERVICE +LAYER +GRANTEE +ACTIONS +WHEN\n/);
    expect(out).toMatch(
      /personalize +role-policy +role +kms:Decrypt kms:GenerateDataKey kms:DescribeKey kms:ListGrants +always/,
    );
    expect(out).toMatch(/personalize +data-deletion-job +CreateDataDeletionJob +nothing\n/);
    expect(out).toMatch(/personalize +dataset-import-job +CreateDatasetImportJob +key-policy\n/);
    expect(out).toMatch(/personalize +dataset-export-job +CreateDatasetExportJob +key-policy role-policy\n/);
  });

  test("as JSON, whole", async () => {
    const { services } = JSON.parse((await kmsgate(["services", "--format", "json"])).out) as {
      services: { id: string }[];
    };
    expect(services.map(({ id }) => id)).toEqual(["personalize", "sagemaker-geospatial"]);
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

  test.each([
    [["explain", "no-such-rule"], 'kmsgate: there is no rule "no-such-rule"'],
    [["explain"], "kmsgate: no rule is given"],
  ])("%j lists the rules", async (args, message) => {
    const { code, out, err } = await kmsgate(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(`${message}
Expected one of
  key-policy-grants-role  the key policy must let the role use the key
  key-is-usable  the key policy must let the role use the key
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

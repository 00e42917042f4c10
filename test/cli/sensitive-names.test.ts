import { join } from "node:path";

import { run } from "../../src/cli/run";

const FIXTURES = join(__dirname, "../fixtures/sensitive-names");

async function kmsgate(...args: readonly string[]): Promise<string> {
  let printed = "";
  const write = (text: string): void => void (printed += text);
  const layout = { colour: false, width: 200 };
  await run(args, { cwd: FIXTURES, env: {}, out: write, err: write, layout });
  return printed;
}

const plans = ["new", "known", "target"].flatMap((name) => [`${name}.bin`, `${name}.json`]);

describe.each(plans)("%s, whose names come from a sensitive variable", (name) => {
  const plan = join(FIXTURES, name);

  test.each([
    ["a report", ["check", plan]],
    ["a report with all ARNs known", ["check", plan, "--account", "111122223333"]],
    ["a report in JSON", ["check", plan, "--format", "json"]],
    ["a report in JSON with all ARNs known", ["check", plan, "--format", "json", "--account", "111122223333"]],
    ["a trace of the key", ["check", plan, "--trace", "aws_kms_key.k"]],
    ["a trace of the role", ["check", plan, "--trace", "aws_iam_role.p"]],
    ["the policies", ["policies", plan, "--format", "json"]],
    ["the policies for people", ["policies", plan]],
  ])("%s speaks of them by address", async (_, args) => {
    const printed = await kmsgate(...args);
    expect(printed).not.toMatch(/canary/i);
    expect(printed).toContain("aws_kms_key.k");
  });
});

test("what is not printed is compared all the same", async () => {
  const report = JSON.parse(await kmsgate("check", join(FIXTURES, "known.json"), "--format", "json")) as {
    keys: { id: string; uses: { role: { address: string | null; arn: string | null } }[] }[];
  };
  const used = report.keys.map(({ id, uses }) => [id, uses.map(({ role }) => role)]);
  // The role that the data source reads is the one that the plan manages.
  expect(used).toContainEqual(["aws_kms_key.k", [{ address: "aws_iam_role.p", arn: null }]]);
  expect(used).toContainEqual(["aws_kms_key.new", [{ address: "aws_iam_role.p", arn: null }]]);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { run } from "../../src/cli/run";

const FIXTURES = join(__dirname, "../fixtures/recovery");

async function kmsgate(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const code = await run(args, {
    cwd: FIXTURES,
    env: {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    layout: { colour: false, width: 100 },
  });
  return { code, out, err };
}

const plan = (folder: string, file = "plan.bin"): string => join(FIXTURES, folder, file);

describe("kmsgate show", () => {
  test("prints the changes that Terraform prints", async () => {
    const { code, out } = await kmsgate("show", plan("11-module-io"), "--unsafe-values");
    const changes = (text: string): unknown => {
      const { resource_changes } = JSON.parse(text) as {
        resource_changes: { address: string; change: { actions: unknown; before: unknown; after: unknown } }[];
      };
      return resource_changes.map(({ address, change: { actions, before, after } }) => [
        address,
        actions,
        before,
        after,
      ]);
    };
    expect(code).toBe(0);
    expect(changes(out)).toEqual(changes(readFileSync(plan("11-module-io", "plan.json"), "utf8")));
  });

  test("masks what is sensitive, and variables, unless it is asked for them", async () => {
    const masked = await kmsgate("show", plan("31-sensitive"));
    const open = await kmsgate("show", plan("31-sensitive"), "--unsafe-values");
    expect(masked.out).toContain("(sensitive value)");
    expect(open.out).not.toContain("(sensitive value)");
    expect(Object.keys(JSON.parse(masked.out) as object)).toEqual(Object.keys(JSON.parse(open.out) as object));
  });

  test.each(["plan.bin", "plan.json"])(
    "masks a sensitive tag in tags_all too, and a variable's default: %s",
    async (file) => {
      const tagged = join(__dirname, "../fixtures/faults/sensitive-tag", file);
      const { code, out } = await kmsgate("show", tagged);
      expect(code).toBe(0);
      expect(out).not.toContain("hunter2");
      expect(out.match(/"open": "yes"/g)?.length).toBeGreaterThanOrEqual(8);
      expect((await kmsgate("show", tagged, "--unsafe-values")).out).toContain("hunter2");
    },
  );

  test("names what is no plan", async () => {
    expect(await kmsgate("show", plan("29-lifecycle", "state.show.json"))).toMatchObject({ code: 2, out: "" });
    expect((await kmsgate("show")).err).toContain("no plan is given");
  });
});

describe("kmsgate policies", () => {
  test("prints documents as JSON, what is not known by name", async () => {
    const { code, out } = await kmsgate("policies", plan("02-jsonencode-unknown"), "aws_kms_key.k", "--format", "json");
    const [policy] = JSON.parse(out) as { document: { Statement: unknown[] }; holes: string[] }[];
    expect(code).toBe(0);
    expect(policy).toMatchObject({ address: "aws_kms_key.k", attribute: "policy", origin: "source" });
    expect(policy?.holes).toContain("suffix of aws_iam_role.admin.name");
    expect(JSON.stringify(policy?.document.Statement[1])).toContain('{"$hole":"suffix of aws_iam_role.admin.name"}');
  });

  test("is sorted by address", async () => {
    const { out } = await kmsgate("policies", plan("23-iam-policies"), "--format", "json");
    const addresses = (JSON.parse(out) as { address: string }[]).map(({ address }) => address);
    expect(addresses).toEqual([...addresses].sort());
    expect(addresses.length).toBeGreaterThan(5);
  });

  test("names sensitive documents and does not print them", async () => {
    const { out } = await kmsgate("policies", plan("31-sensitive"), "--format", "json");
    const hidden = (JSON.parse(out) as { document: unknown; because?: string }[]).filter(
      ({ because }) => because === "it is sensitive, so that it is not shown",
    );
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.every(({ document }) => document === null)).toBe(true);
  });

  test("lists the addresses where one is not there", async () => {
    const { code, err } = await kmsgate("policies", plan("02-jsonencode-unknown"), "aws_kms_key.x");
    expect(code).toBe(2);
    expect(err).toMatch(/there is no policy at aws_kms_key\.x in this plan\nExpected one of\n {2}aws_iam_role\.admin/);
  });

  test("reads for people, with AWS's default where none is set", async () => {
    const { out } = await kmsgate("policies", plan("15-conditional"));
    expect(out).toContain("AWS's default, since none is set");
    expect(out).toContain("recovered from the source");
  });

  test("refuses a folder that is not there", async () => {
    const given = await kmsgate("policies", plan("02-jsonencode-unknown", "plan.json"), "--source", "no-such-folder");
    expect(given).toMatchObject({ code: 2, out: "" });
    expect(given.err).toContain("no-such-folder: there is no such folder");
  });
});

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { InputError } from "../../src/errors";
import { readPlan } from "../../src/input";
import { plannedPolicies } from "../../src/pipeline/policies-of-plan";
import type { PlannedPolicy } from "../../src/print/planned-policies";
import type { Infrastructure } from "../../src/resolve/infrastructure";
import { resolve } from "../../src/resolve/resolve";
import type { Plan } from "../../src/plan";

const FIXTURES = join(__dirname, "../fixtures/recovery");
let scratch: string;
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "kmsgate-")));
});
afterEach(() => {
  rmSync(scratch, { recursive: true });
});

/** A copy of a fixture's folder, its main.tf changed. */
function changed(folder: string, change: (text: string) => string): string {
  const copy = join(scratch, folder);
  cpSync(join(FIXTURES, folder), copy, { recursive: true });
  const file = join(copy, "main.tf");
  const before = readFileSync(file, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
  return copy;
}

async function keyPolicies(folder: string, source: string): Promise<readonly PlannedPolicy[]> {
  const all = await plannedPolicies({ path: join(FIXTURES, folder, "plan.json"), addresses: [], source });
  return all.filter(({ address }) => address.includes("aws_kms_key"));
}

/** The saved plan of a fixture, the text of a file in it changed. */
async function tampered(folder: string, change: (text: string) => string): Promise<Infrastructure> {
  const plan = await readPlan(join(FIXTURES, folder, "plan.bin"));
  const { source } = plan;
  if (source === undefined) throw new Error("a saved plan has source");
  const modules = new Map(
    [...source.modules].map(([address, { directory, files }]) => [
      address,
      { directory, files: new Map([...files].map(([name, text]) => [name, change(text)])) },
    ]),
  );
  const made: Plan = { ...plan, source: { ...source, modules } };
  return resolve(made);
}

describe("a folder that is not the plan's", () => {
  test("whose references differ from the plan's configuration is not believed", async () => {
    const source = changed("02-jsonencode-unknown", (text) =>
      text.replaceAll("aws_iam_role.app.arn", "aws_iam_role.app.id"),
    );
    const [policy] = await keyPolicies("02-jsonencode-unknown", source);
    expect(policy).toMatchObject({ origin: "unknown", document: null });
    expect(policy?.because).toMatch(/its source is not the plan's: main\.tf:\d+ says otherwise/);
  });

  test("whose known policies differ is not believed at all", async () => {
    const source = changed("02-jsonencode-unknown", (text) =>
      text.replace("ec2.amazonaws.com", "lambda.amazonaws.com"),
    );
    const [policy] = await keyPolicies("02-jsonencode-unknown", source);
    expect(policy).toMatchObject({ origin: "unknown", document: null });
    expect(policy?.because).toContain("assume_role_policy is not what the source makes of it");
  });

  test("that cannot be parsed is not believed, and the place is told", async () => {
    const source = changed("02-jsonencode-unknown", (text) => `${text}\n}\n`);
    const [policy] = await keyPolicies("02-jsonencode-unknown", source);
    expect(policy).toMatchObject({ origin: "unknown", document: null });
    expect(policy?.because).toMatch(/its source is not read: main\.tf:\d+:\d+/);
  });

  test("whose deferred document contradicts the plan is not believed", async () => {
    const source = changed("06-policydoc-basic", (text) => text.replaceAll("kms:", "sqs:"));
    const policies = await keyPolicies("06-policydoc-basic", source);
    expect(policies.map(({ because = "" }) => because).join()).toContain("is not what the source makes of it");
    expect(policies.map(({ origin }) => origin)).not.toContain("source");
  });
});

describe("a saved plan whose own source was changed", () => {
  test("loses the document in which a policy that it knows differs, and no other", async () => {
    const infrastructure = await tampered("02-jsonencode-unknown", (text) =>
      text.replace("ec2.amazonaws.com", "lambda.amazonaws.com"),
    );
    for (const key of infrastructure.ofType("aws_kms_key")) expect(key.origin("policy")).toBe("source");
    const [plan] = infrastructure.plans;
    expect(plan?.source).toBe("partial");
    expect(plan?.unbelieved).toMatchObject([
      {
        kind: "differs",
        file: "main.tf",
        attribute: "assume_role_policy",
        element: "Statement[0].Principal.Service",
        planned: '"ec2.amazonaws.com"',
        sourced: '"lambda.amazonaws.com"',
      },
    ]);
  });

  test("tells nothing of what is unset where it cannot be read", async () => {
    const infrastructure = await tampered("15-conditional", (text) => `${text}\n}`);
    const unset = infrastructure.ofType("aws_kms_key").map((key) => key.attribute("policy"));
    expect(unset).not.toContain(undefined);
  });
});

describe("files", () => {
  test("beside a saved plan are read only where its configuration is that of the plan", async () => {
    const read = async (source: string): Promise<PlannedPolicy | undefined> =>
      (await plannedPolicies({ path: join(source, "plan.bin"), addresses: ["aws_kms_key.k"] }))[0];
    expect(await read(join(FIXTURES, "04-templatefile"))).toMatchObject({
      origin: "source",
      holes: expect.any(Array) as unknown,
    });
    const other = changed("04-templatefile", (text) => `${text}\n# changed\n`);
    const policy = await read(other);
    expect(policy).toMatchObject({ origin: "unknown", document: null });
    expect(policy?.because).toContain("pass --source DIR to read ./policy.json.tftpl");
  });

  test.each([
    ["a symbolic link that leads out", "link.json"],
    ["a path that leads out", "../outside.json"],
    ["an absolute path", "/etc/hostname"],
  ])("%s is not read", async (_, path) => {
    const source = join(scratch, "config");
    mkdirSync(source);
    writeFileSync(join(scratch, "outside.json"), '{"Version":"2012-10-17","Statement":[]}');
    symlinkSync(join(scratch, "outside.json"), join(source, "link.json"));
    writeFileSync(
      join(source, "main.tf"),
      `resource "aws_kms_key" "k" {\n  policy = replace(file(${JSON.stringify(path)}), "x", local.id)\n}\nlocals {\n  id = uuid()\n}\n`,
    );
    const plan = join(scratch, "plan.json");
    writeFileSync(plan, JSON.stringify(planOfKey(["local.id"])));
    const [policy] = await plannedPolicies({ path: plan, addresses: ["aws_kms_key.k"], source });
    expect(policy).toMatchObject({ document: null, because: expect.stringContaining("lies outside") as unknown });
  });
});

describe("hostile folders", () => {
  const read = (source: string): Promise<unknown> => {
    const plan = join(scratch, "plan.json");
    writeFileSync(plan, JSON.stringify(planOfKey(["local.a"])));
    return plannedPolicies({ path: plan, addresses: [], source });
  };
  const folder = (files: Readonly<Record<string, string>>): string => {
    const source = join(scratch, "config");
    mkdirSync(source);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(source, name), text);
    return source;
  };

  test("a module that calls itself", async () => {
    await expect(read(folder({ "main.tf": 'module "m" {\n  source = "./"\n}\n' }))).rejects.toThrow(InputError);
  });

  test("a configuration file that is a link out of the folder", async () => {
    const source = folder({});
    writeFileSync(join(scratch, "elsewhere.tf"), "");
    symlinkSync(join(scratch, "elsewhere.tf"), join(source, "main.tf"));
    await expect(read(source)).rejects.toThrow(/this link leads out of the folder/);
  });

  test("locals that lead back to themselves, and brackets without end", async () => {
    const text = `resource "aws_kms_key" "k" {\n  policy = local.a\n}\nlocals {\n  a = local.b\n  b = local.a\n}\n`;
    expect(await read(folder({ "main.tf": text }))).toMatchObject([{ origin: "unknown", document: null }]);
    writeFileSync(join(scratch, "config/deep.tf"), `locals {\n  c = ${"[".repeat(10_000_000)}\n}\n`);
    expect(await read(join(scratch, "config"))).toMatchObject([{ origin: "unknown", document: null }]);
  });
});

/** Plan JSON with one key, whose policy is not known and refers to what is given. */
function planOfKey(references: readonly string[]): unknown {
  const key = { address: "aws_kms_key.k", mode: "managed", type: "aws_kms_key", name: "k" };
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: [
      {
        ...key,
        provider_name: "registry.terraform.io/hashicorp/aws",
        change: { actions: ["create"], before: null, after: {}, after_unknown: { policy: true, arn: true } },
      },
    ],
    configuration: {
      provider_config: { aws: { name: "aws" } },
      root_module: { resources: [{ ...key, provider_config_key: "aws", expressions: { policy: { references } } }] },
    },
  };
}

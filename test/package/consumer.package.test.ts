import { readFileSync, readdirSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";

import { openConsumer, type Consumer } from "./consumer";

const root = resolve(__dirname, "../..");
const bytes = (path: string): Buffer => readFileSync(join(root, path));

const declared = `version: 1
uses:
  - service: personalize
    operations: [dataset-group]
    key: aws_kms_key.k
    role: aws_iam_role.app
`;

let consumer: Consumer;

beforeAll(() => {
  consumer = openConsumer({
    "fails.json": bytes("examples/plans/personalize-fails/plan.json"),
    "passes.json": bytes("examples/plans/personalize-passes/plan.json"),
    "undecided.json": bytes("test/scenarios/unknown/unlinked-key/plan.json"),
    "saved.tfplan": bytes("test/fixtures/cdktf/stack/plan.bin"),
    "unused.tfplan": bytes("test/fixtures/recovery/16-kms-key-policy/plan.bin"),
    "platform.json": bytes("test/join/stacks/platform/plan.json"),
    "state.json": bytes("test/join/stacks/platform/state.json"),
    "product.json": bytes("test/join/stacks/product/plan.json"),
    "no-plan.json": "{}",
    "declared.yaml": declared,
  });
}, 600_000);

afterAll(() => {
  consumer.remove();
});

describe("what is installed", () => {
  test("the package and its four dependencies, no more", () => {
    const names = readdirSync(join(consumer.folder, "node_modules")).filter((name) => !name.startsWith("."));
    expect(names).toEqual(["@bufbuild", "hcl2-parser", "kmsgate", "re2js", "yaml"]);
  });

  test("its licence, and that of what is in the program", () => {
    const folder = join(consumer.folder, "node_modules/kmsgate");
    expect(readFileSync(join(folder, "LICENSE"), "utf8")).toContain("Apache License");
    const notices = readFileSync(join(folder, "dist/cli/program.js.LICENSE.txt"), "utf8");
    expect(notices).toMatch(/^commander .*\(MIT\)$/m);
    expect(notices).toMatch(/^re2js .*\(MIT\)$/m);
    expect(notices).toMatch(/^@bufbuild\/protobuf .*\n\nCopyright 2008 Google Inc\./m);
    expect(existsSync(join(folder, "src"))).toBe(false);
  });

  test("npx finds the program", () => {
    const { code, out } = consumer.run("npx", ["--no-install", "kmsgate", "--version"]);
    const { version } = JSON.parse(bytes("package.json").toString()) as { readonly version: string };
    expect([code, out]).toEqual([0, `${version}\n`]);
  });

  test.each([
    ["CommonJS", "c.cjs", 'const { check } = require("kmsgate");'],
    ["an ES module", "m.mjs", 'import { check } from "kmsgate";'],
  ])("the library can be used from %s", (_, file, head) => {
    const text = `${head}
      check({ inputs: [{ path: "saved.tfplan" }], profile: "documented", minConfidence: "inferred", declaredUses: [] })
        .then(({ report }) => console.log(report.summary.verdict));`;
    const { out, err } = consumer.run(process.execPath, [
      ...(file.endsWith(".mjs") ? ["--input-type=module"] : []),
      "-e",
      text,
    ]);
    expect([out, err]).toEqual(["fail\n", ""]);
  });
});

describe("exit codes", () => {
  test.each([
    ["0: plan JSON that passes", ["passes.json"], 0, /^PASS {2}/m],
    ["1: plan JSON that fails", ["fails.json"], 1, /^FAIL {2}/m],
    ["1: a saved plan that fails", ["saved.tfplan"], 1, /^FAIL {2}/m],
    ["0: a saved plan in which no service uses a key", ["unused.tfplan"], 0, /no KMS use/],
    ["1: with a thread of its own, for the time limit", ["saved.tfplan", "--timeout", "60"], 1, /^FAIL {2}/m],
    ["2: what is no plan", ["no-plan.json"], 2, /^$/],
    ["2: a file that is not there", ["absent.json"], 2, /^$/],
    ["2: an option that is not there", ["passes.json", "--frobnicate"], 2, /^$/],
    ["3: something undecided", ["undecided.json"], 3, /undecided/],
    ["0: something undecided, and allowed to be", ["undecided.json", "--on-undecided", "ignore"], 0, /undecided/],
    ["1: several plans, one fails", ["passes.json", "undecided.json", "fails.json"], 1, /^FAIL {2}/m],
    ["2: several plans, one is none", ["fails.json", "no-plan.json"], 2, /^FAIL {2}/m],
  ])("%s", (_, args, code, says) => {
    const ended = consumer.kmsgate(["check", ...args]);
    expect([ended.code, ended.out]).toEqual([code, expect.stringMatching(says)]);
    expect(ended.err).not.toContain("internal error");
    expect(ended.err === "").toBe(code !== 2);
  });

  test("standard input: plan JSON, and a saved plan", () => {
    const json = consumer.kmsgate(["check", "-"], bytes("examples/plans/personalize-passes/plan.json"));
    expect([json.code, json.err]).toEqual([0, ""]);
    const saved = consumer.kmsgate(["check", "-"], bytes("test/fixtures/cdktf/stack/plan.bin"));
    expect([saved.code, saved.err]).toEqual([1, ""]);
  });
});

test("several plans with --join, and a state: what is undecided alone is decided", () => {
  const code = (...args: readonly string[]) => consumer.kmsgate(["check", ...args]).code;
  expect(code("platform.json", "product.json")).toBe(3);
  expect(code("--join", "platform.json", "product.json")).toBe(0);
  expect(code("--join", "state.json", "product.json")).toBe(0);
});

test("a config: a use that no plan shows", () => {
  const { code, out } = consumer.kmsgate(["check", "unused.tfplan", "--config", "declared.yaml"]);
  expect([code, out]).toEqual([1, expect.stringMatching(/^FAIL .*1 key in use: 1 failed/m)]);
});

test("a baseline: only what it does not hold fails", () => {
  const check = (...args: readonly string[]) => consumer.kmsgate(["check", ...args]).code;
  expect(check("fails.json", "--write-baseline", "baseline.json")).toBe(0);
  expect(check("fails.json", "--baseline", "baseline.json")).toBe(0);
  expect(check("saved.tfplan", "--baseline", "baseline.json")).toBe(1);
  expect(check("fails.json")).toBe(1);
});

test("every format can be written", () => {
  const ids = ["json", "sarif", "junit", "markdown", "github", "github-summary", "gitlab", "text"];
  const outputs = ids.flatMap((id) => ["--output", `${id}=reports/${id}`]);
  consumer.run("mkdir", ["reports"]);
  expect(consumer.kmsgate(["check", "fails.json", ...outputs]).code).toBe(1);
  const empty = ids.filter((id) => readFileSync(join(consumer.folder, "reports", id), "utf8") === "");
  expect(empty).toEqual([]);
});

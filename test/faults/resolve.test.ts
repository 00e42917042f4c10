import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Report } from "../../src/report/report";
import { runIn } from "../cli/harness";
import { rewriteZip } from "../rewrite-zip";

/** Inputs on which the gate once did not look, as a user gives them, and what is right. */
const FAULTS = join(__dirname, "../fixtures/faults");

interface Checked {
  readonly code: number;
  readonly report: Report;
}

async function check(folder: string, ...args: readonly string[]): Promise<Checked> {
  const { code, out } = await runIn(folder, ["check", "--format", "json", ...args]);
  return { code, report: JSON.parse(out) as Report };
}

function verdicts({ keys }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map(({ id, verdict }) => [id, verdict]));
}

describe("what the saved plan shows is judged", () => {
  test.each<[string, number, Readonly<Record<string, string>>, string]>([
    // An unrelated document lists one literal twice, beside something unknown.
    ["poison-dup_doc_unknown/plan.bin", 1, { "aws_kms_key.k": "fail" }, "plan"],
    ["condition-blocks/plan.bin", 1, { "aws_kms_key.k": "fail" }, "plan"],
    ["hole-unsup_inline/plan.bin", 3, { "aws_kms_key.k": "undecided" }, "plan"],
    ["hole-elem_local/plan.bin", 1, { "aws_kms_key.k": "fail" }, "plan"],
    ["each-value-of-role/plan.bin", 0, { "aws_kms_key.k": "pass" }, "plan"],
    ["new-stack-literal-root/plan.bin", 0, { "aws_kms_key.k": "pass" }, "plan"],
    ["opentofu/badplan.tfplan", 3, { "aws_kms_key.k": "undecided", "aws_kms_key.nopol": "undecided" }, "unreadable"],
  ])("%s", async (file, exit, keys, source) => {
    const { code, report } = await check(FAULTS, join(FAULTS, file));
    expect({ code, keys: verdicts(report), source: report.plans[0]?.source }).toMatchObject({
      code: exit,
      keys,
      source,
    });
  });

  test("the second of two condition blocks of one test and variable is not taken for the first", async () => {
    const { report } = await check(FAULTS, join(FAULTS, "condition-blocks/plan.bin"));
    expect(report.findings.map(({ rule, verdict, actions }) => [rule, verdict, actions.length])).toEqual([
      ["key-policy-grants-role", "violated", 4],
    ]);
  });
});

describe("references are followed in plan JSON", () => {
  test.each<[string, number, Readonly<Record<string, string>>]>([
    ["json-dyn/plan.json", 3, { "aws_kms_key.k": "undecided" }],
    ["json-src/plan.json", 3, { "aws_kms_key.k": "undecided" }],
    ["each-value-of-role/plan.json", 0, { "aws_kms_key.k": "pass" }],
    ["new-stack-literal-root/plan.json", 3, { "aws_kms_key.k": "undecided" }],
  ])("%s", async (file, exit, keys) => {
    const { code, report } = await check(FAULTS, join(FAULTS, file));
    expect({ code, keys: verdicts(report) }).toEqual({ code: exit, keys });
  });
});

describe("a saved plan whose source", () => {
  let scratch: string;
  beforeEach(() => {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), "kmsgate-")));
  });
  afterEach(() => {
    rmSync(scratch, { recursive: true });
  });

  /** The saved plan of a fixture with its zip edited, checked. */
  async function checkEdited(
    name: string,
    edit: (member: string, text: string) => string | undefined,
  ): Promise<Checked> {
    writeFileSync(join(scratch, "tfplan"), rewriteZip(readFileSync(join(FAULTS, name, "plan.bin")), edit));
    return check(scratch, join(scratch, "tfplan"));
  }

  const isSource = (member: string): boolean => member.endsWith(".tf");

  test.each<[string, string, (member: string, text: string) => string | undefined]>([
    ["is not there", "none", (member, text) => (member.startsWith("tfconfig/") ? undefined : text)],
    ["has no list of modules", "none", (member, text) => (member === "tfconfig/modules.json" ? undefined : text)],
    ["has no file", "unreadable", (member, text) => (isSource(member) ? undefined : text)],
    ["is empty", "unreadable", (member, text) => (isSource(member) ? "" : text)],
    ["cannot be parsed", "unreadable", (member, text) => (isSource(member) ? `${text}\n}\n` : text)],
  ])("%s is undecided, and that is told", async (_, source, edit) => {
    const { code, report } = await checkEdited("new-stack-literal-root", edit);
    expect({ code, keys: verdicts(report) }).toEqual({ code: 3, keys: { "aws_kms_key.k": "undecided" } });
    expect(report.plans[0]?.source).toBe(source);
  });

  test("calls the key otherwise is undecided, and the key is told to be missing", async () => {
    const { code, report } = await checkEdited("new-stack-literal-root", (member, text) =>
      isSource(member) ? text.replace('"aws_kms_key" "k"', '"aws_kms_key" "other"') : text,
    );
    expect({ code, keys: verdicts(report) }).toEqual({ code: 3, keys: { "aws_kms_key.k": "undecided" } });
    expect(report.plans[0]).toMatchObject({
      source: "partial",
      source_places: [{ document: "aws_kms_key.k", because: "aws_kms_key.k is not there" }],
    });
  });

  test("makes something else of one document loses nothing but that document", async () => {
    const { code, report } = await checkEdited("new-stack-literal-root", (member, text) =>
      isSource(member) ? text.replace("sagemaker-geospatial.amazonaws.com", "lambda.amazonaws.com") : text,
    );
    expect({ code, keys: verdicts(report) }).toEqual({ code: 0, keys: { "aws_kms_key.k": "pass" } });
    expect(report.plans[0]).toMatchObject({
      source: "partial",
      source_places: [
        {
          file: "main.tf",
          line: expect.any(Number) as unknown,
          document: "aws_iam_role.r.assume_role_policy",
          plan_has: '"sagemaker-geospatial.amazonaws.com"',
          source_has: '"lambda.amazonaws.com"',
        },
      ],
    });
  });

  test("is read otherwise by a second parser is not believed where a key rests on it", async () => {
    const { code, report } = await checkEdited("new-stack-literal-root", (member, text) =>
      isSource(member)
        ? text.replace('"aws_kms_key" "k" {', '"aws_kms_key" "k" {\n  tags = { a = can("x${null}") ? "y" : "n" }')
        : text,
    );
    expect({ code, keys: verdicts(report) }).toEqual({ code: 3, keys: { "aws_kms_key.k": "undecided" } });
    const [place] = report.plans[0]?.source_places ?? [];
    expect(place?.because).toMatch(/^a second parser reads main\.tf:\d+ differently/);
  });
});

test("what only an inferred account makes a violation is undecided", async () => {
  const plan = join(FAULTS, "role-of-another-account-unchecked/plan.bin");
  const { code, report } = await check(FAULTS, plan);
  expect({ code, keys: verdicts(report) }).toEqual({ code: 3, keys: { "aws_kms_key.personalize": "undecided" } });
  expect(report.plans[0]?.accounts).toEqual([{ id: "111122223333", inferred: true }]);
  const given = await check(FAULTS, plan, "--account", "111122223333");
  expect(given.code).toBe(1);
});

test("who alone may write a new key's policy tells the account, and what that makes a violation is one", async () => {
  const { code, report } = await check(FAULTS, join(FAULTS, "role-of-another-account/plan.bin"));
  expect({ code, keys: verdicts(report) }).toEqual({ code: 1, keys: { "aws_kms_key.personalize": "fail" } });
  expect(report.plans[0]?.accounts).toEqual([{ id: "111122223333", inferred: false }]);
});

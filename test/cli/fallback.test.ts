import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { unzipSync } from "fflate";

import { run } from "../../src/cli/run";
import type { Report } from "../../src/report/report";
import { PLAN, savedPlan, value, zip } from "../planfile/make";

const FIXTURE = join(__dirname, "../fixtures/recovery/01-jsonencode-known");
const fixture = readFileSync(join(FIXTURE, "plan.bin"));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-fallback-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A plan as Terraform wrote it before 1.1: the change says its type and name, but has no address in field 13. */
const withoutAddress = savedPlan([
  ...PLAN,
  [
    3,
    [
      [3, "aws_kms_key"],
      [4, "k"],
      [8, 'provider["registry.terraform.io/hashicorp/aws"]'],
      [
        9,
        [
          [1, 1],
          [2, value({ policy: "" })],
        ],
      ],
    ],
  ],
]);

/** The fixture's plan, one member changed. */
function changed(member: string, change: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const members = unzipSync(fixture);
  return zip({ ...members, [member]: change(members[member] ?? new Uint8Array()) });
}

const cases: readonly (readonly [what: string, bytes: Uint8Array])[] = [
  ["a change without an address", withoutAddress],
  ["another format version", savedPlan([[1, 4], ...PLAN.slice(1)])],
  ["a message cut off", changed("tfplan", (bytes) => bytes.slice(0, bytes.length - 7))],
  ["a state that is no JSON", changed("tfstate", (bytes) => bytes.slice(0, bytes.length - 7))],
];

async function kmsgate(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const code = await run(["check", ...args], {
    cwd: folder,
    env: {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    layout: { colour: false, width: 100 },
  });
  return { code, out, err };
}

/** A program that prints the fixture's plan JSON when it is called as `terraform show -json`. */
function terraform(): string {
  const path = join(folder, "terraform.js");
  cpSync(join(FIXTURE, "plan.json"), join(folder, "shown.json"));
  const source = `#!${process.execPath}
const { readFileSync } = require("node:fs");
if (process.argv.slice(2).join(" ") !== "show -json ./tfplan") process.exit(1);
process.stdout.write(readFileSync(__dirname + "/shown.json"));
`;
  writeFileSync(path, source, { mode: 0o755 });
  return path;
}

describe.each(cases)("a saved plan with %s", (_, bytes) => {
  const written = (): string => {
    const path = join(folder, "tfplan");
    writeFileSync(path, bytes);
    return path;
  };

  test("ends in 2 with the command that helps, and nothing is run", async () => {
    const { code, out, err } = await kmsgate(written());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("terraform show -json tfplan > plan.json");
    expect(err).toContain("--terraform PATH");
  });

  test("is printed by Terraform where that is allowed, and the report says so", async () => {
    const { code, out, err } = await kmsgate(written(), "--format", "json", "--terraform", terraform());
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { plans } = JSON.parse(out) as Report;
    const { resource_changes: changes } = JSON.parse(readFileSync(join(FIXTURE, "plan.json"), "utf8")) as {
      resource_changes: readonly { mode: string }[];
    };
    expect(plans).toMatchObject([{ reader: "terraform", source: "none" }]);
    expect(plans[0]?.resource_count).toBe(changes.filter(({ mode }) => mode === "managed").length);
  });
});

test("a saved plan that can be read is read, whatever Terraform would print", async () => {
  cpSync(join(FIXTURE, "plan.bin"), join(folder, "tfplan"));
  const { out } = await kmsgate(join(folder, "tfplan"), "--format", "json", "--terraform", join(folder, "none"));
  expect((JSON.parse(out) as Report).plans).toMatchObject([{ reader: "direct", source: "plan" }]);
});

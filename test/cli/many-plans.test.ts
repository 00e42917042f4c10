import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { inputPaths } from "../../src/cli/input-paths";
import type { Report } from "../../src/report/report";
import { runIn } from "./harness";

const plans = join(__dirname, "../../examples/plans");
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-many-"));
  mkdirSync(at("a"));
  mkdirSync(at("b"));
  copyFileSync(join(plans, "personalize-fails/plan.json"), at("a/plan.json"));
  copyFileSync(join(plans, "personalize-passes/plan.json"), at("b/plan.json"));
  copyFileSync(join(plans, "geospatial-fails/plan.json"), at("we[ir]d.json"));
  copyFileSync(join(plans, "personalize-passes/plan.json"), at("wei.json"));
  writeFileSync(at("cut.json"), readFileSync(at("a/plan.json"), "utf8").slice(0, 2000));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const reportOf = async (...paths: readonly string[]): Promise<Report> => {
  const { out } = await runIn(folder, ["check", ...paths.map(at), "--format", "json"]);
  return JSON.parse(out) as Report;
};

describe("several plans", () => {
  test("are one report: each plan's keys and findings, numbers added, the gravest verdict", async () => {
    const [one, other, both] = [
      await reportOf("b/plan.json"),
      await reportOf("a/plan.json"),
      await reportOf("b/plan.json", "a/plan.json"),
    ];
    expect(both.plans).toEqual([...one.plans, ...other.plans]);
    const second = <T extends { plan: number }>(all: readonly T[]): T[] => all.map((each) => ({ ...each, plan: 1 }));
    expect(both.keys).toEqual([...one.keys, ...second(other.keys)]);
    expect(both.findings).toEqual([...one.findings, ...second(other.findings)]);
    const { verdict, ...numbers } = both.summary;
    expect(verdict).toBe("fail");
    expect(numbers.keys).toBe(one.summary.keys + other.summary.keys);
    for (const [name, number] of Object.entries(numbers)) {
      const of = ({ summary }: Report): unknown => summary[name as keyof typeof numbers];
      expect([name, number]).toEqual([name, (of(one) as number) + (of(other) as number)]);
    }
  });

  test.each([
    [["b/plan.json", "a/plan.json"], 1],
    [["a/plan.json", "b/plan.json"], 1],
    [["b/plan.json", "wei.json"], 0],
    [["b/plan.json", "cut.json"], 2],
    [["cut.json", "a/plan.json"], 2],
  ] as const)("%j: the worst exit code is %d", async (paths, expected) => {
    expect((await runIn(folder, ["check", ...paths.map(at)])).code).toBe(expected);
  });
});

describe("a plan that cannot be looked at", () => {
  test("does not hide the findings of the others, and is told with its path", async () => {
    const { code, out, err } = await runIn(folder, ["check", at("cut.json"), at("a/plan.json"), at("none.json")]);
    expect(code).toBe(2);
    expect(out).toContain("FAIL  ");
    expect(err).toContain(`kmsgate: ${at("cut.json")}: this JSON is cut off`);
    expect(err).toContain(`kmsgate: ${at("none.json")}: there is no such file`);
    expect(err).toContain("kmsgate: 2 of 3 plans could not be looked at\n");
  });

  test("has its place among the plans of the report, whose verdict is error", async () => {
    const report = await reportOf("cut.json", "a/plan.json");
    expect(report.summary).toMatchObject({ verdict: "error", keys: 1, failed: 1 });
    expect(report.plans).toMatchObject([
      {
        path: at("cut.json"),
        error: expect.stringMatching(/^this JSON is cut off/) as string,
        expected: expect.stringContaining("Print the plan again.") as string,
        sha256: null,
        reader: null,
        source: "none",
      },
      { path: at("a/plan.json"), reader: "json" },
    ]);
    expect(new Set(report.findings.map(({ plan }) => plan))).toEqual(new Set([1]));
  });

  test("prevents a baseline", async () => {
    const args = ["check", at("cut.json"), at("a/plan.json"), "--write-baseline", "b.json"];
    expect((await runIn(folder, args)).code).toBe(2);
    expect(existsSync(at("b.json"))).toBe(false);
  });

  test("alone, or among others like it, is on standard error, and in every report that is written", async () => {
    const one = await runIn(folder, ["check", at("cut.json"), "--output", "junit=one.xml"]);
    expect([one.code, one.out]).toEqual([2, ""]);
    expect(readFileSync(at("one.xml"), "utf8")).toMatch(/<error type="plan-is-read" message="this JSON is cut off/);
    const two = await runIn(folder, ["check", at("cut.json"), at("none.json"), "--format", "json"]);
    expect(two.code).toBe(2);
    expect(JSON.parse(two.out)).toMatchObject({
      summary: { verdict: "error", keys: 0 },
      plans: [{ path: at("cut.json") }, { path: at("none.json"), error: "there is no such file" }],
    });
    expect(two.err).toContain("cut.json: this JSON is cut off");
    expect(two.err).toContain("none.json: there is no such file");
  });
});

describe("patterns", () => {
  test.each([
    [["*/plan.json"], ["a/plan.json", "b/plan.json"]],
    [["**/plan.json"], ["a/plan.json", "b/plan.json"]],
    [["{b,a}/plan.json"], ["a/plan.json", "b/plan.json"]],
    [
      ["b/plan.json", "*/plan.json"],
      ["b/plan.json", "a/plan.json"],
    ],
    [["a/plan.json", "./a/plan.json"], ["a/plan.json"]],
    [["we[ir]d.json"], ["we[ir]d.json"]],
    [["we[ij].json"], ["wei.json"]],
    [["-"], ["-"]],
    [["missing.json"], ["missing.json"]],
  ])("%j means %j", (given, expected) => {
    expect(inputPaths(given, folder)).toEqual(expected);
  });

  test("an absolute pattern gives absolute paths", () => {
    expect(inputPaths([at("*/plan.json")], tmpdir())).toEqual([at("a/plan.json"), at("b/plan.json")]);
  });

  test("one that no file matches is an error", async () => {
    const { code, out, err } = await runIn(folder, ["check", at("a/plan.json"), "*.tfplan"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(
      "kmsgate: *.tfplan: no file matches this\nExpected: the path of a plan, or a pattern that plans match\n",
    );
  });
});

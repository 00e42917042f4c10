import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { run } from "../src/cli/run";
import type { FailOn, OnUndecided } from "../src/report/exit-code";
import { formats } from "../src/report/formats";
import type { Report } from "../src/report/report";
import { serviceById } from "../src/services";
import { context } from "./report/sample";
import { faults, junitFaults, render } from "./report/validators";

/** What must come out of a scenario, reasoned from AWS's documentation; never copied from the output. */
interface Expectation {
  readonly exit: number;
  readonly verdict: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly findings: readonly {
    readonly rule: string;
    readonly level: string;
    readonly verdict: string;
    readonly key: string;
    readonly grantee: string | null;
    readonly actions: readonly string[];
  }[];
  readonly unlinked: readonly string[];
  /** The findings say nothing of notes. */
  readonly notes?: "not stated";
  readonly why: string;
}

const ROOT = join(__dirname, "scenarios");

/** The folders below a folder that have an expectation, as paths from the root of all. */
function scenariosIn(folder: string): readonly string[] {
  const names = readdirSync(join(ROOT, folder), { withFileTypes: true });
  if (names.some(({ name }) => name === "expect.json")) return [folder];
  return names.filter((entry) => entry.isDirectory()).flatMap(({ name }) => scenariosIn(join(folder, name)));
}

const CATALOGUE = "catalogue";
const ofSeveralServices = ["across", "public", "traps"];

/** The services under `catalogue/` that the catalogue does not have yet. */
const missing = readdirSync(join(ROOT, CATALOGUE)).filter(
  (name) => !ofSeveralServices.includes(name) && serviceById(name) === undefined,
);

/** What a scenario waits for; `undefined` where it is run. */
function waitsFor(scenario: string): string | undefined {
  const [topic, service = ""] = scenario.split("/");
  if (topic !== CATALOGUE) return undefined;
  const waited = ofSeveralServices.includes(service) ? missing : missing.filter((name) => name === service);
  return waited.length === 0 ? undefined : waited.join(", ");
}

const all = [...scenariosIn("")].sort();
const scenarios = all.filter((scenario) => waitsFor(scenario) === undefined);

const waiting = all.filter((scenario) => waitsFor(scenario) !== undefined);
for (const scenario of waiting) {
  process.stderr.write(`not run: ${scenario}: the catalogue does not have ${String(waitsFor(scenario))}\n`);
}

function argumentsOf(name: string): readonly string[] {
  const file = join(ROOT, name, "args.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as string[]) : [];
}

async function kmsgate(name: string, ...more: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const folder = join(ROOT, name);
  const args = argumentsOf(name);
  let [out, err] = ["", ""];
  // Plans are read relative to the process's own folder, as a pipeline would.
  process.chdir(folder);
  const plan = existsSync(join(folder, "plan.bin")) ? "plan.bin" : "plan.json";
  const code = await run(["check", plan, ...args, ...more], {
    cwd: folder,
    env: {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    layout: { colour: false, width: 100 },
  });
  return { code, out, err };
}

/** What the report says, in the shape of an expectation. */
function told(code: number, report: Report, notes: boolean): Omit<Expectation, "why"> {
  const stated = report.findings.filter(({ level }) => notes || level !== "note");
  const findings = stated.map(({ rule, level, verdict, key, grantee, actions }) => {
    return { rule, level, verdict, key, grantee, actions };
  });
  return {
    exit: code,
    verdict: report.summary.verdict,
    keys: Object.fromEntries(report.keys.map(({ id, verdict }) => [id, verdict])),
    findings: inOrder(findings),
    unlinked: report.unlinked.map(({ address }) => address).sort(),
  };
}

function inOrder<T>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

test("there are at least forty scenarios", () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(40);
});

/** A run with the arguments of a scenario. */
function gateOf(name: string): typeof context {
  const args = argumentsOf(name);
  const given = (flag: string, preset: string): string =>
    (args.includes(flag) ? args[args.indexOf(flag) + 1] : preset) ?? preset;
  return {
    ...context,
    failOn: given("--fail-on", "error") as FailOn,
    onUndecided: given("--on-undecided", "fail") as OnUndecided,
  };
}

/** The exit code that a CI system would make of JUnit XML. */
function outcome(junit: string): number {
  return junit.includes("<failure ") ? 1 : junit.includes("<error ") ? 3 : 0;
}

const junits: string[] = [];

describe.each(scenarios)("%s", (name) => {
  test("comes out as reasoned", async () => {
    const { why, notes, ...expected } = JSON.parse(
      readFileSync(join(ROOT, name, "expect.json"), "utf8"),
    ) as Expectation & {
      handmade?: string;
    };
    delete expected.handmade;
    expect(why.length).toBeGreaterThan(10);
    const { code, out } = await kmsgate(name, "--format", "json");
    const normal = { ...expected, findings: inOrder(expected.findings), unlinked: [...expected.unlinked].sort() };
    const report = JSON.parse(out) as Report;
    expect(told(code, report, notes === undefined)).toEqual(normal);
    expect(faults(report, gateOf(name))).toEqual([]);
    const junit = render("junit", report, gateOf(name));
    expect(outcome(junit)).toBe(code);
    junits.push(junit);
  });

  const golden = join(ROOT, name, "report.txt");
  // The catalogue's scenarios are about verdicts; the text of a few is stored.
  if (name.startsWith(`${CATALOGUE}/`) && !existsSync(golden)) return;

  test("reads as stored", async () => {
    const { code, out, err } = await kmsgate(name);
    const text = `${out}${err === "" ? "" : `-- stderr --\n${err}`}-- exit ${String(code)} --\n`;
    if (process.env.KMSGATE_UPDATE_GOLDEN === "1") writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
});

describe("sensitive values, tags, descriptions, provider settings and secrets", () => {
  test("stand in the plan", () => {
    const canaries = readFileSync(join(ROOT, "keys/canaries/plan.json"), "utf8").match(/canary[a-z-]*/gi);
    expect(new Set(canaries).size).toBeGreaterThan(12);
  });

  test.each(formats.map(({ id }) => id))("stand in no report: %s", async (format) => {
    for (const more of [[], ["--source", "."], ["--trace", "aws_kms_key.personalize"]]) {
      const { code, out, err } = await kmsgate("keys/canaries", "--format", format, ...more);
      expect(code).toBe(1);
      expect(out).toContain("aws_kms_key.personalize");
      expect(out + err).not.toMatch(/canary/i);
    }
  });
});

test("every report is valid JUnit XML", async () => {
  expect(junits.length).toBeGreaterThan(0);
  expect(await junitFaults(junits)).toEqual([]);
});

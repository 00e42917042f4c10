import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { CheckOptions, CheckResult } from "../../src/pipeline/options";
import { InputError } from "../../src/errors";
import type { Report } from "../../src/report/report";
import { renderText } from "../../src/report/formats/text/text-report";
import { version } from "../../src/version";
import { aFinding, aReport, failing } from "../report/sample";
import { runIn } from "./harness";

const check = jest.fn<Promise<CheckResult>, [CheckOptions]>();
jest.mock("../../src/pipeline/check", () => ({ check: (options: CheckOptions) => check(options) }), { virtual: true });

const folder = mkdtempSync(join(tmpdir(), "cli-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const kmsgate = (args: readonly string[], env = {}) => runIn(folder, args, env);

const finds = (report: Report) => check.mockResolvedValue({ report });

const given = (): CheckOptions | undefined => check.mock.calls.at(-1)?.[0];

const passing = aReport({ summary: { verdict: "pass", keys: 1, passed: 1 } });
const undecided = aReport({ summary: { verdict: "undecided", keys: 1, undecided: 1 } });
const warning = aReport({ ...failing, findings: [{ ...aFinding, level: "warning" }] });

beforeEach(() => {
  check.mockReset();
  finds(passing);
});

describe("exit codes", () => {
  test.each([
    ["nothing found", passing, [], 0, ""],
    ["an error", failing, [], 1, ""],
    ["an error, never failing", failing, ["--fail-on", "never"], 0, "; exit code 0, since --fail-on is never"],
    ["a warning", warning, [], 0, ""],
    ["a warning, failing on it", warning, ["--fail-on", "warning"], 1, ""],
    ["undecided", undecided, [], 3, ""],
    ["undecided, ignored", undecided, ["--on-undecided", "ignore"], 0, "; exit code 0, since --on-undecided is ignore"],
  ])("%s", async (_, report, flags, code, why) => {
    finds(report);
    expect(await kmsgate(["check", "tfplan", ...flags])).toEqual({
      code,
      out: renderText(report, { colour: false, width: 100 }).replace(/\n$/, `${why}\n`),
      err: "",
    });
  });

  test("undecided, warned of", async () => {
    finds(undecided);
    const ran = await kmsgate(["check", "tfplan", "--on-undecided", "warn"]);
    expect(ran.code).toBe(0);
    expect(ran.err).toBe("kmsgate: something is undecided; --on-undecided fail makes it exit with 3\n");
    finds(passing);
    expect((await kmsgate(["check", "tfplan", "--on-undecided", "warn"])).err).toBe("");
  });
});

describe("what is asked for reaches the check", () => {
  test("by default", async () => {
    await kmsgate(["check", "a.json", "b.json"]);
    expect(given()).toEqual({
      inputs: [{ path: "a.json" }, { path: "b.json" }],
      profile: "documented",
      minConfidence: "inferred",
      maxSize: 268435456,
      declaredUses: [],
    });
  });

  test("all of it", async () => {
    writeFileSync(join(folder, "uses.yaml"), "version: 1\nuses: [{ service: personalize, key: alias/a }]\n");
    const flags = "--profile effective --min-confidence certain --account 111122223333 --trace aws_kms_key.k";
    const more = "--terraform tofu --max-size 1000 --config uses.yaml";
    expect((await kmsgate(["check", "-", ...flags.split(" "), ...more.split(" ")])).err).toBe("");
    expect(given()).toEqual({
      inputs: [{ path: "-" }],
      configFile: "uses.yaml",
      profile: "effective",
      minConfidence: "certain",
      account: "111122223333",
      trace: "aws_kms_key.k",
      terraform: "tofu",
      maxSize: 1000,
      declaredUses: [
        {
          service: "personalize",
          operations: null,
          key: "alias/a",
          role: null,
          at: { file: "uses.yaml", line: 2 },
        },
      ],
    });
  });
});

describe("output", () => {
  test("JSON on standard output", async () => {
    finds(failing);
    const { out, code } = await kmsgate(["check", "tfplan", "--format", "json"]);
    expect(JSON.parse(out)).toEqual(failing);
    expect(code).toBe(1);
  });

  test("other formats to files, beside it", async () => {
    finds(failing);
    const { out } = await kmsgate(["check", "tfplan", "--output", "json=r.json", "--output", "text=r=1.txt"]);
    expect(JSON.parse(readFileSync(join(folder, "r.json"), "utf8"))).toEqual(failing);
    expect(readFileSync(join(folder, "r=1.txt"), "utf8")).toBe(out);
  });

  test("a file that cannot be written is no finding", async () => {
    finds(failing);
    expect(await kmsgate(["check", "tfplan", "--output", "json=no/such/r.json"])).toEqual({
      code: 2,
      out: "",
      err: "kmsgate: no/such/r.json: the report cannot be written there (ENOENT)\n",
    });
  });

  test("a trace stands before the text, and never in the JSON", async () => {
    const trace = { address: "aws_kms_key.k", steps: [{ subject: "aws_kms_key.k", sentence: "is used by nobody" }] };
    check.mockResolvedValue({ report: passing, trace });
    const told = "trace of aws_kms_key.k\n  aws_kms_key.k: is used by nobody\n";
    expect((await kmsgate(["check", "tfplan", "--trace", "aws_kms_key.k"])).out).toMatch(
      new RegExp(`^${told.replaceAll(".", "\\.")}\\nPASS`),
    );
    const { out, err } = await kmsgate(["check", "tfplan", "--trace", "aws_kms_key.k", "--format", "json"]);
    expect(JSON.parse(out)).toEqual(passing);
    expect(err).toBe(told);
  });
});

const formatIds = "text, json, sarif, junit, markdown, github, github-summary, gitlab";

describe("bad usage", () => {
  const bad: readonly (readonly [string, string])[] = [
    ["check", "kmsgate: no plan is given\nExpected: a saved plan (terraform plan -out=tfplan), its JSON"],
    ["check - -", "standard input (-) is given twice"],
    ["check p --format xml", `argument 'xml' is invalid. Allowed choices are ${formatIds}.`],
    ["check p --profile strict", "Allowed choices are documented, effective."],
    ["check p --fail-on info", "Allowed choices are error, warning, note, never."],
    ["check p --on-undecided stop", "Allowed choices are fail, warn, ignore."],
    ["check p --min-confidence sure", "Allowed choices are certain, inferred."],
    ["check p --output xml=f", `Expected FORMAT=FILE, FORMAT being one of ${formatIds}.`],
    ["check p --output json=", `Expected FORMAT=FILE, FORMAT being one of ${formatIds}.`],
    ["check p --output json", `Expected FORMAT=FILE, FORMAT being one of ${formatIds}.`],
    ["check p --output json=f --output text=f", "f is given twice."],
    ["check p --account 1234", "Expected the twelve digits of an AWS account."],
    ["check p --max-size 1k", "Expected a number of bytes, from 1."],
    ["check p --max-size 0", "Expected a number of bytes, from 1."],
    ["check p --timeout 0", "Expected a number of seconds, above 0."],
    ["check p --timeout soon", "Expected a number of seconds, above 0."],
    ["check p --config no.yaml", "no.yaml: there is no such configuration file"],
    ["check p --frobnicate", "unknown option '--frobnicate'"],
    ["check p --trace", "option '--trace <address>' argument missing"],
    ["chek p", "unknown command 'chek'"],
    ["services x", "too many arguments"],
    ["services --format xml", "Allowed choices are text, json, markdown."],
    ["--frobnicate", "unknown option '--frobnicate'"],
    ["", "Usage: kmsgate"],
  ];

  test.each(bad)("kmsgate %s", async (line, message) => {
    const ran = await kmsgate(line.split(" ").filter((each) => each !== ""));
    expect(ran.code).toBe(2);
    expect(ran.out).toBe("");
    expect(ran.err).toContain(message);
    expect(check).not.toHaveBeenCalled();
  });
});

describe("what cannot be looked at", () => {
  test("is told with where and what was expected", async () => {
    check.mockRejectedValue(
      new InputError("this is a state", { where: "x.json", expected: "Run: terraform show -json" }),
    );
    expect(await kmsgate(["check", "x.json"])).toEqual({
      code: 2,
      out: "",
      err: "kmsgate: x.json: this is a state\nRun: terraform show -json\n",
    });
  });

  test("an internal error quotes nothing, unless asked to", async () => {
    check.mockRejectedValue(new TypeError('Unexpected token in "s3cret"'));
    const { code, out, err } = await kmsgate(["check", "x.json"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("kmsgate: internal error (TypeError). This is a fault of kmsgate, not of the plan");
    expect(err).not.toContain("s3cret");
    expect((await kmsgate(["check", "x.json"], { KMSGATE_DEBUG: "1" })).err).toMatch(/s3cret"\n\s+at /);
  });
});

describe("help", () => {
  test.each([["--help"], ["check", "--help"], ["help", "check"], ["explain", "-h"], ["services", "--help"]])(
    "%s %s",
    async (...args) => {
      const ran = await kmsgate(args.filter((each) => typeof each === "string"));
      expect(ran.code).toBe(0);
      expect(ran.out).toContain("Usage: kmsgate");
      expect(ran.err).toBe("");
    },
  );

  test("lists the commands, and the exit codes with check", async () => {
    expect((await kmsgate(["--help"])).out).toMatch(/check .*\n(.*\n)*.*explain .*\n(.*\n)*.*services /);
    expect((await kmsgate(["check", "--help"])).out).toContain(
      "Exit codes: 0 nothing found, 1 findings, 2 could not look",
    );
  });

  test("the version is the package's", async () => {
    const { version: own } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as {
      version: string;
    };
    expect(version).toBe(own);
    expect(await kmsgate(["--version"])).toEqual({ code: 0, out: `${own}\n`, err: "" });
  });
});

import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { check } from "../../src/pipeline/check";
import { checkOptionsOf } from "../../src/cli/settings";
import { readConfig } from "../../src/config/config";
import { parseConfig } from "../../src/config/parse";
import type { Report } from "../../src/report/report";
import { LACKING, folder, kmsgate, lacking, noting, reported, told, twoKeys, undecided } from "./configured";
import { runIn } from "./harness";

/*
 * What kmsgate.yaml does to a check, through the command line, on plans that Terraform made.
 */

describe("profile, fail-on and on-undecided", () => {
  test.each([
    ["", lacking, [], 1],
    ["fail-on: never", lacking, [], 0],
    ["fail-on: never", lacking, ["--fail-on", "error"], 1],
    ["fail-on: note", noting, [], 1],
    ["fail-on: note", noting, ["--fail-on", "error"], 0],
    ["on-undecided: ignore", undecided, [], 0],
    // the default of a flag is no flag, but the same value on the command line is one
    ["on-undecided: ignore", undecided, ["--on-undecided", "fail"], 3],
  ])("%s, %s %j: exit code %i", async (yaml, plan, flags, code) => {
    expect((await kmsgate(yaml, plan, ...flags)).code).toBe(code);
  });

  test("the profile of the file, or of the flag", async () => {
    expect((await reported("profile: effective", lacking)).report.profile).toBe("effective");
    expect((await reported("profile: effective", lacking, "--profile", "documented")).report.profile).toBe(
      "documented",
    );
  });
});

describe("levels", () => {
  test("replace the level, the verdict and the fingerprint with it", async () => {
    const before = (await reported("", lacking)).report.findings[0];
    const { code, report } = await reported("levels: { key-policy-grants-role: warning }", lacking);
    expect(report.findings.map(told)).toEqual([`warning violated key-policy-grants-role: ${LACKING.join(" ")}`]);
    expect(report.summary).toMatchObject({ verdict: "pass", errors: 0, warnings: 1 });
    expect(report.findings[0]?.fingerprint).not.toBe(before?.fingerprint);
    expect(code).toBe(0);
  });

  test("make a note fail", async () => {
    const { code, report } = await reported("levels: { grants-no-more-than-needed: error }", noting);
    expect([code, report.summary.verdict]).toEqual([1, "fail"]);
  });

  test("what is undecided at a milder level leaves nothing undecided", async () => {
    const { code, report } = await reported("levels: { key-is-known: warning }", undecided);
    expect(report.findings.map(told)).toEqual(["warning undecided key-is-known: "]);
    expect([code, report.summary.verdict]).toEqual([0, "pass"]);
  });

  test("never make graver what a rule tells mildly", async () => {
    const yaml = "levels: { key-policy-grants-role: error, grants-no-more-than-needed: note }";
    const { report } = await reported(yaml, lacking, "--profile", "effective");
    const own = report.findings.filter(({ rule }) => rule === "key-policy-grants-role");
    const plain = await reported("", lacking, "--profile", "effective");
    expect(own.map(told)).toEqual(
      plain.report.findings.filter(({ rule }) => rule === "key-policy-grants-role").map(told),
    );
    expect(own.some(({ level }) => level === "note")).toBe(true);
  });
});

describe("ignores", () => {
  const ignore = (rest: string): string =>
    `ignores:\n  - rule: key-policy-grants-role\n    key: aws_kms_key.personalize\n    reason: the role gets it later\n${rest}`;

  test("of one action take that action out, and the rest stands", async () => {
    const { code, report } = await reported(ignore("    action: kms:CreateGrant\n"), lacking);
    const rest = LACKING.slice(1);
    expect(report.findings.map(told)).toEqual([
      "ignored error violated key-policy-grants-role: kms:CreateGrant",
      `error violated key-policy-grants-role: ${rest.join(" ")}`,
    ]);
    const [ignored, stands] = report.findings;
    expect(ignored?.ignored).toEqual({ reason: "the role gets it later" });
    expect(stands?.message).not.toContain("kms:CreateGrant");
    expect(new Set(report.findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
    expect(report.summary).toMatchObject({ verdict: "fail", errors: 1, ignored: 1, warnings: 0 });
    expect(code).toBe(1);
  });

  test("of a whole finding let the key pass", async () => {
    const { code, report } = await reported(ignore(""), lacking);
    expect(report.keys.map(({ verdict }) => verdict)).toEqual(["pass"]);
    expect(report.summary).toMatchObject({ verdict: "pass", errors: 0, ignored: 1, warnings: 0 });
    expect(code).toBe(0);
  });

  test("of something undecided: nothing is left to decide", async () => {
    const ofKey = ignore("").replace("key-policy-grants-role", "key-is-known");
    const { code, report } = await reported(ofKey, undecided);
    expect(report.findings.map(told)).toEqual(["ignored error undecided key-is-known: "]);
    expect([code, report.summary.verdict]).toEqual([0, "pass"]);
  });

  test.each([
    ["    grantee: aws_iam_role.*\n", 1],
    ["    grantee: aws_iam_role.other\n", 0],
  ])("for a grantee: %s", async (rest, ignored) => {
    expect((await reported(ignore(rest), lacking)).report.summary.ignored).toBe(ignored);
  });

  test("that match nothing are told, with the line", async () => {
    const { code, report } = await reported(ignore("    grantee: aws_iam_role.other\n"), lacking);
    const unused = report.findings.find(({ rule }) => rule === "ignore-unused");
    expect(unused).toMatchObject({ level: "warning", key: "aws_kms_key.personalize", grantee: "aws_iam_role.other" });
    expect(unused?.locations).toEqual([
      { address: "kmsgate.yaml", attribute: "ignores", file: "kmsgate.yaml", line: 3 },
    ]);
    expect(report.summary.warnings).toBe(1);
    expect(code).toBe(1);
  });

  test("that match in one of two plans are used", async () => {
    const { report } = await reported(ignore(""), twoKeys, lacking);
    expect(report.findings.filter(({ rule }) => rule === "ignore-unused")).toEqual([]);
  });

  test("two that fit the same finding are both used, and the first is told", async () => {
    const second = `${ignore("")}  - { rule: key-policy-grants-role, key: "**", reason: second }\n`;
    const { report } = await reported(second, lacking);
    expect(report.findings.map(({ ignored }) => ignored?.reason)).toEqual(["the role gets it later"]);
  });

  test("their own findings can be made to fail", async () => {
    const yaml = `levels: { ignore-unused: error }\n${ignore("    action: kms:ReEncryptTo\n")}`;
    const { code, report } = await reported(yaml, twoKeys);
    expect([code, report.summary.verdict, report.summary.errors]).toEqual([1, "fail", 1]);
  });

  describe("that expire", () => {
    const until = (day: string): string => ignore(`    expires: ${day}\n`);
    afterEach(() => {
      jest.restoreAllMocks();
    });

    const looked = async (day: string): Promise<Report> => {
      const { ignores } = parseConfig(`version: 1\n${until("2027-03-31")}`, "kmsgate.yaml");
      const options = { profile: "documented", minConfidence: "inferred", maxSize: 1e9, declaredUses: [] } as const;
      return (await check({ ...options, inputs: [{ path: lacking }], ignores, today: day })).report;
    };

    test("hold through their last day", async () => {
      expect((await looked("2027-03-31")).findings.map(told)).toEqual([
        `ignored error violated key-policy-grants-role: ${LACKING.join(" ")}`,
      ]);
    });

    test("are told when it is over, and what they set aside stands again", async () => {
      const { findings, summary } = await looked("2027-04-01");
      expect(findings.map(told)).toEqual([
        `error violated key-policy-grants-role: ${LACKING.join(" ")}`,
        "warning violated ignore-expired: ",
      ]);
      expect(findings[1]?.message).toBe(
        "The ignore of key-policy-grants-role for aws_kms_key.personalize has expired: its last day was 2027-03-31. It sets nothing aside any more: take it out, or decide anew.",
      );
      expect(summary).toMatchObject({ verdict: "fail", errors: 1, warnings: 1, ignored: 0 });
    });

    test("by the clock, where no day is given", async () => {
      expect((await reported(until("2020-01-31"), lacking)).report.summary).toMatchObject({ errors: 1, warnings: 1 });
      expect((await reported(until("2999-12-31"), lacking)).report.summary).toMatchObject({ errors: 0, ignored: 1 });
    });

    test("are the only ones for which the clock is looked at", async () => {
      const clock = jest.spyOn(Date.prototype, "toISOString").mockReturnValue("no day");
      expect((await kmsgate(ignore(""), lacking)).code).toBe(0);
      expect(clock).not.toHaveBeenCalled();
    });
  });
});

test("all that a file says can be handed to another thread, as --timeout does", () => {
  const example = resolve(__dirname, "../../examples/configuration/kmsgate.yaml");
  const options = checkOptionsOf(readConfig(folder, example));
  expect(Object.keys(options).sort()).toEqual(["declaredUses", "ignores", "keyPolicies", "levels", "services"]);
  expect(structuredClone(options)).toEqual(options);
});

describe("a locked file", () => {
  test.each([
    [
      "",
      ["--profile", "effective"],
      "--profile effective would weaken it\nExpected: --profile documented, or no --profile",
    ],
    [
      "",
      ["--fail-on", "never"],
      "--fail-on never would weaken it\nExpected: --fail-on note or warning or error, or no --fail-on",
    ],
    [
      "fail-on: warning",
      ["--fail-on", "error"],
      "--fail-on error would weaken it\nExpected: --fail-on note or warning, or",
    ],
    ["", ["--on-undecided", "warn"], "--on-undecided warn would weaken it"],
    ["on-undecided: warn", ["--on-undecided", "ignore"], "--on-undecided ignore would weaken it"],
    ["", ["--min-confidence", "certain"], "--min-confidence certain would weaken it"],
    ["", ["--baseline", "b.json"], "--baseline b.json would weaken it\nExpected: no --baseline"],
    ["", ["--write-baseline", "b.json"], "--write-baseline b.json would weaken it"],
  ])("%s %j is refused", async (yaml, flags, message) => {
    const { code, out, err } = await kmsgate(`locked: true\n${yaml}`, lacking, ...flags);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(`kmsgate: kmsgate.yaml is locked, and ${message}`);
  });

  test.each([
    ["profile: effective", ["--profile", "documented"]],
    ["", ["--fail-on", "note"]],
    ["fail-on: never", ["--fail-on", "error"]],
    ["on-undecided: warn", ["--on-undecided", "fail"]],
    ["", ["--min-confidence", "inferred", "--account", "111122223333", "--trace", "aws_kms_key.personalize"]],
  ])("%s %j is stricter, or the same", async (yaml, flags) => {
    expect((await kmsgate(`locked: true\n${yaml}`, lacking, ...flags)).code).toBe(1);
  });

  test("its own ignores count", async () => {
    const yaml = "locked: true\nignores: [{ rule: key-policy-grants-role, key: '**', reason: r }]";
    expect((await kmsgate(yaml, lacking)).code).toBe(0);
  });

  test("given by --config is the only one that is read", async () => {
    const product = join(folder, "product");
    mkdirSync(product, { recursive: true });
    writeFileSync(join(product, "kmsgate.yaml"), "version: 1\nfail-on: never\n");
    writeFileSync(join(folder, "platform.yaml"), "version: 1\nlocked: true\n");
    expect((await runIn(product, ["check", lacking])).code).toBe(0);
    expect((await runIn(product, ["check", lacking, "--config", "../platform.yaml"])).code).toBe(1);
  });

  test.each(["check", "services"])("is not replaced by a second --config: %s", async (command) => {
    writeFileSync(join(folder, "platform.yaml"), "version: 1\nlocked: true\n");
    writeFileSync(join(folder, "own.yaml"), "version: 1\nfail-on: never\n");
    const plans = command === "check" ? [lacking] : [];
    const { code, out, err } = await runIn(folder, [
      command,
      ...plans,
      "--config",
      "platform.yaml",
      "--config=own.yaml",
    ]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("platform.yaml is given already, and there is one configuration file for a run");
  });
});

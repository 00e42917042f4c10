import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

import { formats } from "../../src/report/formats";
import type { Report } from "../../src/report/report";
import { mixed } from "./mixed";
import { aFinding, aKey, aPlan, aReport, context, everything, failing } from "./sample";
import { faults, junitFaults, render } from "./validators";

const goldens: readonly (readonly [format: string, file: string])[] = [
  ["sarif", "report.sarif"],
  ["junit", "junit.xml"],
  ["markdown", "comment.md"],
  ["github", "annotations.txt"],
  ["github-summary", "summary.md"],
  ["gitlab", "code-quality.json"],
];

/** SARIF lists every rule with its help, which tests of the rules cover: a new rule is no new rendering. */
function withoutRules(text: string): string {
  const leftOut = (name: string, value: unknown): unknown =>
    name === "rules" || name === "ruleIndex" ? undefined : value;
  return `${JSON.stringify(JSON.parse(text, leftOut), null, 2)}\n`;
}

describe("a report of two plans with a finding of each kind", () => {
  test.each(goldens)("%s reads as stored", (format, file) => {
    const path = join(__dirname, "golden", file);
    const text = format === "sarif" ? withoutRules(render(format, mixed, context)) : render(format, mixed, context);
    if (process.env.KMSGATE_UPDATE_GOLDEN === "1") writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, "utf8"));
  });

  test("every format but those with tests of their own has a golden", () => {
    expect(goldens.map(([format]) => format)).toEqual(
      formats.map(({ id }) => id).filter((id) => id !== "text" && id !== "json"),
    );
  });
});

const reports: readonly (readonly [string, Report])[] = [
  ["nothing", aReport()],
  ["a failing key", failing],
  ["every member", everything],
  ["two plans", mixed],
  ["a baseline that holds nothing", { ...mixed, baseline: { fixed: [] } }],
  ["standard input", aReport({ ...failing, plans: mixed.plans.map((plan) => ({ ...plan, path: "-" })) })],
];

describe("schemas", () => {
  test.each(reports)("%s is valid in each format", (_, report) => {
    const known = { ...report, findings: report.findings.map((each, index) => ({ ...each, fingerprint: hex(index) })) };
    expect(faults(known, context)).toEqual([]);
  });

  test("and as JUnit XML, all at once", async () => {
    expect(await junitFaults(reports.map(([, report]) => render("junit", report, context)))).toEqual([]);
  });

  test.each([
    ["an attribute that is not known", '<testsuites time="1m"/>', "time"],
    ["a suite without numbers", '<testsuites><testsuite name="x"/></testsuites>', "tests"],
    ["an element that is not known", "<testsuites><case/></testsuites>", "case"],
    ["a character that XML has no place for", "<testsuites name='\u0001'/>", "invalid"],
  ])("%s is no JUnit XML", async (_, document, word) => {
    expect((await junitFaults([document])).join("\n")).toContain(word);
  });
});

function hex(number: number): string {
  return number.toString(16).padStart(32, "0");
}

/** The report with this text wherever a plan, a configuration or a file name may put one. */
function holding(text: string): Report {
  const locations = [{ address: text, attribute: text, file: text, line: 1, construct: text }, { address: text }];
  const fix = { hcl: text, statement: { Sid: text } };
  const users = [{ address: text, attribute: text, service: text }];
  const place = { because: text, file: text, line: 1, document: text, plan_has: text, source_has: text };
  const doubted = { source: "partial" as const, source_places: [place] };
  const finding = {
    ...aFinding,
    using: [text],
    since: "existing" as const,
    key: text,
    grantee: text,
    actions: [text],
    message: text,
    locations,
    fix,
  };
  const grantee = { kind: "role", address: text } as const;
  return aReport({
    config: { path: text },
    plans: [
      ...mixed.plans.map((plan, index) => ({ ...plan, path: `${index}${text}`, ...doubted })),
      { ...aPlan, path: `2${text}`, error: text, expected: text, sha256: null, reader: null },
    ],
    keys: [
      {
        ...aKey,
        id: text,
        address: text,
        access: aKey.access.map((row) => ({ ...row, grantee, action: text })),
        other_users: users,
      },
    ],
    not_judged: [{ id: text, plan: 0, users, because: text }],
    unlinked: [{ kind: "role", address: text, because: text }],
    findings: [
      { ...finding, fingerprint: hex(1) },
      { ...finding, fingerprint: hex(2), level: "note" },
      { ...finding, fingerprint: hex(3), verdict: "undecided", plan: 1 },
      { ...finding, fingerprint: hex(4), ignored: { reason: text } },
      { ...finding, fingerprint: hex(5), baseline: true },
    ],
    summary: { ...failing.summary, verdict: "error" },
  });
}

const hostile = [
  "<script>alert(1)</script>",
  "</details></summary>",
  "<!-- kmsgate -->",
  "--> <b>",
  "a | b | c",
  "`code` ``more`` ```",
  "```\n</pre>\n<img src=x>",
  "[text](https://example.com) ![x](https://example.com)",
  "https://example.com www.example.com me@example.com",
  "*a* _b_ ~~c~~ # d\n# e\n- f\n1. g",
  "&lt;b&gt; &amp;",
  "a\r\n::error title=x::y\n::stop-commands::z",
  "50% a,b:c",
  "]]> <![CDATA[ <?xml ?>",
  "\u001b[31m\u0000\ufffe\ud800\u2028\u202e",
  "\r`",
  "1. `",
  "1) a",
  'module.x["a b"].aws_kms_key.y["ü/%"]',
];

describe("what a plan, a configuration or a file name holds", () => {
  test.each(hostile)("%j means nothing to a reader", (text) => {
    expect(faults(holding(text), context)).toEqual([]);
  });

  test("nor to a reader of XML", async () => {
    expect(await junitFaults(hostile.map((text) => render("junit", holding(text), context)))).toEqual([]);
  });

  test("whatever it is", async () => {
    const documents: string[] = [];
    const any = fc.array(fc.constantFrom(..."`|<>&\"'[]()*_#@:,%\\\n\r\t -~!.ax1\u0001\ud800\u00e9\u202e"), {
      minLength: 1,
      maxLength: 24,
    });
    fc.assert(
      fc.property(any, (characters) => {
        const report = holding(characters.join(""));
        documents.push(render("junit", report, context));
        expect(faults(report, context)).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(await junitFaults(documents)).toEqual([]);
  }, 30_000);
});

test("the same report is the same bytes in every format, whatever plan it was made of", () => {
  const planned = { ...mixed, plans: mixed.plans.map((plan) => ({ ...plan, sha256: "0".repeat(64) })) };
  for (const [format] of goldens) {
    expect(render(format, mixed, context)).toBe(render(format, mixed, context));
    if (format !== "sarif") expect(render(format, planned, context)).toBe(render(format, mixed, context));
  }
});

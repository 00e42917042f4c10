import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv2020 from "ajv/dist/2020";

import { formatById, formats } from "../../src/report/formats";
import { renderJson } from "../../src/report/formats/json";
import { reportSchema } from "../../src/report/report-schema";
import { renderTrace } from "../../src/print/trace-text";
import { aReport, context, everything, failing } from "./sample";

/** The schema with every object closed, so that a member it does not describe is an error. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return "properties" in inner ? { ...inner, additionalProperties: false } : inner;
}

const ajv = () => new Ajv2020({ strict: true, allowUnionTypes: true, formats: { date: /^\d{4}-\d\d-\d\d$/ } });

describe("the schema", () => {
  const validate = ajv().compile(closed(reportSchema) as object);

  test.each([
    ["an empty report", aReport()],
    ["a failing one", failing],
    ["one with every member", everything],
  ])("%s keeps to it, and has nothing that it does not describe", (_, report) => {
    validate(JSON.parse(renderJson(report)));
    expect(validate.errors).toBeNull();
  });

  test.each([
    ["another major version", { format_version: "2.0" }],
    ["an unknown verdict", { summary: { ...failing.summary, verdict: "maybe" } }],
    [
      "a use without evidence",
      { keys: failing.keys.map((key) => ({ ...key, uses: key.uses.map((use) => ({ ...use, evidence: [] })) })) },
    ],
    ["an unknown level", { findings: failing.findings.map((finding) => ({ ...finding, level: "fatal" })) }],
    ["no findings", { findings: undefined }],
  ])("%s does not", (_, change) => {
    expect(ajv().compile(reportSchema)(JSON.parse(JSON.stringify({ ...failing, ...change })))).toBe(false);
  });

  test.each(["1.0", "1.1", "1.2", "1.10"])("version %s keeps to it, and may add members", (version) => {
    expect(ajv().compile(reportSchema)({ ...failing, format_version: version, later: true })).toBe(true);
  });

  test.each(["2.0", "1", "1.x", "11.0"])("version %s does not", (version) => {
    expect(ajv().compile(reportSchema)({ ...failing, format_version: version })).toBe(false);
  });
});

describe("the JSON", () => {
  test("is the report, in its own order, and ends in a newline", () => {
    const text = renderJson(everything);
    expect(JSON.parse(text)).toEqual(everything);
    expect(text.startsWith('{\n  "format_version": "1.2",\n  "tool"')).toBe(true);
    expect(text.endsWith("}\n")).toBe(true);
  });

  test("has control, invisible and direction characters as escapes, and stays the same report", () => {
    const address = 'aws_iam_role.r["\u202egpj\u2066x\u200b\u007f\u0085\u2028\u{e0001}\u0000é"]';
    const report = aReport({ unlinked: [{ kind: "role", address, because: "so" }] });
    const text = renderJson(report);
    expect(JSON.parse(text)).toEqual(report);
    expect(text).toContain("\\u202egpj\\u2066x\\u200b\\u007f\\u0085\\u2028\\udb40\\udc01\\u0000é");
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });
});

test("formats are listed by name, and an unknown one is none", () => {
  expect(formats.map(({ id }) => id)).toEqual([
    "text",
    "json",
    "sarif",
    "junit",
    "markdown",
    "github",
    "github-summary",
    "gitlab",
  ]);
  expect(formatById("json")?.render(failing, { colour: true, width: 80 }, context)).toBe(renderJson(failing));
  expect(formatById("toString")).toBeUndefined();
});

test("the page of formats tells of each, and of no other", () => {
  const page = readFileSync(join(__dirname, "../../docs/formats.md"), "utf8");
  const listed = [...page.matchAll(/^\| `([a-z-]+)` /gm)].map(([, id]) => id);
  expect(listed).toEqual(formats.map(({ id }) => id));
  const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, id]) => id);
  expect(sections).toEqual(listed.slice(2));
});

describe("a trace", () => {
  const layout = { colour: false, width: 60 };

  test("tells each step", () => {
    const steps = [
      {
        subject: "aws_iam_role.p.assume_role_policy",
        sentence: "names personalize.amazonaws.com, so that it is a service role",
      },
      { subject: "aws_kms_key.k", sentence: "is named by no policy of the role" },
    ];
    expect(renderTrace({ address: "aws_kms_key.k", steps }, layout)).toBe(`trace of aws_kms_key.k
  aws_iam_role.p.assume_role_policy: names
    personalize.amazonaws.com, so that it is a service role
  aws_kms_key.k: is named by no policy of the role
`);
  });

  test("of an address that is not there says so", () => {
    expect(renderTrace({ address: "aws_kms_key.x", steps: [] }, layout)).toContain(
      "nothing in the plan has this address",
    );
  });
});

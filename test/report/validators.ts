import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv from "ajv";
import MarkdownIt from "markdown-it";
import { validateXML } from "xmllint-wasm";

import { formatById } from "../../src/report/formats";
import type { Report } from "../../src/report/report";
import type { RunContext } from "../../src/report/run-context";

const layout = { colour: false, width: 100 };

/** A report in a format of this name. */
export function render(format: string, report: Report, context: RunContext): string {
  const found = formatById(format);
  if (found === undefined) throw new Error(`there is no format ${format}`);
  return found.render(report, layout, context);
}

/** What is wrong with the report in any format but JUnit; see {@link junitFaults}. */
export function faults(report: Report, context: RunContext): readonly string[] {
  const of = (format: string): string => render(format, report, context);
  return [
    ...sarifFaults(of("sarif")),
    ...gitlabFaults(of("gitlab")),
    ...githubFaults(of("github")),
    ...markdownFaults(of("markdown"), "<!-- kmsgate -->\n"),
    ...markdownFaults(of("github-summary"), "### kmsgate\n"),
  ];
}

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  unicodeRegExp: false,
  formats: {
    uri: /^[a-z][a-z0-9+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/i,
    "uri-reference": /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-F]{2})*$/i,
    "date-time": /^\d{4}-\d\d-\d\dT/,
  },
});

/** The schema of SARIF 2.1.0 is written for a draft that differs here only in how a schema is named. */
function sarifSchema(): object {
  const path = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const schema = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== "id" && name !== "$schema"));
}

const validSarif = ajv.compile(sarifSchema());

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly locations: readonly { readonly physicalLocation: { readonly region: { readonly startLine: number } } }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly unknown[];
  readonly baselineState?: string;
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly SarifResult[];
}

/** SARIF against its schema; then what the specification says in words, and what GitHub's code scanning needs. */
function sarifFaults(text: string): readonly string[] {
  const log = JSON.parse(text) as { readonly runs: readonly [SarifRun] };
  if (!validSarif(log)) return [`SARIF: ${ajv.errorsText(validSarif.errors)}`];
  const [{ tool, results }] = log.runs;
  const identities = results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  const all = (has: (result: SarifResult) => boolean): boolean => results.every(has) || !results.some(has);
  return [
    ...results.flatMap(({ ruleId, ruleIndex, kind, level, locations }) => [
      ...(tool.driver.rules[ruleIndex]?.id === ruleId ? [] : [`SARIF: the index of ${ruleId} is another rule's`]),
      ...((kind === "fail") === (level !== "none") ? [] : [`SARIF: kind ${kind} at level ${level}`]),
      ...(locations.length === 1 && locations[0] ? [] : [`SARIF: ${locations.length} locations`]),
    ]),
    ...(new Set(identities).size === results.length ? [] : ["SARIF: two results have one identity"]),
    ...(all(({ suppressions }) => suppressions !== undefined) ? [] : ["SARIF: suppressions on some results"]),
    ...(all(({ baselineState }) => baselineState !== undefined) ? [] : ["SARIF: baselineState on some results"]),
  ];
}

/** What GitLab documents of its Code Quality report; it publishes no schema. */
const validGitlab = ajv.compile({
  type: "array",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    properties: {
      description: { type: "string", minLength: 1 },
      check_name: { type: "string", minLength: 1 },
      fingerprint: { type: "string", pattern: "^[0-9a-f]{32}(-\\d+)?$" },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        additionalProperties: false,
        required: ["path", "lines"],
        properties: {
          path: { type: "string", pattern: "^(?!\\./)[\\s\\S]" },
          lines: {
            type: "object",
            additionalProperties: false,
            required: ["begin"],
            properties: { begin: { type: "integer", minimum: 1 } },
          },
        },
      },
    },
  },
});

function gitlabFaults(text: string): readonly string[] {
  const issues = JSON.parse(text) as readonly { readonly fingerprint: string }[];
  if (!validGitlab(issues)) return [`GitLab: ${ajv.errorsText(validGitlab.errors)}`];
  const unique = new Set(issues.map(({ fingerprint }) => fingerprint)).size === issues.length;
  return unique ? [] : ["GitLab: two findings have one fingerprint"];
}

const command = /^::(?:error|warning|notice) (?:file=[^,:\n]+,line=\d+,)?title=[^,:\n]+::[^\n]+$/;

/** Every line but the last, the summary, is a workflow command. */
function githubFaults(text: string): readonly string[] {
  const lines = text.trimEnd().split("\n");
  return [
    ...lines.slice(0, -1).flatMap((line) => (command.test(line) ? [] : [`GitHub: no annotation: ${line}`])),
    ...(/^::|##\[/.test(lines.at(-1) ?? "") ? ["GitHub: the summary is a command"] : []),
  ];
}

const markdown = new MarkdownIt({ html: true, linkify: true });

/** The HTML that a page of Markdown comes to. */
export function html(page: string): string {
  return markdown.render(page);
}

/** A page has the tags that its writer gives it and no others, all closed, and links to AWS alone. */
function markdownFaults(page: string, start: string): readonly string[] {
  const told = html(page).replace("<!-- kmsgate -->", "");
  const tags = [...told.matchAll(/<(\/?)([a-z][a-z0-9]*|!)([^>]*)>/gi)].map(([, close = "", name = "", rest = ""]) => ({
    close: close === "/",
    name,
    rest,
  }));
  const open: string[] = [];
  const wrong = tags.flatMap(({ close, name, rest }) => {
    if (!close && !known.test(name + rest)) return [`Markdown: <${name}${rest}>`];
    if (close) return open.pop() === name ? [] : [`Markdown: </${name}> closes nothing`];
    open.push(name);
    return [];
  });
  return [
    ...wrong,
    ...open.map((name) => `Markdown: <${name}> stays open`),
    ...(page.startsWith(start) ? [] : [`Markdown: does not start with ${start}`]),
    ...(page.length > 65_536 ? [`Markdown: ${page.length} characters`] : []),
  ];
}

const known =
  /^(?:h3|h4|p|b|strong|code|code class="language-(?:hcl|json)"|pre|details|summary|table|thead|tbody|tr|th|td|ul|li|a href="https:\/\/(?:docs\.aws\.amazon\.com|platform\.acme\.example)\/[^"<>]*")$/;

/** What is wrong with reports as JUnit XML: all in one go, since each start of the validator costs more than the work. */
export async function junitFaults(documents: readonly string[]): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: documents.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
    schema: readFileSync(join(__dirname, "junit.xsd"), "utf8"),
    maxMemoryPages: 65_536,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

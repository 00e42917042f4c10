import { readFileSync } from "node:fs";

import { InputError } from "../errors";
import { fingerprint, type Level, type RuleId } from "../findings";
import type { Baseline, BaselineEntry } from "./baseline";

const EXPECTED = "Expected: a baseline, as kmsgate check PLAN --write-baseline FILE writes it";

/**
 * Reads a baseline file.
 *
 * @param path - where it is
 * @param name - how it was given, for errors
 * @throws InputError where it cannot be read, is no baseline, or an entry is not what its fingerprint says
 */
export function readBaseline(path: string, name: string): Baseline {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    const what = code === "ENOENT" ? "there is no such baseline" : `the baseline cannot be read (${code})`;
    throw new InputError(what, { where: name, expected: EXPECTED });
  }
  return parseBaseline(text, name);
}

/**
 * Reads a baseline from its text. Computes each fingerprint again from its entry, so that an entry sets aside what a reviewer
 * reads in it and nothing else.
 *
 * @throws InputError where it is no baseline
 */
export function parseBaseline(text: string, name: string): Baseline {
  const fail = (what: string): InputError => new InputError(what, { where: name, expected: EXPECTED });
  const document = parseJson(text);
  if (document === undefined) throw fail("this is not JSON");
  if (!isObject(document)) throw fail("this is JSON, but no baseline");
  if ("tool" in document && "summary" in document) throw fail("this is a report, not a baseline");
  const { format_version: version, findings } = document;
  if (version !== "1.0") {
    throw fail(
      version === undefined
        ? "this is no baseline: it has no format_version"
        : "this is no baseline: its format_version is not 1.0",
    );
  }
  if (!Array.isArray(findings)) throw fail("this is no baseline: it has no list of findings");
  const entries = findings.map((entry: unknown, index): BaselineEntry => {
    if (!isEntry(entry)) throw fail(`findings[${String(index)}] is no finding of a baseline`);
    if (fingerprint(entry) !== entry.fingerprint) {
      throw fail(`findings[${String(index)}] was changed: its fingerprint is that of another finding`);
    }
    return entry;
  });
  return { format_version: "1.0", findings: entries };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // The parser's own message quotes the text.
    return undefined;
  }
}

const LEVELS: Readonly<Record<Level, true>> = { error: true, warning: true, note: true };

function isEntry(value: unknown): value is BaselineEntry {
  if (!isObject(value)) return false;
  const { fingerprint: print, rule, level, verdict, key, grantee, actions, plan, grantee_plan } = value;
  return (
    typeof print === "string" &&
    typeof (rule as RuleId) === "string" &&
    typeof level === "string" &&
    Object.hasOwn(LEVELS, level) &&
    (verdict === "violated" || verdict === "undecided") &&
    typeof key === "string" &&
    (grantee === null || typeof grantee === "string") &&
    Array.isArray(actions) &&
    actions.every((action) => typeof action === "string") &&
    [plan, grantee_plan].every((name) => name === undefined || typeof name === "string")
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

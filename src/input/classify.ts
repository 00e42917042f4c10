import { stripVTControlCharacters } from "node:util";
import { InputError } from "../errors";
import {
  type Extent,
  inWordsOf,
  type Json,
  type JsonObject,
  MAX_DEPTH,
  planJsonBudget,
  type PlanMaker,
  scanJson,
  scanJsonBytes,
  valuesOf,
} from "../plan";
import { beforeJson } from "./before-json";
import { decodeText, isUtf16 } from "./decode";
import { documentKind, type DocumentKind } from "./document-kind";
import { inputName } from "./input-name";
import { position } from "./scan";
import { WRONG_INPUTS, type WrongInputWords } from "./wrong-input";

/** Tells what the bytes are: a plan document, or something else by name. Never throws. */
export function classify(bytes: Uint8Array): DocumentKind {
  const magic = Buffer.from(bytes.subarray(0, 6)).toString("latin1");
  if (magic.startsWith("PK\x03\x04")) return { kind: "saved-plan" };
  if (magic === "tfplan") return { kind: "old-saved-plan" };
  const tooMany = bytes.length > LARGE ? tooManyValues(scanJsonBytes(bytes), bytes.length) : undefined;
  if (tooMany !== undefined) return tooMany;
  const text = decodeText(bytes);
  if (text.trim() === "") return { kind: "empty" };
  const found = kindOfText(text);
  return BROKEN.has(found.kind) && isUtf16(bytes) ? brokenByShell(found, text) : found;
}

function kindOfText(text: string): DocumentKind {
  if (text.includes("\0")) return { kind: "binary" };
  const json = withoutWrapperLines(text);
  return json.startsWith("{") || json.startsWith("[") ? jsonKind(json) : textKind(text);
}

/** What PowerShell leaves of a saved plan or of JSON where it changes more than the encoding. */
const BROKEN: ReadonlySet<string> = new Set(["binary", "not-json", "truncated", "lines-before-json"]);

function brokenByShell(found: DocumentKind, text: string): DocumentKind {
  if (text.startsWith("PK\x03\x04")) return { kind: "broken-utf-16", detail: "(it was a saved plan)" };
  const detail = "detail" in found ? found.detail : undefined;
  return { kind: "broken-utf-16", ...(detail === undefined ? {} : { detail }) };
}

/**
 * Reads a plan document (`terraform show -json`) from its bytes.
 *
 * @throws InputError that names what the bytes are instead, and the command that makes what is wanted
 */
export function readPlanDocument(bytes: Uint8Array, path: string): JsonObject {
  const found = classify(bytes);
  if (found.kind === "plan") return found.document;
  throw wrongInput(found, path);
}

/** The error that says what an input is instead of a plan. */
export function wrongInput(found: Exclude<DocumentKind, { kind: "plan" }>, path: string): InputError {
  const words: WrongInputWords = WRONG_INPUTS[found.kind];
  const file = path === "-" ? "FILE" : shellWord(path);
  const expected = inWordsOf(found.maker, found.expected ?? words.expected);
  return new InputError([inWordsOf(found.maker, words.what), found.detail].filter(Boolean).join(" "), {
    where: inputName(path),
    expected: expected.replaceAll("FILE", () => file),
  });
}

function shellWord(path: string): string {
  return /^[\w./\\:@%+=,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/**
 * Without the lines that the wrapper of hashicorp/setup-terraform puts around the output (`[command]…`, `::debug::…`,
 * `::set-output …`), one of which may begin with the output's own last line break (`%0A`).
 */
function withoutWrapperLines(text: string): string {
  if (!/^(?:\[command\]|::)/m.test(text)) return text.trim();
  const kept = text.split("\n").filter((line) => !/^(?:\[command\]|::)/.test(line));
  return kept
    .join("\n")
    .trim()
    .replace(/(?<!%0[AD])(?:%0[AD])+$/, "");
}

function jsonKind(json: string): DocumentKind {
  const extent = scanJson(json);
  if (extent.depth > MAX_DEPTH) return { kind: "too-deep", detail: `(${extent.depth} levels)` };
  const tooMany = tooManyValues(extent, json.length);
  if (tooMany !== undefined) return tooMany;
  try {
    return documentKind(JSON.parse(json) as Json);
  } catch (error) {
    return brokenKind(json, extent, error);
  }
}

/** Bytes from which on an input that holds too much is refused before it is decoded. */
const LARGE = 32 * 1024 * 1024;

function tooManyValues(extent: Extent, size: number): DocumentKind | undefined {
  if (valuesOf(extent) <= planJsonBudget(size)) return undefined;
  return { kind: "too-many-values", detail: `(${extent.containers} lists and objects, ${extent.commas} commas)` };
}

/** What it is that looks like JSON but does not parse. The parser's own message is not shown: it quotes the text. */
function brokenKind(json: string, extent: Extent, error: unknown): DocumentKind {
  const lineEnd = json.indexOf("\n");
  const first = lineEnd === -1 ? json : json.slice(0, lineEnd);
  if (first.includes('"@level"') && first.includes('"@message"')) {
    return { kind: "plan-log", ...madeBy(/"@message":"OpenTofu /.test(first)) };
  }
  if (lineEnd !== -1 && parses(first) && json.slice(lineEnd).trim().startsWith("{"))
    return { kind: "several-documents" };
  const message = error instanceof Error ? error.message : "";
  const [, at] = /position (\d+)/.exec(message) ?? [];
  if (extent.open > 0 && (at === undefined ? message.includes("end of JSON input") : Number(at) >= json.length - 8)) {
    const { line, column } = position(json, json.length);
    const open = extent.inString ? "inside a string" : `with ${extent.open} brackets open`;
    return { kind: "truncated", detail: `at line ${line}, column ${column}, ${open}` };
  }
  if (at === undefined) return { kind: "not-json" };
  const { line, column } = position(json, Number(at));
  return { kind: "not-json", detail: `(line ${line}, column ${column})` };
}

function madeBy(openTofu: boolean): { readonly maker?: PlanMaker } {
  return openTofu ? { maker: "opentofu" } : {};
}

function parses(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

/** Lines that only the output for people has. */
const FOR_PEOPLE = [
  /^(?:Terraform|OpenTofu) (?:used the selected|will perform|planned|has compared)/m,
  /^An execution plan has been generated/m,
  /^(?:Plan: \d+ to |No changes\.|Changes to Outputs:|Acquiring state lock|Refreshing Terraform state)/m,
  /^\S+: (?:Refreshing state|Reading|Read complete)/m,
  /^ *# \S.* (?:will be|must be|is tainted|has changed|has been) /m,
  /^# \S+:$/m,
];
const SOURCE = /^ *(?:resource|data|module|provider|variable|terraform|output|locals)\b[^\n]*\{/m;

function textKind(text: string): DocumentKind {
  const plain = stripVTControlCharacters(text.slice(0, 1_000_000)).replaceAll("\r", "");
  if (FOR_PEOPLE.some((line) => line.test(plain)))
    return { kind: "human-readable", ...madeBy(/^OpenTofu /m.test(plain)) };
  if (SOURCE.test(plain)) return { kind: "source" };
  return beforeJson(plain) ?? { kind: "not-json" };
}

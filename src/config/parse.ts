import { LineCounter, isScalar, parseDocument, type Node } from "yaml";

import { InputError } from "../errors";
import type { DeclaredUse } from "../facts/facts";
import type { Config } from "./config";
import { readUses } from "./uses";
import { entriesOf, named, refuse, resolved, type Source } from "./yaml-node";

/** What is read so far. */
interface Draft {
  uses: readonly DeclaredUse[];
}

/** One reader for each key of the file; a key that is not here is an error. */
const keys: Readonly<Record<string, (source: Source, node: Node | null, draft: Draft) => void>> = {
  version: checkVersion,
  uses: (source, node, draft) => {
    draft.uses = readUses(source, node);
  },
};

/**
 * Parses the text of a configuration file; `file` is the name it is called by in errors and evidence.
 *
 * @throws InputError for the first thing that is not allowed, with line and column.
 */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const source: Source = { file, lines, document };
  refuseBadYaml(source);
  const draft: Draft = { uses: [] };
  const seen = new Set<string>();
  for (const { name, value } of entriesOf(source, document.contents, "the file", Object.keys(keys))) {
    keys[name]?.(source, value, draft);
    seen.add(name);
  }
  if (!seen.has("version")) throw refuse(source, document.contents, "the file says no version", "version: 1");
  return { file, ...draft };
}

function refuseBadYaml({ file, lines, document }: Source): void {
  const [error] = [...document.errors, ...document.warnings];
  if (error === undefined) return;
  const { line, col } = lines.linePos(error.pos[0]);
  throw new InputError(`this is not YAML: ${error.message}`, { where: `${file}:${line}:${col}` });
}

function checkVersion(source: Source, node: Node | null): void {
  const version = resolved(source, node);
  if (isScalar(version) && version.value === 1) return;
  const got = isScalar(version) && typeof version.value === "number" ? String(version.value) : named(version);
  throw refuse(source, node, `version is ${got}`, "version: 1");
}

import { dirname, resolve } from "node:path";

import { LineCounter, parseDocument } from "yaml";

import { InputError } from "../errors";
import { services as catalogue } from "../services";
import type { Config } from "./config";
import { fileShape } from "./file-shape";
import { ignoresOf } from "./ignores-shape";
import { keyPoliciesOf } from "./given-key-policies";
import { addedServices } from "./added-services";
import type { Read } from "./shape";
import { declaredUses } from "./uses";
import type { Source } from "./yaml-node";

/**
 * Parses the text of a configuration file, and reads the files that it names.
 *
 * @param file the name it is called by in errors and evidence
 * @param folder - its folder, for the files that it names
 * @throws InputError for the first thing that is not allowed, with line and column
 */
export function parseConfig(text: string, file: string, folder: string = resolve(dirname(file))): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const source: Source = { file, lines, document };
  refuseBadYaml(source);
  return configOf(source, fileShape.read(source, document.contents, "the file"), folder);
}

function configOf(source: Source, given: Read<typeof fileShape>, folder: string): Config {
  const { profile, "fail-on": failOn, "on-undecided": onUndecided, locked = false } = given;
  const services = addedServices(source, given.services ?? [], catalogue);
  return {
    file: source.file,
    locked,
    ...(profile !== undefined && { profile }),
    ...(failOn !== undefined && { failOn }),
    ...(onUndecided !== undefined && { onUndecided }),
    levels: given.levels ?? {},
    uses: declaredUses(source, given.uses ?? [], [...catalogue, ...services]),
    keyPolicies: keyPoliciesOf(source, given.policies ?? [], folder),
    ignores: ignoresOf(source, given.ignores ?? []),
    services,
  };
}

function refuseBadYaml({ file, lines, document }: Source): void {
  const [error] = [...document.errors, ...document.warnings];
  if (error === undefined) return;
  const { line, col } = lines.linePos(error.pos[0]);
  throw new InputError(`this is not YAML: ${error.message}`, { where: `${file}:${line}:${col}` });
}

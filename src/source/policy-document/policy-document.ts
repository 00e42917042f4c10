import { Choice, Hole, isKnown, isList, isMap, JsonText, OpenList, type Value } from "../../values";
import { derived, describe, entryOf, EvaluationFailure, makeMap, ofKind, overChoices } from "../functions";
import { formatDocument } from "./format-document";
import { EMPTY, mergeInto, type PolicyDocument, Unsettled } from "./merge";
import { readDocument } from "./read";
import { writeStatement } from "./write-statement";

/** How the document is wanted. */
export interface PolicyDocumentOptions {
  /** `minified_json` rather than `json`. */
  readonly minified?: boolean;
  /** What a hole for the whole document is called: `data.aws_iam_policy_document.key.json`. */
  readonly name?: string;
}

/**
 * The JSON document that `aws_iam_policy_document` makes of its arguments, as the AWS provider (5.100.0) makes it: source
 * documents first, then its own statements, then the override documents, a later statement taking the place of an earlier
 * one with its Sid. Known text where all is known, else text that knows its structure; a hole where not even the structure is
 * settled.
 *
 * Takes the arguments as they are evaluated, or as a plan holds them (`after` with `after_unknown`): unset is null or absent.
 */
export function policyDocument(config: Value, options: PolicyDocumentOptions = {}): Value {
  const unsettled = (): Value => derived(options.name ?? `policy document of ${describe(config)}`, [config]);
  if (!isMap(config)) return config instanceof Hole || config instanceof Choice ? unsettled() : unsettled();
  const parts = partsOf(config);
  return overChoices(
    [parts.version, parts.id, parts.statements, ...parts.sources, ...parts.overrides],
    ([version = null, id = null, statements = null, ...documents]) => {
      const sources = documents.slice(0, parts.sources.length);
      const overrides = documents.slice(parts.sources.length);
      return settle({ version, id, statements, sources, overrides }, options) ?? unsettled();
    },
    unsettled,
    { doubts: 0 },
  );
}

/** The arguments of the data source. A list of documents of which nothing is known is one hole. */
interface Parts {
  readonly version: Value;
  readonly id: Value;
  readonly statements: Value;
  readonly sources: readonly Value[];
  readonly overrides: readonly Value[];
}

function partsOf(config: Value): Parts {
  const argument = (name: string): Value => entryOf(config, name) ?? null;
  return {
    version: argument("version"),
    id: argument("policy_id"),
    statements: argument("statement"),
    // Before provider 5, `source_json` came first and `override_json` last.
    sources: [argument("source_json"), ...documentsOf(argument("source_policy_documents"))],
    overrides: [...documentsOf(argument("override_policy_documents")), argument("override_json")],
  };
}

function documentsOf(list: Value): readonly Value[] {
  if (isList(list)) return list;
  if (list instanceof OpenList) return [...list.items, list.rest];
  return [list];
}

/** `undefined` where a hole decides which statements there are. */
function settle(parts: Parts, { minified = false }: PolicyDocumentOptions): Value | undefined {
  try {
    const own = ownDocument(parts);
    let merged: PolicyDocument = EMPTY;
    for (const document of parts.sources) merged = mergeInto(merged, readDocument(document), "source");
    merged = mergeInto(merged, own, "own");
    for (const document of parts.overrides) merged = mergeInto(merged, readDocument(document), "override");
    const document = toValue(merged);
    return isKnown(document) ? formatDocument(document, minified) : new JsonText(document);
  } catch (error) {
    if (error instanceof Unsettled || error instanceof EvaluationFailure) return undefined;
    throw error;
  }
}

function ownDocument({ version, id, statements }: Parts): PolicyDocument {
  const items = isMap(statements) ? [statements] : statements instanceof OpenList ? statements.items : statements;
  const rest = statements instanceof OpenList ? statements.rest : statements instanceof Hole ? statements : undefined;
  return {
    version: version === null || version === "" ? "2012-10-17" : version,
    id: id ?? "",
    statements: isList(items) ? items.map(writeStatement) : [],
    ...(rest && { rest }),
  };
}

function toValue({ version, id, statements, rest }: PolicyDocument): Value {
  const written = statements.map(({ value }) => value);
  const list = rest === undefined ? ofKind("tuple", written) : new OpenList(written, rest);
  const entries: (readonly [string, Value])[] = [
    ["Version", version],
    ["Id", id],
    ["Statement", isList(list) && list.length === 0 ? "" : list],
  ];
  return makeMap(entries.filter(([, value]) => value !== ""));
}

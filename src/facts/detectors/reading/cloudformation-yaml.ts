import { type CollectionTag, isScalar, type Node, parseDocument, type ScalarTag, visit } from "yaml";
import type { Value } from "../../../values";

/** CloudFormation's short forms: `!Ref x` is `{ Ref: x }`, `!Sub x` is `{ "Fn::Sub": x }`. */
const NAMES = [
  "And",
  "Base64",
  "Cidr",
  "Condition",
  "Equals",
  "FindInMap",
  "GetAtt",
  "GetAZs",
  "If",
  "ImportValue",
  "Join",
  "Not",
  "Or",
  "Ref",
  "Select",
  "Split",
  "Sub",
  "Transform",
] as const;

/**
 * Characters of a template in a request: CloudFormation takes no longer ones (its quotas, "Template body size in a request").
 * The parser takes time that grows faster than the text.
 */
const LONGEST = 51_200;

/** How often a template may come back to what it has written once. */
const MOST_ALIASES = 100;

/** A template in YAML as plain values; `undefined` where it is no YAML, too long, or unfolds to much more than it is. */
export function parseYamlTemplate(text: string): Value | undefined {
  if (text.length > LONGEST) return undefined;
  const options = { customTags: NAMES.flatMap(tagsOf), logLevel: "silent", uniqueKeys: false } as const;
  const document = parseDocument(text, options);
  if (document.errors.length > 0 || holdsKeyTwice(document)) return undefined;
  try {
    const value = document.toJS({ maxAliasCount: MOST_ALIASES }) as Value;
    return endsEverywhere(value, new Set()) ? value : undefined;
  } catch (error) {
    // What the library throws where there are more aliases.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

/** Whether a map has a key twice. The library compares each key with all others. */
function holdsKeyTwice(document: ReturnType<typeof parseDocument>): boolean {
  let found = false;
  visit(document, {
    Map(_, { items }) {
      const keys = items.map(({ key }) => (isScalar(key) ? key.value : key));
      found ||= new Set(keys).size < keys.length;
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}

/** Whether no list or map holds itself, which an alias can make it do. */
function endsEverywhere(value: unknown, above: Set<unknown>): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (above.has(value)) return false;
  above.add(value);
  const ends = Object.values(value).every((each) => endsEverywhere(each, above));
  above.delete(value);
  return ends;
}

function tagsOf(name: string): (ScalarTag | CollectionTag)[] {
  const long = name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
  const wrap = (value: unknown): unknown => ({ [long]: value });
  const wrapNode = (node: unknown, fail: (what: string) => void): unknown => {
    // Here the document's anchors are not known yet.
    if (holdsAlias(node as Node)) fail("an alias inside a short form is not read");
    return wrap((node as { toJSON(): unknown }).toJSON());
  };
  return [
    { tag: `!${name}`, resolve: (text: string) => wrap(text) },
    { tag: `!${name}`, collection: "seq", resolve: wrapNode },
    { tag: `!${name}`, collection: "map", resolve: wrapNode },
  ] as (ScalarTag | CollectionTag)[];
}

function holdsAlias(node: Node): boolean {
  let found = false;
  visit(node, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

import { parseDocument, type CollectionTag, type ScalarTag } from "yaml";
import type { Value } from "../../../values/value";

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

/** A template in YAML as plain values; `undefined` where it is no YAML. */
export function parseYamlTemplate(text: string): Value | undefined {
  const document = parseDocument(text, { customTags: NAMES.flatMap(tagsOf), logLevel: "silent" });
  return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 100 }) as Value);
}

function tagsOf(name: string): (ScalarTag | CollectionTag)[] {
  const long = name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
  const wrap = (value: unknown): unknown => ({ [long]: value });
  return [
    { tag: `!${name}`, resolve: (text: string) => wrap(text) },
    { tag: `!${name}`, collection: "seq", resolve: (items) => wrap((items as { toJSON(): unknown }).toJSON()) },
    { tag: `!${name}`, collection: "map", resolve: (map) => wrap((map as { toJSON(): unknown }).toJSON()) },
  ] as (ScalarTag | CollectionTag)[];
}

import { type Choice, Hole, isList, isMap, isUnknown, JsonText, OpenList, type Json, Text, type Value } from "./value";

/**
 * A value as JSON, what is not known shown by name: a hole `{"$hole": "aws_iam_role.geo.arn"}`, text with holes
 * `{"$text": ["arn:aws:iam::", {"$hole": …}, ":root"]}`, an open list ending in `{"$rest": …}`, a choice
 * `{"$choice": [a, b]}`, and JSON within text `{"$json": …}`.
 */
export function plainJson(value: Value): Json {
  if (isUnknown(value)) return plainUnknown(value);
  if (isList(value)) return value.map(plainJson);
  if (!isMap(value)) return value;
  const found = Object.create(null) as Record<string, Json>;
  for (const [key, each] of Object.entries(value)) found[key] = plainJson(each);
  return found;
}

function plainUnknown(value: Hole | Text | JsonText | OpenList | Choice): Json {
  if (value instanceof Hole) return { $hole: value.name };
  if (value instanceof Text) return { $text: value.parts.map(plainJson) };
  if (value instanceof JsonText) return { $json: plainJson(value.value) };
  if (value instanceof OpenList) return [...value.items.map(plainJson), { $rest: value.rest.name }];
  return { $choice: [plainJson(value.whenTrue), plainJson(value.whenFalse)] };
}

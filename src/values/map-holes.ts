import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, text, type Value } from "./value";

/** The value with each hole replaced by another hole. Shares what holds none. */
export function mapHoles(value: Value, change: (hole: Hole) => Hole): Value {
  if (value instanceof Hole) return change(value);
  if (value instanceof Text) {
    return text(
      value.parts.map((part) => (typeof part === "string" ? part : (mapHoles(part, change) as Hole | JsonText))),
    );
  }
  if (value instanceof JsonText) return new JsonText(mapHoles(value.value, change));
  if (value instanceof OpenList)
    return new OpenList(
      value.items.map((item) => mapHoles(item, change)),
      change(value.rest),
    );
  if (value instanceof Choice) {
    return new Choice(change(value.condition), mapHoles(value.whenTrue, change), mapHoles(value.whenFalse, change));
  }
  if (isList(value)) return value.map((item) => mapHoles(item, change));
  if (!isMap(value)) return value;
  const mapped = Object.create(null) as Record<string, Value>;
  for (const [key, item] of Object.entries(value)) mapped[key] = mapHoles(item, change);
  return mapped;
}

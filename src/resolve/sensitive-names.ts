import { Choice, Hole, isList, isMap, JsonText, OpenList, Text, text, type Value } from "../values";
import type { Infrastructure, Resource, ThingKind } from "./infrastructure";

/** The attributes of which names and ARNs are made. */
const NAMING = ["arn", "id", "key_id", "name", "name_prefix", "path", "bucket", "bucket_prefix"] as const;

/**
 * Whether a resource's names and ARN hold something sensitive: Terraform marks the attribute that was given, not the ARN that
 * is made of it. Such a resource is found by its ARN, and spoken of by its address alone.
 */
export function hidesName(resource: Resource): boolean {
  return NAMING.some((attribute) => resource.sensitive(attribute));
}

const NAMED: readonly ThingKind[] = ["role", "key", "alias", "policy", "bucket"];

/** A document with each ARN or name that {@link hidesName} written as a hole, named as a reference would be. */
export function withoutHiddenNames(value: Value, infrastructure: Infrastructure): Value {
  const found = infrastructure.resources.some(hidesName);
  return found ? conceal(value, infrastructure) : value;
}

function conceal(value: Value, infrastructure: Infrastructure): Value {
  if (typeof value === "string" || value instanceof Text) return hiddenName(value, infrastructure) ?? value;
  if (value instanceof JsonText) return new JsonText(conceal(value.value, infrastructure));
  if (value instanceof OpenList) return new OpenList(concealAll(value.items, infrastructure), value.rest);
  if (value instanceof Choice) {
    const { condition, whenTrue, whenFalse } = value;
    return new Choice(condition, conceal(whenTrue, infrastructure), conceal(whenFalse, infrastructure));
  }
  if (isList(value)) return concealAll(value, infrastructure);
  if (!isMap(value)) return value;
  const said = Object.create(null) as Record<string, Value>;
  for (const [key, each] of Object.entries(value)) said[key] = conceal(each, infrastructure);
  return said;
}

function concealAll(values: readonly Value[], infrastructure: Infrastructure): readonly Value[] {
  return values.map((each) => conceal(each, infrastructure));
}

/** The whole text is the ARN or name of a resource that hides it, or starts with one (`…/*`). */
function hiddenName(value: string | Text, infrastructure: Infrastructure): Value | undefined {
  const [last, ...others] = [...(value instanceof Text ? value.parts : [value])].reverse();
  const cut = typeof last === "string" ? last.indexOf("/*") : -1;
  const forms: readonly [Value, string][] =
    typeof last === "string" && cut >= 0
      ? [
          [value, ""],
          [text([...others.reverse(), last.slice(0, cut)]), last.slice(cut)],
        ]
      : [[value, ""]];
  for (const [form, rest] of forms) {
    for (const kind of NAMED) {
      const resource = infrastructure.identify(form, kind)?.resource;
      if (resource === undefined || !hidesName(resource)) continue;
      const hole = new Hole(`${resource.address.text}.arn`);
      return rest === "" ? hole : new Text([hole, rest]);
    }
  }
  return undefined;
}

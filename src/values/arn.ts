import { Text, text, type TextPart, type Value } from "./value";

/** An ARN in its six parts, each of which may hold holes. `resource` is all that follows the fifth colon. */
export interface Arn {
  readonly partition: Value;
  readonly service: Value;
  readonly region: Value;
  readonly account: Value;
  readonly resource: Value;
}

/** Takes an ARN apart where its literal text shows all five colons; `undefined` for anything else. */
export function parseArn(value: Value): Arn | undefined {
  if (typeof value === "string" && !value.startsWith("arn:")) return undefined;
  const fields = splitAtColons(value);
  if (fields?.length !== 6 || fields[0] !== "arn") return undefined;
  const [, partition, service, region, account, resource] = fields as [Value, Value, Value, Value, Value, Value];
  return { partition, service, region, account, resource };
}

/** Puts an ARN together. */
export function makeArn(
  partition: Value,
  service: string,
  region: Value,
  account: Value,
  resource: readonly Value[],
): Value {
  const fields = ["arn", partition, service, region, account, ""];
  if (!fields.every(isText)) {
    return text(["arn:", partition, `:${service}:`, region, ":", account, ":", ...resource] as (TextPart | Text)[]);
  }
  // Joined at once: text that is put together piece by piece keeps every piece.
  const start = fields.join(":");
  return resource.every(isText) ? [start, ...resource].join("") : text([start, ...resource] as (TextPart | Text)[]);
}

function isText(value: Value): value is string {
  return typeof value === "string";
}

function splitAtColons(value: Value): Value[] | undefined {
  if (typeof value === "string") return knownFields(value);
  if (!(value instanceof Text)) return undefined;
  const fields: TextPart[][] = [[]];
  for (const part of value.parts) {
    if (typeof part !== "string") fields.at(-1)?.push(part);
    else splitPart(part, fields);
  }
  return fields.map((field) => text(field));
}

function knownFields(value: string): string[] {
  const fields: string[] = [];
  let from = 0;
  for (let colon = value.indexOf(":"); colon >= 0 && fields.length < 5; colon = value.indexOf(":", from)) {
    fields.push(value.slice(from, colon));
    from = colon + 1;
  }
  fields.push(value.slice(from));
  return fields;
}

function splitPart(part: string, fields: TextPart[][]): void {
  let rest = part;
  while (fields.length < 6) {
    const colon = rest.indexOf(":");
    if (colon < 0) break;
    fields.at(-1)?.push(rest.slice(0, colon));
    fields.push([]);
    rest = rest.slice(colon + 1);
  }
  fields.at(-1)?.push(rest);
}

import { namedType } from "../plan";
import { Hole, type HoleShape, parseArn, text, type TextPart, type Value, wordsOf } from "../values";
import type { Resource } from "./infrastructure";

/** What stands for a placeholder of the table's texts; `undefined`: not known. */
type Placeholder = (name: string) => Value | undefined;

/** What the outputs that name a resource will be, before AWS makes it; `undefined`: nothing is known of it. */
export function namedOutput(resource: Resource, attribute: string): Value | undefined {
  if (resource.type === "aws_cloudwatch_event_rule") return ruleOutput(resource, attribute);
  if (resource.type === "aws_ssm_parameter") return attribute === "arn" ? parameterArn(resource) : undefined;
  const known = namedType(resource.type);
  if (known === undefined) return undefined;
  const { name = "name", outputs, generated = "id" } = known;
  if (attribute === name) return nameOf(resource, name);
  const template = Object.hasOwn(outputs, attribute) ? outputs[attribute] : undefined;
  if (template === undefined) return undefined;
  return filled(template, (placeholder) => {
    if (placeholder === "name") return nameOf(resource, name);
    if (placeholder === "arn") return resource.output("arn");
    if (placeholder === "generated") return generatedBy(resource, generated);
    return placeOf(resource)(placeholder) ?? resource.attribute(placeholder);
  });
}

/** Where something is, whoever tells it. */
interface Place {
  readonly partition: Value;
  readonly account: Value;
  readonly region: Value;
}

/** The ARN of a resource of a type that is not here, by its name or id; `undefined` where that does not tell it. */
export function arnOfName(type: string, name: Value, place: Place): Value | undefined {
  if (type === "aws_cloudwatch_event_rule") return ruleArn(place, "default", name);
  const template = namedType(type)?.outputs.arn;
  if (template === undefined) return undefined;
  // A name does not tell the suffix that AWS makes up.
  if (template.includes("{name}") && template.includes("{generated}")) return undefined;
  return filled(template, (placeholder) =>
    placeholder === "name" || placeholder === "generated" ? name : placeOf(place)(placeholder),
  );
}

function placeOf({ partition, account, region }: Place): Placeholder {
  return (name) => {
    if (name === "partition") return partition;
    if (name === "account") return account;
    if (name === "region") return region;
    return name === "dns_suffix" ? dnsSuffix(partition) : undefined;
  };
}

function generatedBy({ address }: Resource, output: string): Hole {
  return new Hole(`${address.text}.${output}`, { shape: "id", fresh: true });
}

function filled(template: string, placeholder: Placeholder): Value | undefined {
  const parts: TextPart[] = [];
  for (const piece of template.split(/(\{[a-z_]+\})/)) {
    const value = piece.startsWith("{") ? wordsOf(placeholder(piece.slice(1, -1))) : piece;
    if (value === undefined) return undefined;
    parts.push(value as TextPart);
  }
  return text(parts);
}

/** The domain of AWS's endpoints in a partition. */
export function dnsSuffix(partition: Value): string | undefined {
  if (typeof partition !== "string") return undefined;
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** A rule on another bus than the default one has the bus in its ARN and its id. */
function ruleOutput(rule: Resource, attribute: string): Value | undefined {
  const name = nameOf(rule, "name");
  if (attribute === "name") return name;
  const bus = rule.attribute("event_bus_name") ?? "default";
  if (attribute === "arn") return ruleArn(rule, bus, name);
  return attribute === "id" ? text((bus === "default" ? [name] : [bus, "/", name]) as TextPart[]) : undefined;
}

function ruleArn({ partition, account, region }: Place, bus: Value, name: Value): Value | undefined {
  const named = busName(bus);
  if (named === undefined) return undefined;
  const path = named === "default" ? [] : [named, "/"];
  return text(["arn:", partition, ":events:", region, ":", account, ":rule/", ...path, name] as TextPart[]);
}

/** A bus is named by its name or its ARN. */
function busName(bus: Value): Value | undefined {
  const resource = parseArn(bus)?.resource;
  if (resource === undefined) return wordsOf(bus);
  return typeof resource === "string" ? resource.replace(/^event-bus\//, "") : undefined;
}

/** The name of a parameter in a hierarchy begins with the slash that its ARN has after `parameter`. */
function parameterArn(parameter: Resource): Value | undefined {
  const { partition, account, region } = parameter;
  const name = nameOf(parameter, "name");
  if (typeof name !== "string") return undefined;
  const slash = name.startsWith("/") ? "" : "/";
  return text(["arn:", partition, ":ssm:", region, ":", account, `:parameter${slash}${name}`] as TextPart[]);
}

/** The name as given, else the one that Terraform makes up while applying (`name_prefix`, or no name at all). */
export function nameOf(resource: Resource, attribute: string): Value {
  const given = resource.attribute(attribute);
  if (given !== undefined && given !== "") return asName(given, namedType(resource.type)?.shape ?? "name");
  const prefix = resource.attribute(`${attribute}_prefix`);
  const generated = new Hole(`${resource.address.text}.${attribute}`, { shape: "name", fresh: true });
  if (typeof prefix !== "string" || prefix === "") return generated;
  const suffix = new Hole(`suffix of ${resource.address.text}.${attribute}`, { shape: "name", fresh: true });
  return text([prefix, suffix]);
}

function asName(value: Value, shape: HoleShape): Value {
  if (!(value instanceof Hole)) return value;
  return new Hole(value.name, { shape, references: value.references });
}

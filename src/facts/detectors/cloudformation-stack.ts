import { isRemoved } from "../../resolve/is-removed";
import type { Resource } from "../../resolve/infrastructure";
import { Hole, isList, isMap, JsonText, Text, type Value } from "../../values/value";
import { signalsOfCall } from "./reading/calls";
import type * as CloudFormationYaml from "./reading/cloudformation-yaml";
import { serviceOfType } from "./reading/cloudformation-type";
import type { Lookup } from "../lookup";
import type { Detector } from "./reading/detector";
import { literalOf, parseAround, parseJsonText } from "./reading/json-text";
import { operationOfType } from "./reading/operation-of-type";
import { unreadable } from "./reading/unreadable";

/** `aws_cloudformation_stack` and `aws_cloudformation_stack_set` whose template makes a type of the service. */
export const cloudformationStack: Detector = {
  id: "cloudformation-stack",
  *detect(lookup) {
    for (const resource of lookup.infrastructure.ofType("aws_cloudformation_stack", "aws_cloudformation_stack_set")) {
      if (isRemoved(resource)) continue;
      yield* detectIn(lookup, resource);
    }
  },
};

function* detectIn(lookup: Lookup, resource: Resource): ReturnType<Detector["detect"]> {
  const body = resource.attribute("template_body");
  const template = parseTemplate(body, lookup);
  const resources = isMap(template) ? template.Resources : undefined;
  if (!isMap(template) || !isMap(resources)) {
    yield* typesIn(lookup, resource, literalOf(body));
    return;
  }
  const parameters = resource.attribute("parameters") ?? {};
  const scope: Scope = {
    resource,
    given: isMap(parameters) ? parameters : null,
    declared: isMap(template.Parameters) ? template.Parameters : {},
  };
  for (const each of Object.values(resources)) {
    if (!isMap(each)) continue;
    const found = serviceOfType(lookup.services, each.Type);
    if (found === undefined) continue;
    const properties = settle(each.Properties ?? {}, scope);
    yield* signalsOfCall(lookup, {
      service: found.service,
      operation: operationOfType(found.service, found.name, isMap(properties) ? properties : {}),
      parameters: properties,
      resource,
      attribute: "template_body",
      also: ["parameters"],
    });
  }
}

const CANNOT = "cannot be taken apart before apply";

/** The service's types in a template that cannot be taken apart: that they are made is all that can be told. */
function* typesIn({ services }: Lookup, resource: Resource, literal: string): ReturnType<Detector["detect"]> {
  for (const type of new Set(literal.match(/\bAWS::[A-Za-z0-9]+::[A-Za-z0-9]+/g))) {
    const found = serviceOfType(services, type);
    if (found === undefined) continue;
    yield unreadable(found.service, operationOfType(found.service, found.name, {}), resource, "template_body", CANNOT);
  }
}

/** JSON, or YAML with CloudFormation's short tags. Nothing is loaded for a template that names no service. */
function parseTemplate(body: Value | undefined, { services }: Lookup): Value | undefined {
  if (body instanceof JsonText) return body.value;
  const literal = literalOf(body);
  const named = services.some(
    ({ names }) => names.cloudFormation !== undefined && literal.includes(names.cloudFormation),
  );
  if (!named) return undefined;
  const json = parseJsonText(body);
  if (json !== undefined) return json;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseYamlTemplate } = require("./reading/cloudformation-yaml") as typeof CloudFormationYaml;
  return body instanceof Text ? parseAround(body, parseYamlTemplate) : parseYamlTemplate(literal);
}

interface Scope {
  readonly resource: Resource;
  /** `null`: not known, so that no parameter is known to have its default. */
  readonly given: Readonly<Record<string, Value>> | null;
  readonly declared: Readonly<Record<string, Value>>;
}

/** Puts the stack's parameters in. Every other intrinsic is a hole: what it gives is known when the stack is made. */
function settle(value: Value, scope: Scope): Value {
  if (isList(value)) return value.map((item) => settle(item, scope));
  if (!isMap(value)) return value;
  const [entry, ...others] = Object.entries(value);
  if (entry !== undefined && others.length === 0) {
    const [name, argument] = entry;
    if (name === "Ref" && typeof argument === "string") return parameter(argument, scope);
    if (name === "Fn::Sub" && typeof argument === "string") return substitute(argument, scope);
    if (name.startsWith("Fn::")) return intrinsic(name, argument, scope);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, settle(item, scope)]));
}

function parameter(name: string, { given, declared, resource }: Scope): Value {
  const set = given?.[name];
  if (set !== undefined) return set;
  if (given === null) return new Hole(`${resource.address.text}: Ref ${name}`);
  const declaration = declared[name];
  const fallback = isMap(declaration) ? declaration.Default : undefined;
  return fallback ?? new Hole(`${resource.address.text}: Ref ${name}`);
}

function intrinsic(name: string, argument: Value, { resource }: Scope): Hole {
  const detail =
    typeof argument === "string"
      ? argument
      : isList(argument)
        ? argument.filter((each) => typeof each === "string").join(".")
        : "";
  return new Hole(`${resource.address.text}: ${name.slice(4)} ${detail}`.trim());
}

function substitute(template: string, scope: Scope): Value {
  const parts = template.split(/\$\{([^!}][^}]*)\}/);
  const joined = parts.map((part, index): Value => (index % 2 === 0 ? part : parameter(part.trim(), scope)));
  if (joined.every((part) => typeof part === "string")) return joined.join("");
  const kept = joined.filter(
    (part): part is string | Hole => part !== "" && (typeof part === "string" || part instanceof Hole),
  );
  const [only] = kept;
  return kept.length === 1 && only !== undefined ? only : new Text(kept);
}

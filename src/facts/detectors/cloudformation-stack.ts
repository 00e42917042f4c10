import { isMap, isUnknown, JsonText, Text, type Value, type ValueMap } from "../../values";
import type { Lookup } from "../lookup";
import {
  type Carried,
  type Carrier,
  literalOf,
  lookupWithTemplate,
  operationOfType,
  parseAround,
  parseJsonText,
  serviceOfType,
  type Signal,
  signalsOfCall,
  templateOf,
  unreadable,
} from "./reading";
import type * as CloudFormationYaml from "./reading/cloudformation-yaml";

/** `aws_cloudformation_stack` and `aws_cloudformation_stack_set` whose template makes a type of the service. */
export const cloudformationStack: Carrier = {
  id: "cloudformation-stack",
  types: ["aws_cloudformation_stack", "aws_cloudformation_stack_set"],
  attribute: "template_body",
  valuesOf: (resource) => [resource.attribute("template_body") ?? null],
  *callsIn(lookup, carried) {
    const parsed = parsedTemplate(carried.value, lookup);
    if (parsed === undefined) yield* typesIn(lookup, carried);
    else yield* detectIn(lookup, carried, parsed);
  },
  unreadIn: (lookup, { value }) => (isUnknown(value) && isHidden(value, lookup) ? [value] : []),
  whenUnknown: "call",
};

function* detectIn(open: Lookup, { resource, attribute }: Carried, parsed: ValueMap): Iterable<Signal> {
  const template = templateOf(resource, parsed);
  const lookup = lookupWithTemplate(open, template);
  for (const each of template.resources.values()) {
    const found = serviceOfType(lookup.services, each.Type);
    if (found === undefined) continue;
    const properties = template.settle(each.Properties ?? {});
    yield* signalsOfCall(lookup, {
      service: found.service,
      operation: operationOfType(found.service, found.name, isMap(properties) ? properties : {}),
      parameters: properties,
      resource,
      attribute,
      also: ["parameters"],
    });
  }
}

const CANNOT = "cannot be taken apart before apply";

/** The service's types in a template that cannot be taken apart: that they are made is all that can be told. */
function* typesIn({ services }: Lookup, { resource, attribute, value }: Carried): Iterable<Signal> {
  for (const type of new Set(literalOf(value).match(/\bAWS::[A-Za-z0-9]+::[A-Za-z0-9]+/g))) {
    const found = serviceOfType(services, type);
    if (found === undefined) continue;
    yield unreadable(found.service, operationOfType(found.service, found.name, {}), resource, attribute, CANNOT);
  }
}

/** Whether a template with holes may make a type of a service that its literal text does not show. */
function isHidden(value: Value, lookup: Lookup): boolean {
  if (parsedTemplate(value, lookup) !== undefined) return false;
  return !(value instanceof Text) || namesService(literalOf(value), lookup) || parseTemplate(value) === undefined;
}

function parsedTemplate(value: Value, lookup: Lookup): ValueMap | undefined {
  if (!(value instanceof JsonText) && !namesService(literalOf(value), lookup)) return undefined;
  const parsed = value instanceof JsonText ? value.value : parseTemplate(value);
  return isMap(parsed) && isMap(parsed.Resources) ? parsed : undefined;
}

/** Nothing is loaded for a template that names no service. */
function namesService(literal: string, { services }: Lookup): boolean {
  return services.some(({ names }) => names?.cloudFormation !== undefined && literal.includes(names.cloudFormation));
}

/** JSON, or YAML with CloudFormation's short tags. */
function parseTemplate(body: Value): Value | undefined {
  const json = parseJsonText(body);
  if (json !== undefined) return json;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseYamlTemplate } = require("./reading/cloudformation-yaml") as typeof CloudFormationYaml;
  return body instanceof Text ? parseAround(body, parseYamlTemplate) : parseYamlTemplate(literalOf(body));
}

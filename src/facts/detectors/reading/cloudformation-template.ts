import { matchesText } from "../../../policy";
import { Choice, Hole, isList, isMap, makeArn, Text, text, type Value, type ValueMap } from "../../../values";
import type { Resource } from "../../../resolve";

/** A template, with what the stack gives it. */
export interface Template {
  readonly stack: Resource;
  /** By logical id, without those that a condition leaves out. */
  readonly resources: ReadonlyMap<string, ValueMap>;
  /** A value of the template with its intrinsics evaluated; what they give only once the stack is made is a hole. */
  settle(value: Value): Value;
}

/** Reads a template's resources. */
export function templateOf(stack: Resource, parsed: ValueMap): Template {
  const parameters = stack.attribute("parameters") ?? {};
  const scope: Scope = {
    stack,
    given: parameters,
    declared: mapOf(parsed.Parameters),
    conditions: mapOf(parsed.Conditions),
    mappings: mapOf(parsed.Mappings),
    resources: mapOf(parsed.Resources),
  };
  const made = Object.entries(scope.resources).filter((entry): entry is [string, ValueMap] => isMap(entry[1]));
  const isLeftOut = ({ Condition: name }: ValueMap): boolean =>
    typeof name === "string" && conditionNamed(name, scope) === false;
  return {
    stack,
    resources: new Map(made.filter(([, each]) => !isLeftOut(each))),
    settle: (value) => settle(value, scope) ?? null,
  };
}

/** What a value becomes that stands for a resource's ARN, name or id. */
export function nameOfMade({ address }: Resource, logicalId: string, attribute: string): string {
  return `${address.text}: ${logicalId}.${attribute}`;
}

interface Scope {
  readonly stack: Resource;
  /** Not a map: not known, so that no parameter is known to have its default. */
  readonly given: Value;
  readonly declared: ValueMap;
  readonly conditions: ValueMap;
  readonly mappings: ValueMap;
  readonly resources: ValueMap;
}

function mapOf(value: Value | undefined): ValueMap {
  return isMap(value) ? value : {};
}

/** `undefined`: `AWS::NoValue`, so that what it is the value of is not set. */
function settle(value: Value, scope: Scope): Value | undefined {
  if (isList(value)) return value.flatMap((item) => settle(item, scope) ?? []);
  if (!isMap(value)) return value;
  const [entry, ...others] = Object.entries(value);
  if (entry !== undefined && others.length === 0) {
    const [name, argument] = entry;
    if (name === "Ref" && typeof argument === "string") return referred(argument, scope);
    if (Object.hasOwn(INTRINSICS, name)) return INTRINSICS[name]?.(argument, scope);
    if (name.startsWith("Fn::")) return unsettled(name.slice(4), argument, scope);
  }
  const settled = Object.entries(value).flatMap(([key, item]): [string, Value][] => {
    const found = settle(item, scope);
    return found === undefined ? [] : [[key, found]];
  });
  return Object.fromEntries(settled);
}

/** Pseudo parameters. */
const PSEUDO: Readonly<Record<string, (stack: Resource) => Value | undefined>> = {
  "AWS::NoValue": () => undefined,
  "AWS::AccountId": ({ account }) => account,
  "AWS::Partition": ({ partition }) => partition,
  "AWS::Region": ({ region }) => region,
  "AWS::StackName": (stack) => stack.attribute("name") ?? null,
};

function referred(name: string, scope: Scope): Value | undefined {
  const { stack, given, declared, resources } = scope;
  if (Object.hasOwn(PSEUDO, name)) return PSEUDO[name]?.(stack);
  if (Object.hasOwn(resources, name)) return made(name, "Ref", scope);
  const hole = (references: readonly string[] = []): Hole =>
    new Hole(`${stack.address.text}: Ref ${name}`, { references });
  if (!isMap(given)) return hole(given instanceof Hole ? given.references : []);
  if (Object.hasOwn(given, name)) return given[name];
  const declaration = declared[name];
  return (isMap(declaration) ? declaration.Default : undefined) ?? hole();
}

/** The name, id or ARN of a resource that the template makes. */
function made(logicalId: string, attribute: string, scope: Scope): Value {
  const { stack, resources } = scope;
  const resource = resources[logicalId];
  const properties = isMap(resource) ? mapOf(resource.Properties) : {};
  const type = isMap(resource) ? resource.Type : undefined;
  if (type === "AWS::IAM::Role" && properties.RoleName !== undefined) {
    const name = settle(properties.RoleName, scope) ?? null;
    const path = settle(properties.Path ?? "/", scope) ?? "/";
    if (attribute === "Ref") return name;
    if (attribute === "Arn") return makeArn(stack.partition, "iam", "", stack.account, ["role", path, name]);
  }
  if (type === "AWS::S3::Bucket" && properties.BucketName !== undefined && attribute === "Ref") {
    return settle(properties.BucketName, scope) ?? null;
  }
  return new Hole(nameOfMade(stack, logicalId, attribute));
}

type Intrinsic = (argument: Value, scope: Scope) => Value | undefined;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  "Fn::Sub": (argument, scope) => {
    const [template, values = {}] = isList(argument) ? argument : [argument];
    return typeof template === "string"
      ? substitute(template, mapOf(values), scope)
      : unsettled("Sub", argument, scope);
  },
  "Fn::GetAtt": (argument, scope) => {
    const [logicalId, ...rest] = isList(argument) ? argument : typeof argument === "string" ? argument.split(".") : [];
    const attribute = rest.filter((each) => typeof each === "string").join(".");
    return typeof logicalId === "string" ? made(logicalId, attribute, scope) : unsettled("GetAtt", argument, scope);
  },
  "Fn::If": (argument, scope) => {
    const [name, whenTrue = null, whenFalse = null] = isList(argument) ? argument : [];
    if (typeof name !== "string") return unsettled("If", argument, scope);
    const holds = conditionNamed(name, scope);
    if (holds !== undefined) return settle(holds ? whenTrue : whenFalse, scope);
    const [one, other] = [settle(whenTrue, scope), settle(whenFalse, scope)];
    return new Choice(new Hole(`${scope.stack.address.text}: condition ${name}`), one ?? null, other ?? null);
  },
  "Fn::Join": (argument, scope) => {
    const [separator, items] = isList(argument) ? argument : [];
    const settled = items === undefined ? undefined : settle(items, scope);
    if (typeof separator !== "string" || !isList(settled)) return unsettled("Join", argument, scope);
    const parts = settled.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
    return joined(parts) ?? unsettled("Join", argument, scope);
  },
  "Fn::Select": (argument, scope) => {
    const [index, items] = isList(argument) ? argument : [];
    const settled = items === undefined ? undefined : settle(items, scope);
    return (isList(settled) ? settled[Number(index)] : undefined) ?? unsettled("Select", argument, scope);
  },
  "Fn::FindInMap": (argument, scope) => {
    const keys = isList(argument) ? argument.map((each) => settle(each, scope)) : [];
    const found = keys.reduce<Value | undefined>(
      (value, key) => (isMap(value) && typeof key === "string" ? value[key] : undefined),
      scope.mappings,
    );
    return keys.length === 3 && found !== undefined ? found : unsettled("FindInMap", argument, scope);
  },
};

function substitute(template: string, values: ValueMap, scope: Scope): Value {
  const parts = template.split(/\$\{([^!}][^}]*)\}/);
  const settled = parts.map((part, index): Value => {
    if (index % 2 === 0) return part;
    const name = part.trim();
    if (Object.hasOwn(values, name)) return settle(values[name] ?? null, scope) ?? "";
    const [logicalId = "", ...rest] = name.split(".");
    if (Object.hasOwn(scope.resources, logicalId)) return made(logicalId, rest.join(".") || "Ref", scope);
    return referred(name, scope) ?? "";
  });
  return joined(settled) ?? unsettled("Sub", template, scope);
}

/** Text of parts; `undefined` where one of them is none. */
function joined(parts: readonly Value[]): Value | undefined {
  const pieces = parts.map((part) => (typeof part === "number" || typeof part === "boolean" ? String(part) : part));
  const isText = (part: Value): part is string | Hole | Text =>
    typeof part === "string" || part instanceof Hole || part instanceof Text;
  return pieces.every(isText) ? text(pieces) : undefined;
}

function unsettled(name: string, argument: Value, { stack }: Scope): Hole {
  const detail =
    typeof argument === "string"
      ? argument
      : isList(argument)
        ? argument.filter((each) => typeof each === "string").join(".")
        : "";
  return new Hole(`${stack.address.text}: ${name} ${detail}`.trim());
}

/** Whether a condition of the template holds; `undefined`: that is known when the stack is made. */
function conditionNamed(name: string, scope: Scope, seen: ReadonlySet<string> = new Set()): boolean | undefined {
  const condition = scope.conditions[name];
  if (condition === undefined || seen.has(name)) return undefined;
  return holds(condition, scope, new Set([...seen, name]));
}

function holds(condition: Value, scope: Scope, seen: ReadonlySet<string>): boolean | undefined {
  const [entry, ...others] = Object.entries(mapOf(condition));
  if (entry === undefined || others.length > 0) return undefined;
  const [name, argument] = entry;
  if (name === "Condition") return typeof argument === "string" ? conditionNamed(argument, scope, seen) : undefined;
  const items = isList(argument) ? argument : [argument];
  if (name === "Fn::Equals") {
    const [one, other] = items.map((each) => settle(each, scope));
    return items.length === 2 ? equals(one ?? "", other ?? "") : undefined;
  }
  const each = (): readonly (boolean | undefined)[] => items.map((item) => holds(item, scope, seen));
  if (name === "Fn::Not") return negated(each()[0]);
  if (name === "Fn::And") return all(each());
  return name === "Fn::Or" ? negated(all(each().map(negated))) : undefined;
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function all(truths: readonly (boolean | undefined)[]): boolean | undefined {
  if (truths.includes(false)) return false;
  return truths.includes(undefined) ? undefined : true;
}

function equals(one: Value, other: Value): boolean | undefined {
  if (typeof one === "string" && typeof other === "string") return one === other;
  if (typeof one === "string") return typeof other === "object" ? equals(other, one) : String(other) === one;
  if (one instanceof Text && typeof other === "string") return mayBe(one, other) ? undefined : false;
  return undefined;
}

/** Whether a text with holes may turn out to be another. */
function mayBe({ parts }: Text, other: string): boolean {
  return matchesText(parts.map((part) => (typeof part === "string" ? part : "*")).join(""), other);
}

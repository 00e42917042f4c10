import type { AddressStep } from "./address";
import type { Configuration, Json } from "./plan";
import { formatKey, formatModule } from "./format-address";
import { asArray, asObject, asString, isArray, own } from "./json";
import { configuredAddress, parseReference, splitModule } from "./parse-address";

/**
 * The references of a configuration expression, or of all expressions inside a block, as plan JSON lists them: each
 * reference is followed by its own prefixes (`aws_iam_role.r.arn`, `aws_iam_role.r`).
 */
export function expressionReferences(expression: Json | undefined): string[] {
  if (isArray(expression)) return expression.flatMap(expressionReferences);
  const object = asObject(expression);
  if (object === undefined) return [];
  if (isExpression(object)) return asArray(own(object, "references")).flatMap((each) => asString(each) ?? []);
  return Object.values(object).flatMap(expressionReferences);
}

/** Whether a part of `expressions` is an expression (`constant_value`, `references`, or neither), not a nested block. */
export function isExpression(json: Json): boolean {
  const object = asObject(json);
  if (object === undefined) return false;
  const references = own(object, "references");
  return (
    Object.keys(object).every((key) => key === "constant_value" || key === "references") &&
    (references === undefined || (isArray(references) && references.every((each) => typeof each === "string")))
  );
}

/**
 * Makes the references of an expression in `module` absolute: `aws_iam_role.r.arn` in `module.a["x"]` becomes
 * `module.a["x"].aws_iam_role.r.arn`; so do `var.x`, `local.x` and `module.b.out`. What belongs to the place of the
 * expression (`each.key`, `count.index`, `path.module`, `self`) stays as it is. Order and repetitions are kept.
 */
export function absoluteReferences(module: string, references: readonly string[]): string[] {
  return module === "" ? [...references] : references.map((each) => (isLocal(each) ? each : `${module}.${each}`));
}

/**
 * What a list of references is about: of each reference only the longest form, once. Plan JSON lists each reference with
 * its prefixes behind it, so `[r["k"].arn, r["k"], r, r]` is about `r["k"].arn` and, apart from it, `r`. References that
 * are always known and name nothing (`each.key`, `count.index`, `path.*`, `terraform.*`) are left out.
 */
export function mostSpecific(references: readonly string[]): string[] {
  const heads = references.filter((each, at) => !isPrefix(each, references[at - 1]) && !isAlwaysKnown(each));
  return [...new Set(heads)];
}

/**
 * Follows references through module inputs and outputs as far as the configuration shows: `var.x` of a module to what its
 * call passes in, `module.m.out` to what the module outputs, `each.value` of a module call to the call's `for_each`.
 * `references` are relative to `module`, or absolute where that is empty. The result is absolute, each one once.
 * Locals are followed where the configuration has them (plan JSON does not show them). Root variables and whole modules stay
 * as they are; a local or variable that is given a constant, or left at its default, comes to nothing.
 */
export function followReferences(
  configuration: Configuration | null,
  module: string,
  references: readonly string[],
): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const follow = (each: string): void => {
    if (seen.has(each)) return;
    seen.add(each);
    const next = configuration === null ? undefined : step(configuration, each);
    if (next === undefined) found.add(each);
    else next.forEach(follow);
  };
  withoutModules(absoluteReferences(module, references)).forEach(follow);
  return [...found];
}

/** What one absolute reference leads to; `undefined` where it leads no further. */
function step(configuration: Configuration, reference: string): string[] | undefined {
  const { modules, rest } = splitModule(reference);
  const [word = "", name = ""] = rest.split(/[.[]/);
  const called = formatModule(modules);
  if (word === "local" && name !== "") {
    const local = configuration.local?.(configuredAddress(called), name);
    return local === undefined ? undefined : absoluteReferences(called, expressionReferences(local));
  }
  if (modules.length === 0) return undefined;
  if (word === "var" && name !== "") return stepOut(configuration, modules, name);
  const resource = parseReference(reference);
  // A module may have an output that is named like a resource type.
  if (resource !== undefined && configuration.resource(resource.address) !== undefined) return undefined;
  const output = own(configuration.module(configuredAddress(called))?.outputs, word);
  if (output === undefined) return undefined;
  return withoutModules(absoluteReferences(called, expressionReferences(output)));
}

/** The references of a module's input, in the calling module. */
function stepOut(configuration: Configuration, modules: readonly AddressStep[], name: string): string[] | undefined {
  const call = configuration.module(formatModule(modules.map((each) => ({ name: each.name }))));
  if (call === undefined) return undefined;
  const references = eachReferences(expressionReferences(own(call.inputs, name)), call.forEach);
  const caller = formatModule(modules.slice(0, -1));
  const key = modules.at(-1)?.key;
  const passed = key === undefined ? references : ofInstance(references, key);
  const inCaller = passed.filter((each) => !isAlwaysKnown(each));
  return withoutModules(absoluteReferences(caller, inCaller));
}

/** What an instance's own key picks of the resources that are referred to beside it: `aws_iam_role.r[each.key]`. */
function ofInstance(references: readonly string[], key: string | number): string[] {
  if (!references.some((each) => /^(?:each\.key|count\.index)$/.test(each))) return [...references];
  return references.map((each) => {
    const found = parseReference(each);
    if (found === undefined || found.address.key !== undefined) return each;
    return `${found.address.text}[${formatKey(key)}]${found.path}`;
  });
}

/**
 * Replaces `each.value` by what `for_each` refers to, since that is where the value comes from. Where that is one resource or
 * module with instances, and nothing else, `each.value.id` is the `id` of the one that has the same key (`each.key`). Which
 * part it is of anything else is not known, so that nothing is added to those references.
 */
export function eachReferences(references: readonly string[], forEach: Json | undefined): string[] {
  if (forEach === undefined) return [...references];
  const source = expressionReferences(forEach);
  const [instances, ...others] = mostSpecific(source);
  const single = instances !== undefined && others.length === 0 && hasInstances(instances) ? instances : undefined;
  return references.flatMap((each, at) => {
    const path = /^each\.value((?:[.[].*)?)$/s.exec(each)?.[1];
    if (path === undefined) return [each];
    if (isPrefix(each, references[at - 1])) return [];
    return single === undefined ? source : [`${single}${path}`, "each.key"];
  });
}

/** Whether a reference is to a resource or a module as a whole. */
function hasInstances(reference: string): boolean {
  const { modules, rest } = splitModule(reference);
  if (rest === "") return modules.at(-1)?.key === undefined;
  const found = parseReference(reference);
  return found?.path === "" && found.address.key === undefined;
}

/** A module's output comes with the module behind it, which says nothing more. */
function withoutModules(references: readonly string[]): string[] {
  return references.filter((each, at) => !(isPrefix(each, references[at - 1]) && splitModule(each).rest === ""));
}

function isPrefix(shorter: string, longer: string | undefined): boolean {
  return longer?.startsWith(shorter) === true && /^[.[]/.test(longer.slice(shorter.length));
}

function isLocal(reference: string): boolean {
  return /^(?:each|count|path|terraform|self)(?:[.[]|$)/.test(reference);
}

function isAlwaysKnown(reference: string): boolean {
  return /^(?:each\.key|count\.index|path\.\w+|terraform\.\w+)$/.test(reference);
}

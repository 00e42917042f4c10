import type { AddressStep } from "./address";
import type { Configuration, Json } from "./plan";
import { formatModule } from "./format-address";
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
 * Locals (in no part of plan JSON), root variables and whole modules stay as they are; a variable that is given a
 * constant, or left at its default, comes to nothing.
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
  if (modules.length === 0) return undefined;
  const called = formatModule(modules);
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
  const references = expressionReferences(own(call.inputs, name));
  const caller = formatModule(modules.slice(0, -1));
  return withoutModules(absoluteReferences(caller, eachReferences(references, call.forEach)));
}

/**
 * Replaces `each.value` by what `for_each` refers to, since that is where the value comes from. Which part of it is not
 * known, so nothing is added to those references.
 */
export function eachReferences(references: readonly string[], forEach: Json | undefined): string[] {
  if (forEach === undefined) return [...references];
  const source = expressionReferences(forEach);
  return references.flatMap((each, at) => {
    if (!/^each\.value(?![^.[])/.test(each)) return [each];
    return isPrefix(each, references[at - 1]) ? [] : source;
  });
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

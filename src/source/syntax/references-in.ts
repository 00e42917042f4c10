import type { Body, Expression, Reference, Step, TemplatePart } from "./ast";
import { childrenOf } from "./walk";

/** One reference of an expression: the thing itself, and the way into it. */
interface Found {
  /** `aws_iam_role.r["x"]`, `local.a`, `module.m["k"].out`. */
  readonly subject: string;
  /** What plan JSON lists behind it: the resource without its key, the module without its output. */
  readonly around: readonly string[];
  readonly rest: readonly string[];
}

/**
 * The references of an expression, as plan JSON lists them: each followed by its own prefixes, in the order of the text.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function referencesIn(expression: Expression): string[] {
  const found: string[] = [];
  collect(expression, new Set(), found);
  return found;
}

/** The references of all arguments of a body and of its blocks. */
export function referencesInBody(body: Body): string[] {
  return [
    ...[...body.attributes.values()].flatMap(({ value }) => referencesIn(value)),
    ...body.blocks.flatMap((block) => referencesInBody(block.body)),
  ];
}

type Bound = ReadonlySet<string>;

function collect(node: Expression, bound: Bound, found: string[]): void {
  if (node.kind === "reference") {
    if (!bound.has(node.root)) found.push(...listed(node));
    for (const child of childrenOf(node)) collect(child, bound, found);
  } else if (node.kind === "for-tuple" || node.kind === "for-object") {
    collect(node.collection, bound, found);
    const inner = withNames(bound, node.keyName, node.valueName);
    for (const child of childrenOf(node)) if (child !== node.collection) collect(child, inner, found);
  } else if (node.kind === "template") collectParts(node.parts, bound, found);
  else for (const child of childrenOf(node)) collect(child, bound, found);
}

function collectParts(parts: readonly TemplatePart[], bound: Bound, found: string[]): void {
  for (const part of parts) {
    if (part.kind === "interpolation") collect(part.value, bound, found);
    else if (part.kind === "template-if") {
      collect(part.condition, bound, found);
      collectParts(part.whenTrue, bound, found);
      collectParts(part.whenFalse, bound, found);
    } else if (part.kind === "template-for") {
      collect(part.collection, bound, found);
      collectParts(part.parts, withNames(bound, part.keyName, part.valueName), found);
    }
  }
}

function withNames(bound: Bound, ...names: readonly (string | undefined)[]): Bound {
  return new Set([...bound, ...names.filter((name) => name !== undefined)]);
}

/** A reference and its prefixes, longest first. */
function listed({ root, steps }: Reference): string[] {
  const read = readReference(root, constantSteps(steps));
  if (read === undefined) return [];
  const { subject, around, rest } = read;
  const longer = rest.map((_, at) => `${subject}${rest.slice(0, rest.length - at).join("")}`);
  return [...longer, subject, ...around];
}

/** Names of a scope of which the first attribute is the thing: `var.x`, `each.key`. */
const SIMPLE: ReadonlySet<string> = new Set(["count", "each", "local", "path", "terraform", "var"]);

function readReference(root: string, steps: readonly string[]): Found | undefined {
  const [first = "", second = "", ...others] = steps;
  if (root === "self") return { subject: "self", around: [], rest: steps };
  if (SIMPLE.has(root)) return { subject: `${root}${first}`, around: [], rest: steps.slice(1) };
  if (root === "module") return moduleReference(first, steps.slice(1));
  if (root === "data" || root === "ephemeral") return resourceReference(`${root}${first}${second}`, others);
  return resourceReference(`${root}${first}`, steps.slice(1));
}

function resourceReference(resource: string, steps: readonly string[]): Found {
  const [key] = steps;
  if (key?.startsWith("[") !== true) return { subject: resource, around: [], rest: steps };
  return { subject: `${resource}${key}`, around: [resource], rest: steps.slice(1) };
}

function moduleReference(name: string, steps: readonly string[]): Found {
  const keyed = steps[0]?.startsWith("[") === true;
  const module = `module${name}${keyed ? (steps[0] ?? "") : ""}`;
  const [output, ...rest] = keyed ? steps.slice(1) : steps;
  const whole = keyed ? [`module${name}`] : [];
  return output === undefined
    ? { subject: module, around: whole, rest: [] }
    : { subject: `${module}${output}`, around: [module], rest };
}

/** Every prefix of a reference is listed. Of a chain that nobody would write, the beginning tells what it is about. */
const MOST_STEPS = 100;

/** The steps that are part of the name: up to a splat, or to an index that has to be evaluated. */
function constantSteps(steps: readonly Step[]): string[] {
  const found: string[] = [];
  for (const step of steps.slice(0, MOST_STEPS)) {
    const text = stepText(step);
    if (text === undefined) break;
    found.push(text);
  }
  return found;
}

function stepText(step: Step): string | undefined {
  if (step.kind === "attribute-step") return `.${step.name}`;
  if (step.kind === "splat-step") return undefined;
  const { key } = step;
  if (key.kind === "number") return `[${key.text}]`;
  return key.kind === "literal" && typeof key.value === "string" ? `[${JSON.stringify(key.value)}]` : undefined;
}

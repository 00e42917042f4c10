import { isSame } from "../../values";
import { type Configuration, expressionReferences, isObject, type Json, type JsonObject } from "../../plan";

/** What is to be compared: a resource, a module's outputs and variables, or the call of a module. */
export type Part =
  | { readonly kind: "resource"; readonly address: Parameters<Configuration["resource"]>[0] }
  | { readonly kind: "output" | "variable"; readonly module: string; readonly name: string }
  | { readonly kind: "call"; readonly module: string };

/**
 * Whether a part of the source is what the plan's configuration says of it: the same arguments, with the same constants and
 * references. Local values, functions and `dynamic` blocks stand in no plan JSON. Answers what differs.
 */
export function differenceFromPlan(part: Part, planned: Configuration, sourced: Configuration): string | undefined {
  const [one, other] = [expressionsOf(part, planned), expressionsOf(part, sourced)];
  if (one === undefined || other === undefined) return one === other ? undefined : "it";
  return differenceBetween(one, other);
}

function expressionsOf(part: Part, configuration: Configuration): JsonObject | undefined {
  if (part.kind === "resource") return withCommands(configuration.resource(part.address));
  const module = configuration.module(part.module);
  if (part.kind === "call") return module && withRepetition({ ...module, expressions: module.inputs });
  const declared = part.kind === "output" ? module?.outputs : module?.variables;
  const json = declared !== undefined && Object.hasOwn(declared, part.name) ? declared[part.name] : undefined;
  if (json === undefined) return undefined;
  if (part.kind === "output") return { [part.name]: json };
  const fallback = isObject(json) && Object.hasOwn(json, "default") ? (json.default ?? null) : null;
  return { default: { constant_value: fallback } };
}

/** The arguments of a resource, and the commands of its local-exec provisioners. */
function withCommands(resource: ReturnType<Configuration["resource"]>): JsonObject | undefined {
  const commands = (resource?.provisioners ?? [])
    .filter(({ type }) => type === "local-exec")
    .map(({ expressions: { command } }) => ({ command: command ?? null }));
  const given = withRepetition(resource);
  return given && commands.length > 0 ? { ...given, "provisioner.local-exec ": commands } : given;
}

function withRepetition(
  part: { readonly expressions: JsonObject; readonly count?: Json; readonly forEach?: Json } | undefined,
): JsonObject | undefined {
  if (part === undefined) return undefined;
  const { expressions, count, forEach } = part;
  return {
    ...expressions,
    ...(count === undefined ? {} : { "count ": count }),
    // Plan JSON leaves out a `for_each` over constants.
    ...(forEach === undefined || expressionReferences(forEach).length === 0 ? {} : { "for_each ": forEach }),
  };
}

function differenceBetween(planned: JsonObject, sourced: JsonObject): string | undefined {
  for (const name of new Set([...Object.keys(planned), ...Object.keys(sourced)])) {
    const [one, other] = [planned, sourced].map((each) => (Object.hasOwn(each, name) ? each[name] : undefined));
    if (!isSamePart(one, other)) return name.trim();
  }
  return undefined;
}

function isSamePart(planned: Json | undefined, sourced: Json | undefined): boolean {
  if (planned === undefined || sourced === undefined) return isNothing(planned) && isNothing(sourced);
  const [blocks, others] = [blocksOf(planned), blocksOf(sourced)];
  if (blocks === undefined || others === undefined) {
    // Without a schema, JSON configuration does not tell blocks from arguments.
    const oneOnly = blocks === undefined ? others : blocks;
    return oneOnly === undefined ? isSameExpression(planned, sourced) : isSameReferences(planned, sourced);
  }
  return (
    blocks.length === others.length &&
    blocks.every((block, at) => differenceBetween(block, others[at] ?? {}) === undefined)
  );
}

/** An expression that is null, or the empty list of blocks, may stand in one and not in the other. */
function isNothing(json: Json | undefined): boolean {
  if (json === undefined) return true;
  return isObject(json) ? Object.keys(json).length === 0 || json.constant_value === null : false;
}

function isSameExpression(planned: Json, sourced: Json): boolean {
  const [one, other] = [planned, sourced].map((each) => (isObject(each) ? each.constant_value : undefined));
  return isSameReferences(planned, sourced) && isSameConstant(one, other);
}

function isSameConstant(planned: Json | undefined, sourced: Json | undefined): boolean {
  if (planned === undefined || sourced === undefined) return planned === sourced;
  return isSame(planned, sourced);
}

/** Terraform before 0.15 lists the resource alone, without the attribute. */
function isSameReferences(planned: Json, sourced: Json): boolean {
  const [one, other] = [planned, sourced].map((each) => new Set(expressionReferences(each)));
  const known = [...(one ?? [])].every((each) => other?.has(each));
  const covered = [...(other ?? [])].every((each) => isCovered(each, one ?? new Set()));
  return known && covered;
}

function isCovered(reference: string, by: ReadonlySet<string>): boolean {
  if (by.has(reference)) return true;
  const cut = Math.max(reference.lastIndexOf("."), reference.lastIndexOf("["));
  return cut > 0 && isCovered(reference.slice(0, cut), by);
}

/** Nested blocks, one alone or a list of them; `undefined` for an expression. */
function blocksOf(json: Json): readonly JsonObject[] | undefined {
  if (Array.isArray(json)) return (json as readonly Json[]).filter(isObject);
  if (!isObject(json)) return undefined;
  const keys = Object.keys(json);
  return keys.every((key) => key === "constant_value" || key === "references") ? undefined : [json];
}

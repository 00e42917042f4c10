import { absoluteReferences, mostSpecific } from "../../plan";
import { isList, OpenList, type Value, type ValueMap } from "../../values";
import { callFunction, derived, describe, EvaluationFailure, kindOf, makeMap, ofKind, overChoices } from "../functions";
import {
  type Block,
  blocksOf,
  blockTypeOf,
  type Body,
  type Expression,
  referencesIn,
  referencesInBody,
} from "../syntax";
import { evaluateExpression } from "./expression";
import { guard } from "./evaluate";
import { type Round, roundsOf } from "./iteration";
import { type Scope, withVariables } from "./scope";

/** What a resource's block says to Terraform, not to the provider: arguments. */
export const META_ARGUMENTS: ReadonlySet<string> = new Set([
  "count",
  "for_each",
  "depends_on",
  "provider",
  "providers",
]);
/** The same, as blocks; and `dynamic`, which makes others. */
export const META_BLOCKS: ReadonlySet<string> = new Set(["lifecycle", "provisioner", "connection", "dynamic"]);

/**
 * A body's arguments and nested blocks as a map, each kind of nested block a list of maps, dynamic ones expanded.
 *
 * @param place what the body is called in the names of holes: an address and the way into it
 */
export function evaluateBody(body: Body, scope: Scope, place: string): ValueMap {
  const names = [...body.attributes.keys()].filter((name) => !META_ARGUMENTS.has(name));
  const types = new Set(body.blocks.map(blockTypeOf));
  const entries = [...names, ...[...types].filter((type) => !META_BLOCKS.has(type))];
  return makeMap(entries.map((name) => [name, evaluateArgument(body, name, scope, place) ?? null] as const));
}

/** One argument of a body, or the list of its nested blocks of that type; `undefined` where there is neither. */
export function evaluateArgument(body: Body, name: string, scope: Scope, place: string): Value | undefined {
  const attribute = body.attributes.get(name);
  const asBlocks = attribute === undefined || (attribute.file.syntax === "json" && BLOCK_TYPES.has(name));
  const blocks = asBlocks ? blocksOf(body, name) : [];
  if (blocks.length === 0 && attribute === undefined) return undefined;
  return guard(
    () => {
      if (blocks.length > 0 || attribute === undefined) return evaluateBlocks(blocks, scope, `${place}.${name}`);
      return evaluateExpression(attribute.value, scope);
    },
    () => `${place}.${name}`,
    () => {
      const written = attribute === undefined ? [] : referencesIn(attribute.value);
      const inBlocks = blocks.flatMap((block) => referencesInBody(block.body));
      return absoluteReferences(scope.names.moduleAddress, mostSpecific([...written, ...inBlocks]));
    },
  );
}

/** What JSON configuration writes like an argument, and is a nested block of some resource that matters here. */
export const BLOCK_TYPES: ReadonlySet<string> = new Set([
  "statement",
  "principals",
  "not_principals",
  "condition",
  "inline_policy",
  "rule",
  "apply_server_side_encryption_by_default",
  "server_side_encryption_configuration",
  "constraints",
  "environment",
  "assume_role",
]);

function evaluateBlocks(blocks: readonly Block[], scope: Scope, place: string): Value {
  const lists = blocks.map((block, index): Value => {
    const own = `${place}[${index}]`;
    if (block.type === "dynamic") return evaluateDynamic(block, scope, own);
    return ofKind("tuple", [evaluateBody(block.body, scope, own)]);
  });
  const all = lists.length === 1 ? (lists[0] ?? null) : callFunction("concat", lists, scope.surroundings);
  // Whether it is a list or a set is for the resource's schema to say.
  return kindOf(all) === "tuple" && isList(all) ? [...all] : all;
}

/** A block takes as long to make as some expressions take to evaluate, however little is in it. */
const STEPS_A_BLOCK = 12;

/** The blocks that a `dynamic` block makes; an open list where its collection is not known. */
function evaluateDynamic(block: Block, scope: Scope, place: string): Value {
  const forEach = block.body.attributes.get("for_each");
  const content = block.body.blocks.find(({ type }) => type === "content");
  if (forEach === undefined || content === undefined)
    throw new EvaluationFailure("a dynamic block lacks for_each or content");
  const iterator = iteratorName(block.body.attributes.get("iterator")?.value) ?? blockTypeOf(block);
  const collection = evaluateExpression(forEach.value, scope);
  const make = (round: Round, index: number): Value => {
    const inner = withVariables(scope, [[iterator, makeMap(Object.entries(roundEntries(round)))]]);
    return evaluateBody(content.body, inner, `${place}[${index}]`);
  };
  const over = (each: Value): Value => {
    const { rounds, rest, unordered } = roundsOf(each);
    scope.meter.spend(rounds.length * STEPS_A_BLOCK);
    const made = rounds.map(make);
    if (rest === undefined) return ofKind(unordered ? "bag" : "tuple", made);
    return new OpenList(
      made,
      derived(`${place}: for each of ${rest.of.name} ${describe(make(rest, made.length))}`, [rest.of]),
    );
  };
  const tooMany = (): Value => over(derived(describe(collection), [collection]));
  return overChoices([collection], ([each = null]) => over(each), tooMany, scope.meter);
}

function roundEntries({ key, value }: Round): Readonly<Record<string, Value>> {
  return { key, value };
}

function iteratorName(expression: Expression | undefined): string | undefined {
  if (expression?.kind === "reference") return expression.root;
  return expression?.kind === "literal" && typeof expression.value === "string" ? expression.value : undefined;
}

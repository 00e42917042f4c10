import { type Block, type Body, childrenOf, type Expression } from "../syntax";
import { BLOCK_TYPES } from "./resource-block";

/** The names of what only an instance of a block knows. */
const OF_INSTANCE: ReadonlySet<string> = new Set(["each", "count", "self"]);

const found = new WeakMap<Expression | Body, boolean>();

/**
 * Whether an expression names anything that differs among the instances of its block. One that does not comes to the same in
 * all of them, as long as they are of one instance of the module. (A variable of a `for` that is called `each` is taken for
 * the other.)
 */
export function namesInstance(node: Expression): boolean {
  let names = found.get(node);
  if (names === undefined) {
    names = (node.kind === "reference" && OF_INSTANCE.has(node.root)) || childrenOf(node).some(namesInstance);
    found.set(node, names);
  }
  return names;
}

/** The expression of an attribute that is nothing but an argument as it is written; `undefined` for any other. */
export function plainArgument({ type, labels, body }: Block, attribute: string): Expression | undefined {
  if (type !== "resource" || labels[0] === "terraform_data" || BLOCK_TYPES.has(attribute)) return undefined;
  return body.attributes.get(attribute)?.value;
}

/** Whether the instances of a resource may differ in an attribute. Of what is no plain argument, the whole block decides. */
export function variesByInstance({ body }: Block, argument: Expression | undefined): boolean {
  return argument === undefined ? bodyNamesInstance(body) : namesInstance(argument);
}

function bodyNamesInstance(body: Body): boolean {
  let names = found.get(body);
  if (names === undefined) {
    names =
      [...body.attributes.values()].some(({ value }) => namesInstance(value)) ||
      body.blocks.some((block) => bodyNamesInstance(block.body));
    found.set(body, names);
  }
  return names;
}

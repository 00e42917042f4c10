import { isObject, type Json, type JsonObject } from "../../plan";
import type { Attribute, Block, Body, Call, Expression, Node, ObjectExpression } from "../syntax";
import { isConstant, type Printer } from "./printer";

/** Where two readings differ, and how. */
export interface Difference {
  readonly node: Pick<Node, "file" | "start">;
  readonly why: string;
}

/**
 * Compares what was parsed here with what a parser of the `hcl2json` family printed: an object of arguments, and of lists of
 * blocks, by type and labels. Literals, lists and objects are printed as values, templates as text with their interpolations
 * as source text, any other expression as its source text. Each answer is the first difference, or undefined.
 */
export class Comparison {
  constructor(private readonly printer: Printer) {}

  body(body: Body, printed: Json | undefined): Difference | undefined {
    const members = new Map<string, Member>();
    for (const block of body.blocks) addBlock(members, block);
    for (const attribute of body.attributes.values()) members.set(attribute.name, { attribute });
    return this.members(members, printed, body);
  }

  items(values: readonly Expression[], printed: Json | undefined, node: Difference["node"]): Difference | undefined {
    if (!isArray(printed)) return { node, why: "it reads no list here" };
    if (printed.length !== values.length) {
      return { node, why: `it reads ${printed.length} items here, not ${values.length}` };
    }
    return first(values.map((value, index) => () => this.value(value, printed[index])));
  }

  private members(members: Members, printed: Json | undefined, node: Difference["node"]): Difference | undefined {
    if (!isObject(printed)) return { node, why: "it reads no block here" };
    const surplus = Object.keys(printed).find((name) => !members.has(name));
    if (surplus !== undefined) return { node, why: `it reads a ${surplus} here` };
    return first(
      [...members].map(
        ([name, member]) =>
          () =>
            this.member(name, member, printed, node),
      ),
    );
  }

  private member(name: string, member: Member, printed: JsonObject, node: Difference["node"]): Difference | undefined {
    if (!Object.hasOwn(printed, name)) return { node, why: `it reads no ${name} here` };
    const value = printed[name];
    if ("attribute" in member) return this.value(member.attribute.value, value);
    if ("labels" in member) return this.members(member.labels, value, node);
    if (!isArray(value) || value.length !== member.blocks.length) {
      return { node: member.blocks[0] ?? node, why: `it does not read ${member.blocks.length} blocks ${name} here` };
    }
    return first(member.blocks.map((block, index) => () => this.body(block.body, value[index])));
  }

  private value(node: Expression, printed: Json | undefined): Difference | undefined {
    if (node.parentheses === undefined) return this.bare(node, printed);
    if (!this.printer.opened) return same(node, this.printer.source(node), printed);
    let inside = printed;
    for (let level = 0; level < node.parentheses.length; level++) {
      if (!isArray(inside) || inside.length !== 1) return { node, why: "it reads no parentheses here" };
      inside = inside[0];
    }
    return this.bare(node, inside);
  }

  /** The parentheses around it, if any, are already off. */
  private bare(node: Expression, printed: Json | undefined): Difference | undefined {
    switch (node.kind) {
      case "wrap":
        return this.value(node.value, printed);
      case "tuple":
        return this.items(node.items, printed, node);
      case "object":
        return this.object(node, printed);
      case "call":
        return this.printer.opened ? this.call(node, printed) : same(node, this.printer.inside(node), printed);
      case "unary":
        return same(node, isConstant(node.operand) ? constantOf(node) : this.printer.inside(node), printed);
      case "literal":
        return same(node, typeof node.value === "string" ? this.printer.text(node.value, node) : node.value, printed);
      case "number":
        return same(node, Number(node.text), printed);
      case "template":
        return same(node, this.printer.parts(node.parts), printed);
      default:
        return same(node, this.printer.inside(node), printed);
    }
  }

  /** An opened call is a list: its name, then its arguments. */
  private call(node: Call, printed: Json | undefined): Difference | undefined {
    if (!isArray(printed) || printed.length !== node.arguments.length + 1) {
      return { node, why: `it does not read ${node.arguments.length} arguments of ${node.name} here` };
    }
    const [name, ...values] = printed;
    return same(node, `\${${node.name}}`, name) ?? this.items(node.arguments, values, node);
  }

  private object(node: ObjectExpression, printed: Json | undefined): Difference | undefined {
    if (!isObject(printed)) return { node, why: "it reads no object here" };
    // Of two items with one key the later one is printed.
    const items = new Map(node.items.map(({ key, value }) => [this.printer.key(key), value]));
    const surplus = Object.keys(printed).find((key) => !items.has(key));
    if (surplus !== undefined) return { node, why: "it reads another key here" };
    const missing = [...items].find(([key]) => !Object.hasOwn(printed, key));
    if (missing !== undefined) return { node: missing[1], why: "it does not read this item's key" };
    return first(
      [...items].map(
        ([key, value]) =>
          () =>
            this.value(value, printed[key]),
      ),
    );
  }
}

type Member = { readonly attribute: Attribute } | { readonly blocks: readonly Block[] } | { readonly labels: Members };

type Members = Map<string, Member>;

/** Blocks of one type and the same labels stand in one list. */
function addBlock(members: Members, block: Block): void {
  const path = [block.type, ...block.labels];
  const last = path.pop() ?? "";
  let inside = members;
  for (const step of path) {
    const known = inside.get(step);
    const labels: Members = known !== undefined && "labels" in known ? known.labels : new Map<string, Member>();
    inside.set(step, { labels });
    inside = labels;
  }
  const known = inside.get(last);
  inside.set(last, { blocks: known !== undefined && "blocks" in known ? [...known.blocks, block] : [block] });
}

/** What a sign before a constant makes of it. */
function constantOf({ operator, operand }: Expression & { kind: "unary" }): Json {
  if (operand.kind === "number" && operator === "-") return -Number(operand.text);
  return operand.kind === "literal" && operator === "!" ? operand.value === false : null;
}

function same(node: Expression, expected: Json, printed: Json | undefined): Difference | undefined {
  if (printed === expected || (printed === null && typeof expected === "number" && !Number.isFinite(expected)))
    return undefined;
  const kind = typeof expected === "string" ? "text" : "value";
  return { node, why: `it reads another ${kind} here` };
}

/** The first answer that is one; later questions are not asked. */
function first(questions: readonly (() => Difference | undefined)[]): Difference | undefined {
  for (const ask of questions) {
    const found = ask();
    if (found !== undefined) return found;
  }
  return undefined;
}

function isArray(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

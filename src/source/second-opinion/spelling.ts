import { childrenOf, type Expression, type ForObject, type ForTuple, type Step } from "../syntax";
import { outerSpan } from "./opened";

/**
 * The first expression whose tree, written down again, is not its own source text (but for blanks, comments and
 * separators); undefined where all are. So no word of the text is lacking in the tree, and none was added. Parsers of the
 * `hcl2json` family give most expressions back as source text: this is what ties that text to the tree.
 */
export function findMisspelt(node: Expression): Expression | undefined {
  if (!isSpelledOut(node)) return innermost(node);
  for (const template of templatesIn(node)) {
    for (const inside of childrenOf(template)) {
      const found = findMisspelt(inside);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Of a misspelt expression, the one inside of it that is to blame. */
function innermost(node: Expression): Expression {
  const inside = childrenOf(node).find((child) => !isSpelledOut(child));
  return inside === undefined ? node : innermost(inside);
}

function isSpelledOut(node: Expression): boolean {
  const { text } = node.file;
  const { start, end } = outerSpan(node);
  let at = start;
  for (const word of new Words().node(node).all) {
    // A template in JSON is its whole text, blanks at its beginning included.
    if (!text.startsWith(word, at)) at = skipBlanks(text, at);
    // A separator is not told by the tree: the comma or the line end between items, the = or : behind a key.
    while (!text.startsWith(word, at) && isSeparator(text.charAt(at))) at = skipBlanks(text, at + 1);
    if (!text.startsWith(word, at)) return false;
    at += word.length;
  }
  return at === end;
}

const blanks = /(?:\s|#.*|\/\/.*|\/\*[^]*?\*\/)*/y;

function skipBlanks(text: string, at: number): number {
  blanks.lastIndex = at;
  blanks.test(text);
  return blanks.lastIndex;
}

function isSeparator(character: string): boolean {
  return character === "," || character === "=" || character === ":";
}

/** Strings and heredocs at the surface of an expression: not those inside of others. */
function* templatesIn(node: Expression): Generator<Expression> {
  if (node.kind === "template" || node.kind === "wrap") yield node;
  else for (const child of childrenOf(node)) yield* templatesIn(child);
}

/** A tree written down, word by word. */
class Words {
  readonly all: string[] = [];

  node(node: Expression): this {
    const levels = node.parentheses?.length ?? 0;
    for (let level = 0; level < levels; level++) this.all.push("(");
    this.bare(node);
    for (let level = 0; level < levels; level++) this.all.push(")");
    return this;
  }

  private add(...words: readonly (string | Expression)[]): void {
    for (const word of words) {
      if (typeof word === "string") this.all.push(word);
      else this.node(word);
    }
  }

  private bare(node: Expression): void {
    switch (node.kind) {
      case "reference":
        this.add(node.root);
        {
          this.steps(node.steps);
          return;
        }
      case "access":
        this.add(node.source);
        {
          this.steps(node.steps);
          return;
        }
      case "call": {
        this.add(node.name, "(", ...node.arguments, ...(node.expand ? ["..."] : []), ")");
        return;
      }
      case "tuple": {
        this.add("[", ...node.items, "]");
        return;
      }
      case "object": {
        this.add("{", ...childrenOf(node), "}");
        return;
      }
      case "for-tuple":
      case "for-object": {
        this.forExpression(node);
        return;
      }
      case "unary": {
        this.add(node.operator, node.operand);
        return;
      }
      case "binary": {
        this.add(node.left, node.operator, node.right);
        return;
      }
      case "conditional": {
        this.add(node.condition, "?", node.whenTrue, ":", node.whenFalse);
        return;
      }
      default:
        this.add(node.file.text.slice(node.start, node.end));
    }
  }

  private forExpression(node: ForTuple | ForObject): void {
    const inObject = node.kind === "for-object";
    this.add(inObject ? "{" : "[", "for", node.keyName ?? "", node.valueName, "in", node.collection, ":");
    if (inObject) this.add(node.key, "=>");
    this.add(node.value, inObject && node.grouping ? "..." : "");
    if (node.condition !== undefined) this.add("if", node.condition);
    this.add(inObject ? "}" : "]");
  }

  private steps(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.kind === "attribute-step") this.add(".", step.name);
      else if (step.kind === "index-step") this.add(...(step.legacy ? [".", step.key] : ["[", step.key, "]"]));
      else {
        this.add(...(step.full ? ["[", "*", "]"] : [".", "*"]));
        this.steps(step.each);
      }
    }
  }
}

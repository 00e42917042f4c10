import { isKnown } from "../../values";
import { compareText, encodeJson, encodeText, toText } from "../functions";
import type { Expression, ObjectExpression, Reference, Template } from "../syntax";
import { evaluateExpression } from "./expression";
import { namesInstance } from "./instance-dependence";
import type { Scope } from "./scope";

/**
 * What the text of an expression is made of in every instance of a block: text that is the same in all of them, and between it
 * what each has of its own.
 */
export type TextForm = readonly (string | Slot)[];

/** Where the text of each instance's own stands. */
export interface Slot {
  /** What comes to that text; `each.key` where there is none. */
  readonly expression?: Expression;
  /** In how many JSON texts within one another it stands. */
  readonly quotes: number;
}

/**
 * The form of an expression whose value is text: a template, a `jsonencode` of lists and objects, and of texts in them.
 * `undefined` where it has no form, or what all instances have in common is not known. May fail as the expression itself does.
 *
 * @param scope that of any instance
 */
export function textForm(expression: Expression, scope: Scope): TextForm | undefined {
  if (!namesInstance(expression)) {
    const value = evaluateExpression(expression, scope);
    return typeof value === "string" ? [value] : undefined;
  }
  switch (expression.kind) {
    case "wrap":
      return textForm(expression.value, scope);
    case "template":
      return templateForm(expression, scope);
    case "call": {
      const [argument, ...others] = expression.arguments;
      const encodes = expression.name === "jsonencode" && !expression.expand && others.length === 0;
      return encodes && argument !== undefined ? jsonForm(argument, scope) : [{ expression, quotes: 0 }];
    }
    case "reference":
      return [isKey(expression) ? { quotes: 0 } : { expression, quotes: 0 }];
    default:
      return [{ expression, quotes: 0 }];
  }
}

function isKey({ root, steps: [step, ...others] }: Reference): boolean {
  return root === "each" && step?.kind === "attribute-step" && step.name === "key" && others.length === 0;
}

function templateForm({ parts }: Template, scope: Scope): TextForm | undefined {
  const forms = parts.map((part): TextForm | undefined => {
    if (part.kind === "text") return [part.value];
    if (part.kind !== "interpolation") return undefined;
    return namesInstance(part.value) ? textForm(part.value, scope) : constantForm(part.value, scope);
  });
  return joined(forms);
}

/** What stands in a text is made text. */
function constantForm(expression: Expression, scope: Scope): TextForm | undefined {
  const value = evaluateExpression(expression, scope);
  const text = value === null || !isKnown(value) ? null : toText(value);
  return typeof text === "string" ? [text] : undefined;
}

/** The form of an expression's value as JSON. */
function jsonForm(expression: Expression, scope: Scope): TextForm | undefined {
  if (!namesInstance(expression)) {
    const value = evaluateExpression(expression, scope);
    return isKnown(value) ? [encodeJson(value)] : undefined;
  }
  if (expression.kind === "wrap") return jsonForm(expression.value, scope);
  if (expression.kind === "object") return objectForm(expression, scope);
  if (expression.kind === "tuple") {
    const items = expression.items.flatMap((item, at) => [at === 0 ? [] : [","], jsonForm(item, scope)]);
    return joined([["["], ...items, ["]"]]);
  }
  const text = textForm(expression, scope);
  return text && joined([['"'], text.map(quoted), ['"']]);
}

function objectForm({ items }: ObjectExpression, scope: Scope): TextForm | undefined {
  const members = new Map<string, TextForm>();
  for (const { key, value } of items) {
    const name = namesInstance(key) ? undefined : evaluateExpression(key, scope);
    const form = jsonForm(value, scope);
    if (typeof name !== "string" || form === undefined) return undefined;
    members.set(name, form);
  }
  const sorted = [...members].sort(([one], [other]) => compareText(one, other));
  const written = sorted.flatMap(([name, form], at) => [[`${at === 0 ? "" : ","}${encodeText(name)}:`], form]);
  return joined([["{"], ...written, ["}"]]);
}

/** One form of several, no two texts side by side in it: JSON may write two characters otherwise than each of them. */
function joined(forms: readonly (TextForm | undefined)[]): TextForm | undefined {
  const found: (string | Slot)[] = [];
  for (const form of forms) {
    if (form === undefined) return undefined;
    for (const piece of form) {
      const last = found.at(-1);
      if (typeof piece === "string" && typeof last === "string") found[found.length - 1] = last + piece;
      else found.push(piece);
    }
  }
  return found;
}

function quoted(piece: string | Slot): string | Slot {
  return typeof piece === "string" ? inQuotes(piece) : { ...piece, quotes: piece.quotes + 1 };
}

/** A text as it stands between the quotes of a JSON string. */
function inQuotes(text: string): string {
  return encodeText(text).slice(1, -1);
}

/** Halves of characters, of which JSON writes two otherwise than each of them. */
const HALVES = /[\ud800-\udfff]/;

/**
 * The text of the instance with that key. `undefined`: what the instance has of its own is not known, is no text, or cannot
 * be filled in.
 *
 * @param scope that of the instance; asked for where the key is not all that it has of its own
 */
export function fillForm(form: TextForm, key: string, scope: () => Scope): string | undefined {
  let filled = "";
  for (const piece of form) {
    if (typeof piece === "string") {
      filled += piece;
      continue;
    }
    const { expression, quotes } = piece;
    const text = expression === undefined ? key : evaluateExpression(expression, scope());
    if (typeof text !== "string" || (quotes > 0 && HALVES.test(text))) return undefined;
    let own = text;
    for (let level = 0; level < quotes; level++) own = inQuotes(own);
    filled += own;
  }
  return filled;
}

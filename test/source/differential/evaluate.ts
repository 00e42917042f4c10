import type { PlannedValues } from "../../../src/source";
import { Hole, type HoleShape, type Value } from "../../../src/values/value";
import { isDetermined } from "../../../src/source/functions/collection-kind";
import { attributeOf, configurationOf } from "../evaluate/configuration-of";
import type { Asked } from "./answers";
import { different, type Told } from "./compare";
import { LOCALS } from "./draw";

/** So many expressions are evaluated in one configuration. */
const AT_ONCE = 200;

/** What an expression came to, and whether `can` says that it comes to anything. */
interface Evaluated {
  readonly value: Value;
  readonly can: Value;
}

/** How the locals that expressions name are declared. */
export interface Locals {
  readonly text: string;
  readonly planned?: PlannedValues;
}

/** Every local is what it is to Terraform. */
export const KNOWN: Locals = { text: localsText((_, value) => value) };

const SHAPES: Readonly<Record<string, HoleShape>> = { string_8: "arn", string_9: "account", string_10: "name" };

/** Every local is a hole; a few say of which shape. */
export const HOLES: Locals = {
  text: localsText((name) => `aws_r.v.${name}`),
  planned: {
    value: (address, [name = ""]) => new Hole(`${address}.${name}`, { shape: SHAPES[String(name)] ?? "any" }),
  },
};

function localsText(value: (name: string, value: string) => string): string {
  return `locals {\n${[...LOCALS].map(([name, own]) => `  ${name} = ${value(name, own)}\n`).join("")}}\n`;
}

/** Evaluates expressions, each by itself. */
export function evaluateAll(expressions: readonly string[], locals: Locals): Evaluated[] {
  const found: Evaluated[] = [];
  for (let from = 0; from < expressions.length; from += AT_ONCE) {
    const some = expressions.slice(from, from + AT_ONCE);
    const lines = some.map((expression, index) => `  v${index} = ${expression}\n  c${index} = can(${expression})\n`);
    const source = `${locals.text}resource "test" "it" {\n${lines.join("")}}\n`;
    const configuration = configurationOf(source, locals.planned && { planned: locals.planned });
    if (configuration.errors.length > 0) throw new Error(configuration.errors.map(String).join("\n"));
    some.forEach((_, index) => {
      const [value = null, can = null] = ["v", "c"].map((name) =>
        attributeOf(configuration, "test.it", `${name}${index}`),
      );
      found.push({ value, can });
    });
  }
  return found;
}

/** Why what we made of an expression cannot be what Terraform says, or nothing. */
export function differenceOf(
  { expression, answer }: Asked,
  { value, can }: Evaluated,
  holes: boolean,
  told?: Told,
): string | undefined {
  if (answer.kind === "value") {
    return can === false ? "no value where Terraform has one" : different(value, answer.type, answer.value, told);
  }
  if (can === (answer.kind === "failed")) return `can() is ${String(can)}`;
  if (!isDetermined(value) || (holes && answer.kind === "failed")) return undefined;
  if (typeof can !== "boolean" && isDoubtful(expression)) return undefined;
  return `a value where Terraform has ${answer.kind === "failed" ? "none" : "infinity"}`;
}

/**
 * Expressions that Terraform 1.11 refuses, and kmsgate gives a value, with a doubt that `try` and `can` weigh: later versions do
 * not look at a right side that cannot matter; a list that is null has a type, which kmsgate does not keep; and what is not
 * supported here may fail.
 */
function isDoubtful(expression: string): boolean {
  return /&&|\|\||\[\*\]|\bfor\b|textdecodebase64|textencodebase64|\blog\(|contains\(.*null/.test(expression);
}

/** What we make of expressions otherwise than Terraform. With holes, only those that name a local. */
export function differencesAmong(all: readonly Asked[], holes: boolean): string[] {
  const asked = holes ? all.filter(({ expression }) => expression.includes("local.")) : all;
  const evaluated = evaluateAll(
    asked.map(({ expression }) => expression),
    holes ? HOLES : KNOWN,
  );
  return asked.flatMap((each, index) => {
    const found = evaluated[index];
    const why = found && differenceOf(each, found, holes);
    return why === undefined ? [] : [`${each.expression}\n    ${why}`];
  });
}

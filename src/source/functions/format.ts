import { Hole, isList, JsonText, Text, text as joinText, type TextPart, type Value } from "../../values/value";
import { overChoices } from "./choices";
import { isDetermined, isUnordered, ofKind } from "./collection-kind";
import { toBool, toNumber, toText } from "./convert";
import { derived, describe } from "./describe";
import { EvaluationFailure } from "./failure";
import { encodeJson } from "./json-encode";
import { room } from "./letters";
import { numberText } from "./number";
import * as parameter from "./parameters";
import type { CallContext, TerraformFunction } from "./terraform-function";
import { graphemes, partsOf } from "./text-parts";

/** `format` and `formatlist`. */
export const FORMAT: Readonly<Record<string, TerraformFunction>> = {
  format: {
    parameters: [parameter.text],
    rest: parameter.nullable,
    holes: "seen",
    choices: "each",
    call: ([template, ...args], { unsettled }) => (typeof template === "string" ? format(template, args) : unsettled()),
  },
  formatlist: {
    parameters: [parameter.text],
    rest: parameter.nullable,
    holes: "seen",
    choices: "each",
    call: ([template, ...args], context) =>
      typeof template === "string" ? formatList(template, args, context) : context.unsettled(),
  },
};

function formatList(template: string, args: readonly Value[], { unsettled, surroundings }: CallContext): Value {
  // An argument that is not known may be a list, and then decides how many there are.
  if (args.some((arg) => arg instanceof Hole && arg.shape === "any")) return unsettled();
  const lists = args.filter(isList);
  if (lists.length > 1 && lists.some(isUnordered)) return unsettled();
  if (args.some((arg) => typeof arg === "object" && arg !== null && !isList(arg) && !isTextLike(arg)))
    return unsettled();
  const [first] = lists;
  const count = first?.length ?? 1;
  if (lists.some(({ length }) => length !== count)) throw new EvaluationFailure("the lists differ in length");
  const results = Array.from({ length: count }, (_, index) => {
    const each = args.map((arg) => (isList(arg) ? (arg[index] ?? null) : arg));
    return overChoices(each, (alternative) => format(template, alternative), unsettled, surroundings.meter);
  });
  return ofKind(lists.some(isUnordered) ? "bag" : "list", results);
}

function isTextLike(value: Value): boolean {
  return value instanceof Hole || value instanceof Text || value instanceof JsonText;
}

interface Verb {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly letter: string;
}

const VERB = /%(?:%|([ +#0-]*)(\d+)?(?:\.(\d+))?(?:\[(\d+)\])?([A-Za-z]))/g;

/** As Go's `Sprintf` over Terraform's values; an argument that is not known stands in the text as a hole. */
function format(template: string, args: readonly Value[]): Value {
  const parts: TextPart[] = [];
  let from = 0;
  let next = 0;
  let highest = 0;
  for (const found of template.matchAll(VERB)) {
    const before = template.slice(from, found.index);
    if (before.includes("%")) throw new EvaluationFailure("a format verb is not understood");
    parts.push(before);
    from = found.index + found[0].length;
    if (found[0] === "%%") {
      parts.push("%");
      continue;
    }
    const [, flags = "", width, precision, position, letter = ""] = found;
    if (position !== undefined) next = Number(position) - 1;
    const arg = args[next++];
    highest = Math.max(highest, next);
    if (arg === undefined) throw new EvaluationFailure("not enough arguments");
    parts.push(...partsOf(formatOne({ flags, width: count(width), precision: count(precision), letter }, arg)));
  }
  if (template.slice(from).includes("%")) throw new EvaluationFailure("a format verb is not understood");
  if (highest < args.length) throw new EvaluationFailure("too many arguments");
  return joinText([...parts, template.slice(from)]);
}

function count(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : room(Number(digits));
}

function formatOne(verb: Verb, arg: Value): Value {
  if (arg === null && verb.letter !== "v") throw new EvaluationFailure("null cannot be formatted");
  const raw = `%${verb.flags}${verb.width ?? ""}${verb.precision === undefined ? "" : `.${verb.precision}`}${verb.letter}`;
  const unsettled = (): Value => derived(`format(${JSON.stringify(raw)}, ${describe(arg)})`, [arg]);
  switch (verb.letter) {
    case "s":
    case "q":
      return formatText(verb, toText(arg), unsettled);
    case "v":
      return formatAny(verb, arg, unsettled);
    case "t": {
      const truth = toBool(arg);
      return typeof truth === "boolean" ? String(truth) : unsettled();
    }
    case "d":
    case "f":
    case "b":
    case "o":
    case "x":
    case "X": {
      const value = toNumber(arg);
      return typeof value === "number" ? (formatNumber(verb, value) ?? unsettled()) : unsettled();
    }
    case "e":
    case "E":
    case "g":
    case "G":
      return unsettled();
    default:
      throw new EvaluationFailure("a format verb is not understood");
  }
}

function formatText(verb: Verb, value: Value, unsettled: () => Value): Value {
  if (typeof value !== "string") {
    return verb.letter === "s" && verb.width === undefined && verb.precision === undefined ? value : unsettled();
  }
  const shown = verb.precision ? graphemes(value).slice(0, verb.precision).join("") : value;
  return pad(verb, verb.letter === "q" ? encodeJson(shown) : shown);
}

/** `%v`: text as it is, anything else as JSON. */
function formatAny(verb: Verb, arg: Value, unsettled: () => Value): Value {
  const plain = !verb.flags.includes("#");
  if (plain && typeof arg === "string") return pad(verb, arg);
  if (typeof arg === "number") return pad(verb, shortestText(arg));
  if (isDetermined(arg)) return pad(verb, encodeJson(arg));
  const isText = arg instanceof Text || arg instanceof JsonText || (arg instanceof Hole && arg.shape !== "any");
  return plain && isText && verb.width === undefined ? arg : unsettled();
}

/** Go's `%g`: an exponent for what is very small, and from a million on. */
function shortestText(value: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return numberText(value);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function pad({ width, flags }: Verb, text: string): string {
  if (width === undefined) return text;
  const missing = width - graphemes(text).length;
  if (missing <= 0) return text;
  const padding = (flags.includes("0") ? "0" : " ").repeat(missing);
  return flags.includes("-") ? text + padding : padding + text;
}

/** `undefined` where Go's spelling of the number is not certain. */
function formatNumber(verb: Verb, value: number): string | undefined {
  const { letter, flags, width = 0, precision } = verb;
  if (letter === "f" ? Math.abs(value) >= 1e15 : !Number.isInteger(value)) {
    if (letter !== "f") throw new EvaluationFailure("an integer is required");
    return undefined;
  }
  if (letter !== "f" && precision !== undefined) return undefined;
  const digits = digitsOf(letter, Math.abs(value), precision);
  const sign = value < 0 ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const prefix = flags.includes("#") ? ({ x: "0x", X: "0X", o: "0", b: "0b" }[letter] ?? "") : "";
  const body = `${prefix}${digits}`;
  if (flags.includes("-")) return `${sign}${body}`.padEnd(width);
  if (flags.includes("0")) return `${sign}${body.padStart(width - sign.length, "0")}`;
  return `${sign}${body}`.padStart(width);
}

function digitsOf(letter: string, value: number, precision = 6): string {
  switch (letter) {
    case "f":
      return value.toFixed(precision);
    case "b":
      return value.toString(2);
    case "o":
      return value.toString(8);
    case "x":
      return value.toString(16);
    case "X":
      return value.toString(16).toUpperCase();
    default:
      return String(value);
  }
}

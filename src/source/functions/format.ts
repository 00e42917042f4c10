import {
  Hole,
  isList,
  isMap,
  JsonText,
  OpenList,
  Text,
  text as joinText,
  type TextPart,
  type Value,
} from "../../values/value";
import { isWhole } from "./arithmetic";
import { overChoices } from "./choices";
import { isDetermined, isUnordered, ofKind } from "./collection-kind";
import { toBool, toNumber, toText } from "./convert";
import { derived, describe } from "./describe";
import { EvaluationFailure } from "./failure";
import { encodeJson } from "./json-encode";
import { room } from "./letters";
import { isExact } from "./number";
import { formatFloat, formatWhole, shortestText, type Verb } from "./number-format";
import * as parameter from "./parameters";
import type { CallContext, TerraformFunction } from "./terraform-function";
import { graphemes, partsOf } from "./text-parts";
import { STRING } from "./type";
import { mayBeAnything } from "./typed-hole";

/** `format` and `formatlist`. */
export const FORMAT: Readonly<Record<string, TerraformFunction>> = {
  format: {
    parameters: [parameter.text],
    rest: parameter.nullable,
    holes: "seen",
    choices: "each",
    call: ([template, ...args], context) => {
      // Before 1.15 a null gives what Terraform never gets to know.
      if (typeof template !== "string" || args.includes(null)) return context.unsettled();
      return format(template, args, context);
    },
  },
  formatlist: {
    parameters: [parameter.text],
    rest: parameter.nullable,
    holes: "seen",
    choices: "each",
    call: ([template, ...args], context) =>
      typeof template === "string" && !args.includes(null) ? formatList(template, args, context) : context.unsettled(),
  },
};

function formatList(template: string, args: readonly Value[], context: CallContext): Value {
  const { unsettled, surroundings } = context;
  // An argument that is not known may be a list, and then decides how many there are.
  if (args.some(mayBeList)) return unsettled();
  const lists = args.filter(isList);
  const [first] = lists;
  const count = first?.length ?? 1;
  if (lists.some(({ length }) => length !== count)) throw new EvaluationFailure("the lists differ in length");
  if (lists.length > 1 && lists.some(isUnordered)) return unsettled();
  surroundings.meter.spend(count * (1 + args.length));
  const results = Array.from({ length: count }, (_, index) => {
    const each = args.map((arg) => (isList(arg) ? (arg[index] ?? null) : arg));
    return overChoices(each, (alternative) => format(template, alternative, context), unsettled, surroundings.meter);
  });
  return ofKind(lists.some(isUnordered) ? "bag" : "list", results, STRING);
}

function mayBeList(arg: Value): boolean {
  return arg instanceof OpenList || mayBeAnything(arg);
}

/** What follows a percent sign. Numbers have no leading zeros. */
const VERB = /%(?:%|([ +#0-]*)([1-9]\d*)?(?:\.(\d*))?(?:\[([1-9]\d*)\])?([A-Za-z]))/y;

/** As Go's `Sprintf` over Terraform's values; an argument that is not known stands in the text as a hole. */
function format(template: string, args: readonly Value[], context: CallContext): Value {
  const parts: TextPart[] = [];
  let next = 0;
  let highest = 0;
  for (let at = 0; at < template.length;) {
    const percent = template.indexOf("%", at);
    parts.push(template.slice(at, percent < 0 ? undefined : percent));
    if (percent < 0) break;
    VERB.lastIndex = percent;
    const found = VERB.exec(template);
    if (found === null) throw new EvaluationFailure("a format verb is not understood");
    at = VERB.lastIndex;
    const [sequence, flags = "", width, precision, position, letter = ""] = found;
    if (sequence === "%%") {
      parts.push("%");
      continue;
    }
    if (position !== undefined) next = Number(position) - 1;
    const arg = args[next++];
    highest = Math.max(highest, next);
    if (arg === undefined) throw new EvaluationFailure("not enough arguments");
    context.surroundings.meter.spend(
      1 + ((typeof arg === "string" ? arg.length : 0) >> 5) + (Number(precision ?? 0) >> 3),
    );
    parts.push(...partsOf(formatOne(verbOf(flags, width, precision, letter), arg, sequence, context)));
  }
  if (highest < args.length) throw new EvaluationFailure("too many arguments");
  return joinText(parts);
}

function verbOf(flags: string, width: string | undefined, precision: string | undefined, letter: string): Verb {
  return {
    letter,
    minus: flags.includes("-"),
    plus: flags.includes("+"),
    space: flags.includes(" "),
    zero: flags.includes("0"),
    sharp: flags.includes("#"),
    width: width === undefined ? undefined : room(Number(width)),
    precision: precision === undefined ? undefined : room(Number(precision)),
  };
}

function formatOne(verb: Verb, arg: Value, sequence: string, { surroundings }: CallContext): Value {
  if (arg === null && verb.letter !== "v") throw new EvaluationFailure("null cannot be formatted");
  const unsettled = (): Value => {
    surroundings.meter.doubts++;
    return derived(`format(${JSON.stringify(sequence)}, ${describe(arg)})`, [arg]);
  };
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
    case "b":
    case "o":
    case "x":
    case "X": {
      const value = toNumber(arg);
      if (!isExact(value)) return unsettled();
      if (!isWhole(value)) throw new EvaluationFailure("an integer is required");
      return formatWhole(verb, value);
    }
    case "e":
    case "E":
    case "f":
    case "g":
    case "G": {
      const value = toNumber(arg);
      return isExact(value) ? formatFloat(verb, value) : unsettled();
    }
    default:
      throw new EvaluationFailure("a format verb is not understood");
  }
}

function formatText(verb: Verb, value: Value, unsettled: () => Value): Value {
  if (typeof value !== "string") {
    return verb.letter === "s" && verb.width === undefined && !verb.precision ? value : unsettled();
  }
  const shown = verb.precision ? graphemes(value).slice(0, verb.precision).join("") : value;
  return pad(verb, verb.letter === "q" ? encodeJson(shown) : shown);
}

/** `%v`: text as it is, a number in short, anything else as JSON. */
function formatAny(verb: Verb, arg: Value, unsettled: () => Value): Value {
  if (!verb.sharp && typeof arg === "string") return pad(verb, arg);
  if (!verb.sharp && isExact(arg)) return pad(verb, shortestText(arg));
  if (isDetermined(arg) && !isUnordered(arg)) return pad(verb, encodeJson(arg));
  if (isList(arg) || isMap(arg)) return verb.width === undefined ? new JsonText(arg) : unsettled();
  const isText = arg instanceof Text || arg instanceof JsonText || (arg instanceof Hole && arg.shape !== "any");
  return !verb.sharp && isText && verb.width === undefined ? arg : unsettled();
}

function pad({ width, minus, zero }: Verb, text: string): string {
  if (width === undefined) return text;
  const missing = width - graphemes(text).length;
  if (missing <= 0) return text;
  const padding = (zero ? "0" : " ").repeat(missing);
  return minus ? text + padding : padding + text;
}

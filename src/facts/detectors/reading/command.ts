import { Hole, isMap, JsonText, text, Text, type TextPart, type Value } from "../../../values";
import { commandsIn } from "./shell";

/** A command line with what is not known in it, and with its variables put in. */
export interface Command {
  /** The words of each simple command, from the program on; what stands for a hole or a variable is a mark. */
  readonly commands: readonly (readonly string[])[];
  /** What a word, or a piece of one, means. */
  valueOf(word: string): Value;
  /** Whether something that is not known stands in a word. */
  isUnknown(word: string): boolean;
}

/** Reads a command, known or with holes; `environment` is what its variables are. */
export function readCommand(command: Value, environment: Value): Command {
  const marks: Value[] = [];
  const mark = (value: Value): string => `\uE000${String(marks.push(value) - 1)}\uE001`;
  const marked = markHoles(command, mark);
  const variables = new Map<string, string>();
  for (const [, name = "", quoted, single, plain] of marked.matchAll(ASSIGNMENT)) {
    variables.set(name, quoted ?? single ?? plain ?? "");
  }
  for (const [name, value] of Object.entries(isMap(environment) ? environment : {})) {
    if (!variables.has(name)) variables.set(name, mark(value));
  }
  const expanded = marked.replace(
    VARIABLE,
    (written, braced?: string, plain?: string, shell?: string, dos?: string) => {
      return variables.get(braced ?? plain ?? shell ?? dos ?? "") ?? written;
    },
  );
  return {
    commands: isText(command) ? [...commandsIn(expanded)].filter((words) => words.length > 0) : [],
    valueOf: (word) => unmarked(word, marks),
    isUnknown: (word) => MARK.test(word) && typeof unmarked(word, marks) !== "string",
  };
}

/** `NAME=value` where a shell sets it, also after `export` and PowerShell's `$NAME = `. */
const ASSIGNMENT = /(?:^|[\s;&|(])\$?([A-Za-z_]\w*)\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s;&|"'()]+))/g;

/** `${NAME}`, `$NAME`, PowerShell's `$env:NAME`, cmd's `%NAME%`. */
const VARIABLE = /\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)\b(?!:)|\$env:([A-Za-z_]\w*)|%([A-Za-z_]\w*)%/g;

const MARK = /\uE000(\d+)\uE001/;

function isText(command: Value): boolean {
  return typeof command === "string" || command instanceof Text;
}

function markHoles(command: Value, mark: (value: Value) => string): string {
  if (typeof command === "string") return command;
  if (!(command instanceof Text)) return "";
  return command.parts.map((part) => (typeof part === "string" ? part : mark(part as Value))).join("");
}

function unmarked(word: string, marks: readonly Value[]): Value {
  const parts = word.split(/\uE000(\d+)\uE001/);
  const values = parts.map((part, index) => (index % 2 === 0 ? part : (marks[Number(part)] ?? new Hole(part))));
  const [only, ...others] = values.filter((each) => each !== "");
  if (only !== undefined && others.length === 0) return only;
  return text(values.map((each) => (isPart(each) ? each : new Hole("a value that is no text"))));
}

function isPart(value: Value): value is TextPart | Text {
  return [Hole, JsonText, Text].some((kind) => value instanceof kind) || typeof value === "string";
}

import type { RowContext } from "../services";
import { join, type Value, wordsOf } from "../values";
import type { Basis } from "../verdict";
import { contextHole, type ContextState, oneAmong } from "./evaluate";

/** What the placeholders of a row's values (`using.arn`) stand for in one call. */
export interface Placeholders {
  /** `undefined`: not known. */
  valueOf(name: string): Value | undefined;
  /** For people: `the ARN of aws_cloudwatch_log_group.x`. Names nothing that must not be told. */
  inWords(name: string): string;
}

/** Who calls, and what. */
interface Calling {
  readonly caller: "role" | "service";
  readonly action: string;
  readonly placeholders?: Placeholders;
}

/** What rows say of a condition key (in lower case) in a call; of a `tag`, whose. `undefined`: nothing. */
export function stateOfRows(
  rows: readonly RowContext[],
  key: string,
  calling: Calling,
  tag: (of: "role" | "key") => ContextState,
): ContextState | undefined {
  const fitting = rows.filter((row) => fits(row, calling));
  const row =
    fitting.find((each) => each.key.toLowerCase() === key) ??
    fitting.find((each) => each.key.endsWith("*") && key.startsWith(each.key.slice(0, -1).toLowerCase()));
  if (row === undefined) return undefined;
  const basis: Basis = row.label === "trace" ? "trace" : "documentation";
  const sent = sentBy(row, calling.placeholders);
  return {
    ...stateOf(row, key, calling.placeholders ?? nothing, tag),
    basis,
    ...(sent !== undefined && { sent }),
  };
}

const nothing: Placeholders = { valueOf: () => undefined, inWords: (name) => `{${name}}` };

/** What AWS sends, in words. */
function sentBy({ state, value }: RowContext, placeholders: Placeholders | undefined): string | undefined {
  if (placeholders === undefined || value === undefined || !SENT.includes(state)) return undefined;
  return (typeof value === "string" ? [value] : value).map((text) => inWords(text, placeholders)).join(" or ");
}

const SENT: readonly RowContext["state"][] = ["is", "one-of", "like"];

function inWords(text: string, placeholders: Placeholders): string {
  const [, only] = /^\{([^{}]+)\}$/.exec(text) ?? [];
  if (only !== undefined) return placeholders.inWords(only);
  return `\`${text.replace(/\{([^{}]+)\}/g, (_, name: string) => `<${placeholders.inWords(name)}>`)}\``;
}

function fits({ caller, only, except }: RowContext, calling: Calling): boolean {
  const named = (actions: readonly string[]): boolean =>
    actions.some((action) => action.toLowerCase() === calling.action.toLowerCase());
  return (
    (caller === undefined || caller === calling.caller) &&
    (only === undefined || named(only)) &&
    (except === undefined || !named(except))
  );
}

function stateOf(
  row: RowContext,
  key: string,
  placeholders: Placeholders,
  tag: (of: "role" | "key") => ContextState,
): ContextState {
  const { state, value = [] } = row;
  const written = typeof value === "string" ? [value] : value;
  const readings = (texts: readonly string[]): readonly Value[] =>
    texts.map((text) => filled(text, key, placeholders, state === "like"));
  const values = (): readonly Value[] => readings(written);
  switch (state) {
    case "is":
    case "like": {
      const found = oneAmong(values());
      if (row.otherReading === undefined || found.state !== "known") return found;
      return { ...found, otherReading: readings([row.otherReading].flat()) };
    }
    case "one-of":
      return { state: "one-of", values: values(), possiblyAbsent: true };
    case "at-least":
      return { state: "known", values: values(), more: true };
    case "not-ours":
      return { state: "not-ours", possiblyAbsent: true };
    case "tag":
      return tag(written[0] === "role" ? "role" : "key");
    case "since":
      return { state: "present", ...(written[0] !== undefined && { notBefore: written[0] }) };
    default:
      return { state };
  }
}

/** A text with its placeholders put in; of a pattern, `*` is some text that nobody knows. */
function filled(template: string, key: string, placeholders: Placeholders, isPattern: boolean): Value {
  const parts = template.split(isPattern ? /(\{[^}]+\}|\*)/ : /(\{[^}]+\})/).filter((part) => part !== "");
  return join(
    parts.map((part, index) => {
      if (part === "*" && isPattern) return contextHole(`${key} *${String(index)}`);
      if (!part.startsWith("{")) return part;
      return wordsOf(placeholders.valueOf(part.slice(1, -1))) ?? contextHole(`${key} ${part}`);
    }),
  );
}

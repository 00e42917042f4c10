import type { RowContext } from "../services";
import { Hole, join, type Value, wordsOf } from "../values";
import type { Basis } from "../verdict";
import { contextHole, type ContextState, oneAmong, UNKNOWN_STATE } from "./evaluate";

/** What a placeholder of a row's value (`using.arn`) stands for in one call; `undefined`: not known. */
export type Placeholders = (name: string) => Value | undefined;

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
  return { ...stateOf(row, key, calling.placeholders ?? nothing, tag), basis };
}

const nothing: Placeholders = () => undefined;

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
  const values = (): readonly Value[] => written.map((text) => filled(text, key, placeholders, state === "like"));
  switch (state) {
    case "is":
    case "like":
      return oneAmong(values());
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
    case "unsupported":
      return UNKNOWN_STATE;
    default:
      return { state };
  }
}

/** A text with its placeholders put in; of a pattern, `*` is some text that nobody knows. */
function filled(template: string, key: string, placeholders: Placeholders, isPattern: boolean): Value {
  const parts = template.split(isPattern ? /(\{[^}]+\}|\*)/ : /(\{[^}]+\})/).filter((part) => part !== "");
  return join(
    parts.map((part, index) => {
      if (part === "*" && isPattern) return new Hole(`${key} after ${String(index)}`);
      if (!part.startsWith("{")) return part;
      return wordsOf(placeholders(part.slice(1, -1))) ?? contextHole(`${key} ${part}`);
    }),
  );
}

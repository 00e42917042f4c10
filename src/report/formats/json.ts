import type { Report } from "../report";

/** The report as JSON text, its members in the order in which it was made. */
export function renderJson(report: Report): string {
  return writeJson(report);
}

/**
 * A value as JSON text, so that equal values are equal bytes.
 * Control and invisible characters are written as escapes (`\u202e`), which a reader of JSON takes for the same text.
 */
export function writeJson(value: unknown): string {
  return `${escaped(JSON.stringify(value, null, 2))}\n`;
}

/** `JSON.stringify` escapes what JSON forbids; a name in a plan must not turn the direction of what a terminal shows either. */
function escaped(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

import type { Report } from "./report";

/**
 * The report as JSON text. Its members stand in the order in which the report was made, so that equal reports are equal bytes.
 * Control and invisible characters are written as escapes (`\u202e`), which a reader of JSON takes for the same text.
 */
export function renderJson(report: Report): string {
  return `${escaped(JSON.stringify(report, null, 2))}\n`;
}

/** `JSON.stringify` escapes what JSON forbids; a name in a plan must not turn the direction of what a terminal shows either. */
function escaped(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

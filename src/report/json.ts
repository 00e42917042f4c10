import type { Report } from "./report";

/** The report as JSON text. Its members stand in the order in which the report was made, so that equal reports are equal bytes. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

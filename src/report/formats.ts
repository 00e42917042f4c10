import { renderJson } from "./json";
import type { Layout } from "./layout";
import type { Report } from "./report";
import { renderText } from "./text";

/** A way to write a report down. */
export interface Format {
  /** As it is named on the command line. */
  readonly id: string;
  render(report: Report, layout: Layout): string;
}

/** Every format, in the order in which help lists them. */
export const formats = [
  { id: "text", render: renderText },
  { id: "json", render: renderJson },
] as const satisfies readonly Format[];

/** The format of this name. */
export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}

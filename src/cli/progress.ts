import type { Progress, Stage } from "../pipeline";
import type { DelayedLine } from "./delayed-line";

/** What a line of progress is written to. */
export interface ProgressStream {
  readonly columns?: number;
  /** Of the terminal. */
  readonly fd?: number;
}

/** A line that shows how far a check is. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const DOING = { read: "reading", resolve: "resolving", judge: "judging" } as const satisfies Record<Stage, string>;

/** The progress of a check on one line of a terminal, which `line` shows once the check takes long. */
export function progressLine({ columns }: ProgressStream, line: DelayedLine): ProgressLine {
  // Pseudo-terminals may report a width of 0.
  const width = columns === undefined || columns === 0 ? 80 : columns;
  return {
    show: ({ path, plan, plans, stage }) => {
      const count = plans === 1 ? "" : `${String(plan + 1)} of ${String(plans)}: `;
      const text = `kmsgate: ${count}${DOING[stage]} ${path === "-" ? "stdin" : path}`;
      // A line that wraps could not be written over.
      line.set(printable(text).slice(0, width - 1));
    },
    end: line.end,
  };
}

/** A file's name must not move the cursor. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}

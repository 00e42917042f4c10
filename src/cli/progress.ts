import type { Progress, Stage } from "../pipeline/options";

/** What a line of progress is written to. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly columns?: number;
}

/** A line that tells how far a check is. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Milliseconds: what is over sooner shows nothing. */
const QUICK = 1000;

const DOING = { read: "reading", resolve: "resolving", judge: "judging" } as const satisfies Record<Stage, string>;

/** One line on a terminal, written over and over. The clock is given in milliseconds. */
export function progressLine(stream: ProgressStream, now: () => number = Date.now): ProgressLine {
  const start = now();
  // Some terminals that a program makes have no width, and say 0.
  const width = stream.columns === undefined || stream.columns === 0 ? 80 : stream.columns;
  let shown = 0;
  const over = (text: string): void => {
    stream.write(`\r${text.padEnd(shown)}${text === "" ? "\r" : ""}`);
    shown = text.length;
  };
  return {
    show: ({ path, plan, plans, stage }) => {
      if (now() - start < QUICK) return;
      const count = plans === 1 ? "" : `${String(plan + 1)} of ${String(plans)}: `;
      const text = `kmsgate: ${count}${DOING[stage]} ${path === "-" ? "stdin" : path}`;
      // A line that wraps could not be written over.
      over(printable(text).slice(0, width - 1));
    },
    end: () => {
      if (shown > 0) over("");
    },
  };
}

/** A file's name must not move the cursor. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}

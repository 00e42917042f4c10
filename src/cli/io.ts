import type { Layout } from "../print";
import type { ProgressStream } from "./progress";

/** What the command line needs of the process it runs in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** How text on standard output may look. */
  readonly layout: Layout;
  /** Standard error, where it is a terminal that somebody watches. */
  readonly progress?: ProgressStream;
}

/** For files and pipes: the same bytes wherever kmsgate runs. */
export const fileLayout: Layout = { colour: false, width: 100 };

const narrowest = 40;
const widest = 120;

/** Standard error for a line of progress: never in a pipe, nor in a pipeline that has a terminal made for it (CI). */
export function progressOf(
  stream: ProgressStream & { readonly isTTY?: boolean },
  env: Io["env"],
): Pick<Io, "progress"> {
  return stream.isTTY === true && (env.CI ?? "") === "" && env.TERM !== "dumb" ? { progress: stream } : {};
}

/** How text may look on a stream: colour and its own width on a terminal; no colour with NO_COLOR (no-color.org). */
export function layoutOf(stream: { readonly isTTY?: boolean; readonly columns?: number }, env: Io["env"]): Layout {
  if (stream.isTTY !== true) return fileLayout;
  const noColour = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  const columns = stream.columns ?? fileLayout.width;
  return { colour: !noColour, width: Math.min(Math.max(columns, narrowest), widest) };
}

import { paint, printable, wrap, type Layout } from "./layout";

/** Why a key or role was, or was not, counted: every step that led there, in order. */
export interface Trace {
  /** The address to explain. */
  readonly address: string;
  /** In the order in which they were taken. */
  readonly steps: readonly TraceStep[];
}

/** One step of a trace. */
export interface TraceStep {
  /** What the step is about: an address, an attribute, a statement. */
  readonly subject: string;
  /** What it found, in one sentence. */
  readonly sentence: string;
}

/** The trace as text: the address, then a line for each step. */
export function renderTrace(trace: Trace, layout: Layout): string {
  const steps = trace.steps.flatMap(({ subject, sentence }) => wrap(`${subject}: ${sentence}`, "  ", layout, "  "));
  const lines = steps.length === 0 ? ["  nothing in the plan has this address"] : steps;
  const title = printable(`trace of ${trace.address}`).replace(/\s+/g, " ");
  return `${[paint(title, "strong", layout), ...lines].join("\n")}\n`;
}

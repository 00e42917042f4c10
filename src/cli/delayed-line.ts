import { writeSync } from "node:fs";
import { Worker } from "node:worker_threads";

/** One line of a terminal, written over and over, that appears only where things take long. */
export interface DelayedLine {
  /** What the line says from now on. */
  readonly set: (text: string) => void;
  /** Takes the line away, if it was shown. */
  readonly end: () => void;
}

/** Milliseconds: what is over sooner shows nothing. */
const QUICK = 1000;

/**
 * A line that a thread of its own writes: parsing one large plan blocks the thread of the check for seconds, so that no timer
 * of that thread fires.
 *
 * @param fd - of the terminal
 */
export function delayedLine(fd: number, delay = QUICK): DelayedLine {
  // The number of characters on the terminal; -1 once the line is taken away.
  const shown = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(THREAD, { eval: true, workerData: { fd, delay, shown }, stdout: false, stderr: false });
  // No line of progress is worth a failed check.
  worker.on("error", () => undefined);
  worker.unref();
  return {
    set: (text) => {
      worker.postMessage(text);
    },
    end: () => {
      const length = Atomics.exchange(shown, 0, -1);
      if (length > 0) writeSync(fd, `\r${" ".repeat(length)}\r`);
      void worker.terminate();
    },
  };
}

/** JavaScript, so that it needs no file of its own in the package. */
const THREAD = `
const { writeSync } = require("node:fs");
const { parentPort, workerData: { fd, delay, shown } } = require("node:worker_threads");
let text = "";
let isLate = false;
const write = () => {
  const before = Atomics.load(shown, 0);
  if (!isLate || text === "" || before < 0) return;
  const length = Math.max(before, text.length);
  if (Atomics.compareExchange(shown, 0, before, length) === before) writeSync(fd, "\\r" + text.padEnd(before));
};
parentPort.on("message", (given) => { text = given; write(); });
setTimeout(() => { isLate = true; write(); }, delay);
`;

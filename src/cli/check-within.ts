import { join } from "node:path";
import { Worker } from "node:worker_threads";

import { type Check, type CheckResult, NoPlanRead, type Progress } from "../pipeline";
import { InputError } from "../errors";
import type { UnreadPlan } from "../report";

/** What the worker answers; errors lose their class on the way between threads. */
export type Answer =
  | { readonly progress: Progress }
  | { readonly result: CheckResult }
  | {
      readonly inputError: {
        readonly what: string;
        readonly detail: InputError["detail"];
        /** Of a {@link NoPlanRead}. */
        readonly unread?: readonly UnreadPlan[];
      };
    }
  | { readonly fault: { readonly name: string; readonly stack: string } };

// A program that the check has started gets the same time, and shall be stopped by the check itself.
const grace = 200;

/**
 * A check that is stopped after so many seconds, whatever it does: it runs in a thread of its own, since nothing can
 * interrupt the one it would share with the clock.
 *
 * @throws InputError when the time is over.
 */
export function checkWithin(seconds: number): Check {
  return (options) =>
    new Promise((resolve, reject) => {
      const stdin = options.inputs.some(({ path }) => path === "-");
      const { onProgress, ...workerData } = options;
      const worker = new Worker(join(__dirname, "check-worker.js"), { workerData, stdin });
      if (stdin && worker.stdin !== null) process.stdin.pipe(worker.stdin);
      const clock = setTimeout(
        () => {
          process.stdin.unpipe();
          process.stdin.destroy();
          void worker.terminate();
          reject(new InputError(`not done after ${seconds} seconds`, { expected: "--timeout allows more" }));
        },
        seconds * 1000 + grace,
      );
      worker.on("message", (answer: Answer) => {
        if ("progress" in answer) {
          onProgress?.(answer.progress);
          return;
        }
        clearTimeout(clock);
        if ("result" in answer) resolve(answer.result);
        else reject(errorOf(answer));
      });
      worker.once("error", (error) => {
        clearTimeout(clock);
        reject(error);
      });
    });
}

function errorOf(answer: Exclude<Answer, { result: CheckResult } | { progress: Progress }>): Error {
  if ("inputError" in answer) {
    const { what, detail, unread } = answer.inputError;
    return unread === undefined ? new InputError(what, detail) : new NoPlanRead(unread);
  }
  return Object.assign(new Error(), answer.fault);
}

import { parentPort, workerData } from "node:worker_threads";

import { type Check, type CheckOptions, NoPlanRead, type Progress } from "../pipeline";
import { InputError } from "../errors";
import type { Answer } from "./check-within";

function tell(answer: Answer): void {
  parentPort?.postMessage(answer);
}

async function answer(): Promise<Answer> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { check } = require("../pipeline/check") as { check: Check };
    const onProgress = (progress: Progress): void => {
      tell({ progress });
    };
    return { result: await check({ ...(workerData as CheckOptions), onProgress }) };
  } catch (error) {
    if (error instanceof InputError) {
      const { what, detail } = error;
      return { inputError: { what, detail, ...(error instanceof NoPlanRead && { unread: error.unread }) } };
    }
    const { name, stack = "" } = error instanceof Error ? error : new Error(String(error));
    return { fault: { name, stack } };
  }
}

void answer().then(tell);

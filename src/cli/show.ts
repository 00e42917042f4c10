import { Command } from "commander";

import { InputError } from "../errors";
import { DEFAULT_MAX_SIZE, showPlan } from "../input";
import type { Io } from "./io";
import { parseBytes } from "./values";

/** What the command line gives. */
interface Flags {
  readonly unsafeValues?: boolean;
  readonly maxSize: number;
}

/** `kmsgate show PLAN` */
export function showCommand(io: Io, end: (code: number) => void): Command {
  return new Command("show")
    .description("print what was read of a saved plan as plan JSON, without terraform")
    .argument("[PLAN]", "a saved plan (terraform plan -out), or - for standard input")
    .option("--unsafe-values", "print sensitive values and variables too")
    .option("--max-size <bytes>", "exit with 2 on a larger input", parseBytes, DEFAULT_MAX_SIZE)
    .action(async (path: string | undefined, { unsafeValues = false, maxSize }: Flags) => {
      if (path === undefined) throw new InputError("no plan is given", { expected: "Expected: kmsgate show PLAN" });
      io.out(`${JSON.stringify(await showPlan(path, { unsafeValues, maxSize }), null, 2)}\n`);
      end(0);
    });
}

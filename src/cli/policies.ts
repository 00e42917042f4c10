import { Command, Option } from "commander";

import { InputError } from "../errors";
import { DEFAULT_MAX_SIZE } from "../input";
import type * as pipeline from "../pipeline/policies-of-plan";
import { policiesJson, policiesText } from "../print";
import type { Io } from "./io";
import { sourceFolder } from "./source-folder";
import { parseAccount, parseBytes } from "./values";

/** What the command line gives. */
interface Flags {
  readonly format: "text" | "json";
  readonly source?: string;
  readonly account?: string;
  readonly terraform?: string;
  readonly maxSize: number;
}

/** `kmsgate policies PLAN [ADDRESS...]` */
export function policiesCommand(io: Io, end: (code: number) => void): Command {
  return new Command("policies")
    .description("print every policy of a plan as it will be applied, with what is not known by name")
    .argument("[PLAN]", "a saved plan (terraform plan -out), its JSON (terraform show -json), or - for standard input")
    .argument("[ADDRESS...]", "the resources whose policies to print (default: all)")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .option("--source <dir>", "the folder of the configuration, for plan JSON and for files that it reads")
    .option("--account <id>", "the account, where nothing in the plan tells it", parseAccount)
    .option("--terraform <path>", "the terraform or tofu that may be run on a saved plan that cannot be read directly")
    .option("--max-size <bytes>", "exit with 2 on a larger input", parseBytes, DEFAULT_MAX_SIZE)
    .action(async (path: string | undefined, addresses: readonly string[], flags: Flags) => {
      if (path === undefined) throw new InputError("no plan is given", { expected: "Expected: kmsgate policies PLAN" });
      const { format, source, account, terraform, maxSize } = flags;
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- neither help nor bad usage loads the pipeline
      const { plannedPolicies } = require("../pipeline/policies-of-plan") as typeof pipeline;
      const policies = await plannedPolicies({
        path,
        addresses,
        maxSize,
        ...(source === undefined ? {} : { source: sourceFolder(source, io) }),
        ...(account === undefined ? {} : { account }),
        ...(terraform === undefined ? {} : { terraform }),
      });
      io.out(format === "json" ? policiesJson(policies) : policiesText(policies, io.layout));
      end(0);
    });
}

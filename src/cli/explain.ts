import { Command } from "commander";

import { InputError } from "../errors";
import { ruleText } from "../print";
import type * as ruleSet from "../rules";
import type { Io } from "./io";

/** `kmsgate explain RULE` */
export function explainCommand(io: Io, end: (code: number) => void): Command {
  return new Command("explain")
    .description("say why a rule is there, with an example that fails, one that passes, and AWS's sentence")
    .argument("[RULE]", "the rule's id, as it stands in a finding")
    .action((id: string | undefined) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- neither help nor bad usage loads the rules
      const { allRules: rules } = require("../rules") as typeof ruleSet;
      const rule = rules.find((each) => each.id === id);
      if (rule === undefined) {
        throw new InputError(id === undefined ? "no rule is given" : `there is no rule ${JSON.stringify(id)}`, {
          expected: `Expected one of\n${rules.map((each) => `  ${each.id}  ${each.title}`).join("\n")}`,
        });
      }
      io.out(ruleText(rule, io.layout));
      end(0);
    });
}

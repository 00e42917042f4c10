import { Command } from "commander";

import { InputError } from "../errors";
import { explainedRequirement, explainedService, ruleText } from "../print";
import { serviceById, services } from "../services";
import type * as ruleSet from "../rules";
import type { Io } from "./io";

/** `kmsgate explain RULE`, `kmsgate explain SERVICE`, `kmsgate explain REQUIREMENT` */
export function explainCommand(io: Io, end: (code: number) => void): Command {
  return new Command("explain")
    .description(
      "say why a rule is there, with an example of each kind, or what AWS requires for a service, in its words",
    )
    .argument("[ID]", "the id of a rule, of a service, or of a requirement, as it stands in a report")
    .action((id: string | undefined) => {
      io.out(explained(id ?? "", io));
      end(0);
    });
}

/** @throws InputError with all rules and services */
function explained(id: string, { layout }: Io): string {
  const service = serviceById(id);
  if (service !== undefined) return explainedService(service, layout);
  for (const each of services) {
    const requirement = each.requirements.find((row) => row.id === id);
    if (requirement !== undefined) return explainedRequirement(each, requirement, layout);
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- neither help nor bad usage loads the rules
  const { allRules: rules } = require("../rules") as typeof ruleSet;
  const rule = rules.find((each) => each.id === id);
  if (rule !== undefined) return ruleText(rule, layout);
  const what =
    id === "" ? "no rule or service is given" : `there is no rule, service or requirement ${JSON.stringify(id)}`;
  throw new InputError(what, {
    expected: `Expected a rule\n${listed(rules)}\nor a service, or one of its requirements\n${listed(services)}`,
  });
}

function listed(all: readonly { readonly id: string; readonly title: string }[]): string {
  return all.map(({ id, title }) => `  ${id}  ${title}`).join("\n");
}

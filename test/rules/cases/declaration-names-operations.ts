import type { Facts, Use } from "../../../src/facts/facts";
import { RIGHT_KEY_POLICY, RIGHT_ROLE_POLICY, aKey, aRole, aUse, theFacts } from "../build-facts";
import type { RuleCase } from "./case";

const declarations = [{ address: "terraform_data.kmsgate_use", attribute: "input" }];

function declaring(given: Partial<Use>): Facts {
  return theFacts([aUse(aKey(RIGHT_KEY_POLICY), aRole(RIGHT_ROLE_POLICY), given)]);
}

/** What the rule must say. */
export const declarationNamesOperations: readonly RuleCase[] = [
  { kind: "passes", name: "nothing is left out", facts: declaring({}), told: [] },
  {
    kind: "undecided",
    name: "an operation that nobody knows is not missed",
    facts: declaring({ operations: null }),
    told: [],
  },
  {
    kind: "fails",
    name: "an operation that the plan shows is left out",
    facts: declaring({ undeclared: { operations: ["batch-inference-job"], declarations } }),
    told: ["warning violated aws_iam_role.service: "],
  },
];

import { aKey, theFacts } from "../build-facts";
import { right, unknownPolicy, type RuleCase } from "./case";

/** What the rule must say. It is never violated: what it is about cannot be known. */
export const keyIsKnown: readonly RuleCase[] = [
  { kind: "passes", name: "all is there", facts: right, told: [] },
  {
    kind: "undecided",
    name: "a key without a use whose unknown policy may name a service's role",
    facts: theFacts([], {
      keys: [aKey(unknownPolicy)],
      unlinked: [{ kind: "key", address: "aws_kms_key.data", because: "its policy refers to aws_iam_role.service" }],
    }),
    told: ["error undecided null: "],
  },
  {
    kind: "undecided",
    name: "a key that is only known at run time",
    facts: theFacts([], {
      runtimeKeys: [
        {
          service: "personalize",
          operation: "dataset-group",
          at: { address: "aws_sfn_state_machine.train", attribute: "definition" },
          plan: 0,
          because: "KmsKeyArn.$ is read from the execution's input",
        },
      ],
    }),
    told: ["error undecided null: "],
  },
];

import { RIGHT_KEY_POLICY, RIGHT_ROLE_POLICY, aKey, aPolicy, aRole, aUse, theFacts, toRole } from "../build-facts";
import { right, rightKey, rightRole, type RuleCase } from "./case";

/** What the rule must say. */
export const policyIsWellFormed: readonly RuleCase[] = [
  { kind: "passes", name: "all is there", facts: right, told: [] },
  {
    kind: "fails",
    name: "a malformed policy, and nothing else of it",
    facts: theFacts([aUse(aKey([...RIGHT_KEY_POLICY, { ...toRole(["kms:Decrypt"]), Effect: "allow" }]), rightRole)]),
    told: ["error violated null: "],
  },
  {
    kind: "fails",
    name: "a malformed policy of the role",
    facts: theFacts([aUse(rightKey, aRole([...RIGHT_ROLE_POLICY, { Effect: "Allow", Resource: "*" }]))]),
    told: ["error violated null: "],
  },
  {
    kind: "fails",
    name: "a malformed boundary and a malformed trust policy, in one finding",
    facts: theFacts([
      aUse(
        rightKey,
        aRole(RIGHT_ROLE_POLICY, {
          boundary: aPolicy([{ Effect: "Allow", Action: "*" }], "boundary", { address: "aws_iam_policy.boundary" }),
          trust: aPolicy([{ Effect: "Allow", Action: "sts:AssumeRole", Principal: "*", Resource: "*" }], "trust"),
        }),
      ),
    ]),
    told: ["error violated null: "],
  },
  {
    kind: "passes",
    name: "a policy without Version is read by older rules: a note",
    facts: theFacts([aUse(aKey(JSON.stringify({ Statement: RIGHT_KEY_POLICY })), rightRole)]),
    told: ["note violated null: "],
  },
];

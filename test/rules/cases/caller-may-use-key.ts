import type { Facts } from "../../../src/facts/facts";
import { Hole } from "../../../src/values";
import { ACCOUNT, ROLE_ARN, aKey, aUse, theFacts } from "../build-facts";
import type { RuleCase } from "./case";

const actions = [
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:ReEncrypt*",
  "kms:DescribeKey",
];

const toBus = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "kms:*", Resource: "*" };

/** A bus uses a key, for which EventBridge acts as whoever creates it. */
function bus(principal: unknown, what: readonly string[] = ["kms:*"]): Facts {
  const statement = { Effect: "Allow", Principal: principal, Action: what, Resource: "*" };
  const key = aKey([statement, toBus] as never);
  return theFacts([aUse(key, null, { service: "eventbridge-bus", operations: ["event-bus"], withoutRole: true })]);
}

const told = [
  "note violated null: kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo",
];

/** What the rule must say. */
export const callerMayUseKey: readonly RuleCase[] = [
  { kind: "passes", name: "the account decides", facts: bus({ AWS: `arn:aws:iam::${ACCOUNT}:root` }), told: [] },
  { kind: "passes", name: "an account by its number decides", facts: bus({ AWS: ACCOUNT }), told: [] },
  { kind: "passes", name: "everybody is let in", facts: bus("*", actions), told: [] },
  {
    kind: "undecided",
    name: "a principal that is not known is not accused",
    facts: bus({ AWS: new Hole("var.admin") }),
    told: [],
  },
  { kind: "fails", name: "a role alone is let in", facts: bus({ AWS: ROLE_ARN }), told },
  {
    kind: "fails",
    name: "the account decides of other actions only",
    facts: bus({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, ["kms:Put*", "kms:DescribeKey"]),
    told,
  },
];

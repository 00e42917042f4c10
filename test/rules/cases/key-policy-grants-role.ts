import {
  ACCOUNT,
  PERSONALIZE_KEY_ACTIONS,
  PERSONALIZE_ROLE_ACTIONS,
  RIGHT_ROLE_POLICY,
  ROLE_ARN,
  ROOT,
  aKey,
  aPolicy,
  aRole,
  aUse,
  theFacts,
  toRole,
  toService,
} from "../build-facts";
import { KEY_ACTIONS, ROLE, right, rightKey, rightRole, unknownPolicy, type RuleCase } from "./case";

/** What the rule must say. */
export const keyPolicyGrantsRole: readonly RuleCase[] = [
  { kind: "passes", name: "all is there", facts: right, told: [] },
  {
    kind: "fails",
    name: "the account alone, and the role's own policy",
    facts: theFacts([aUse(aKey([ROOT, toService(PERSONALIZE_KEY_ACTIONS)]), rightRole)]),
    told: [`error violated ${ROLE}: ${KEY_ACTIONS}`],
  },
  {
    kind: "fails",
    name: "one action is missing",
    facts: theFacts([
      aUse(aKey([ROOT, toRole(PERSONALIZE_ROLE_ACTIONS), toService(PERSONALIZE_KEY_ACTIONS)]), rightRole),
    ]),
    told: [`error violated ${ROLE}: kms:CreateGrant`],
  },
  {
    kind: "fails",
    name: "two roles, of which one is named",
    facts: theFacts([
      aUse(rightKey, rightRole),
      aUse(rightKey, aRole(RIGHT_ROLE_POLICY, { id: "aws_iam_role.other", arn: `${ROLE_ARN}2`, name: "service2" })),
    ]),
    told: [`error violated aws_iam_role.other: ${KEY_ACTIONS}`],
  },
  {
    kind: "fails",
    name: "a condition that never holds for a role's call",
    facts: theFacts([
      aUse(
        aKey([
          toRole(PERSONALIZE_KEY_ACTIONS, { Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } }),
          toService(PERSONALIZE_KEY_ACTIONS),
        ]),
        rightRole,
      ),
    ]),
    told: [`error violated ${ROLE}: ${KEY_ACTIONS}`],
  },
  {
    kind: "undecided",
    name: "the policy is not known",
    facts: theFacts([aUse(aKey(unknownPolicy), rightRole)]),
    told: [`error undecided ${ROLE}: ${KEY_ACTIONS}`],
  },
  {
    kind: "undecided",
    name: "the console's condition on grants",
    facts: theFacts([
      aUse(
        aKey([
          toService(PERSONALIZE_KEY_ACTIONS),
          toRole(["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]),
          toRole(["kms:CreateGrant", "kms:ListGrants"], {
            Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
          }),
        ]),
        rightRole,
      ),
    ]),
    told: [`error undecided ${ROLE}: kms:CreateGrant kms:ListGrants`],
  },
  {
    kind: "undecided",
    name: "the role is not known",
    facts: theFacts([aUse(rightKey, null)]),
    told: [`error undecided null: ${KEY_ACTIONS}`],
  },
  {
    kind: "undecided",
    name: "under -target, the policy of a key that has none may still come",
    facts: theFacts(
      [
        aUse(
          aKey([ROOT], { policy: aPolicy([ROOT], "key", { origin: "default", address: "aws_kms_key.data" }) }),
          rightRole,
        ),
      ],
      {
        incomplete: true,
      },
    ),
    told: [`error undecided ${ROLE}: ${KEY_ACTIONS}`],
  },
  {
    kind: "fails",
    name: "under -target, a policy that is there stays what it is",
    facts: theFacts([aUse(aKey([ROOT, toService(PERSONALIZE_KEY_ACTIONS)]), rightRole)], { incomplete: true }),
    told: [`error violated ${ROLE}: ${KEY_ACTIONS}`],
  },
];

import {
  ACCOUNT,
  GEOSPATIAL_ACTIONS,
  KEY_ARN,
  PERSONALIZE_ROLE_ACTIONS,
  RIGHT_KEY_POLICY,
  RIGHT_ROLE_POLICY,
  ROOT,
  aGeospatialUse,
  aKey,
  aRole,
  aUse,
  onKey,
  theFacts,
  toRole,
  toService,
} from "../build-facts";
import { ROLE, SERVICE, right, rightKey, rightRole, unknownPolicy, type RuleCase } from "./case";

/** What the rule must say. */
export const grantsNoMore: readonly RuleCase[] = [
  { kind: "passes", name: "what AWS lists", facts: right, told: [] },
  {
    kind: "fails",
    name: "kms:* and * in the key policy, to role and service",
    facts: theFacts([aUse(aKey([ROOT, toRole(["kms:*"]), toService(["*", "kms:Decrypt"])]), rightRole)]),
    told: [`note violated ${ROLE}: kms:*`, `note violated ${SERVICE}: *`],
  },
  {
    kind: "fails",
    name: "everybody, without a condition",
    facts: theFacts([aUse(aKey([...RIGHT_KEY_POLICY, { ...toRole(["kms:Decrypt"]), Principal: "*" }]), rightRole)]),
    told: ["note violated *: kms:Decrypt"],
  },
  {
    kind: "passes",
    name: "everybody, under a condition",
    facts: theFacts([
      aUse(
        aKey([
          ...RIGHT_KEY_POLICY,
          {
            ...toRole(["kms:Decrypt"]),
            Principal: { AWS: "*" },
            Condition: { StringEquals: { "kms:CallerAccount": ACCOUNT } },
          },
        ]),
        rightRole,
      ),
    ]),
    told: [],
  },
  {
    kind: "fails",
    name: "kms:CreateGrant in the policy of a Personalize role",
    facts: theFacts([aUse(rightKey, aRole([onKey([...PERSONALIZE_ROLE_ACTIONS, "kms:Create*"])]))]),
    told: [`note violated ${ROLE}: kms:Create*`],
  },
  {
    kind: "passes",
    name: "kms:CreateGrant in the policy of a geospatial role, where AWS asks for it",
    facts: theFacts([aGeospatialUse(aKey([toRole(GEOSPATIAL_ACTIONS)]), aRole([onKey(GEOSPATIAL_ACTIONS)]))]),
    told: [],
  },
  {
    kind: "passes",
    name: "kms:CreateGrant on another key",
    facts: theFacts([
      aUse(rightKey, aRole([...RIGHT_ROLE_POLICY, onKey(["kms:CreateGrant"], { Resource: `${KEY_ARN}0` })])),
    ]),
    told: [],
  },
  {
    kind: "fails",
    name: "everything to the role, by its own policy",
    facts: theFacts([aUse(rightKey, aRole([{ Effect: "Allow", Action: "*", Resource: "*" }]))]),
    told: [`note violated ${ROLE}: *`],
  },
  {
    kind: "undecided",
    name: "a policy that is not known is not accused: this rule tells what it sees, or nothing",
    facts: theFacts([aUse(aKey(unknownPolicy), rightRole)]),
    told: [],
  },
];

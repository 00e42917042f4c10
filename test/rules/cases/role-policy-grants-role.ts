import { Hole } from "../../../src/values/value";
import {
  GEOSPATIAL_ACTIONS,
  KEY_ARN,
  PERSONALIZE_KEY_ACTIONS,
  PERSONALIZE_ROLE_ACTIONS,
  ROLE_ARN,
  ROOT,
  aGeospatialUse,
  aKey,
  aRole,
  aUse,
  onKey,
  outsideRole,
  theFacts,
  toRole,
  toService,
} from "../build-facts";
import { KEY_ACTIONS, ROLE, ROLE_ACTIONS, right, rightKey, type RuleCase } from "./case";

const otherAccount = { account: "444455556666", arn: "arn:aws:iam::444455556666:role/service" };

const forOtherAccount = { ...toRole(PERSONALIZE_KEY_ACTIONS), Principal: { AWS: otherAccount.arn } };

/** The statement of an account that is not known: it may be this one. */
const rootOfHole = { ...ROOT, Principal: { AWS: new Hole("var.account", { shape: "account" }) } };

/** What the rule must say. */
export const rolePolicyGrantsRole: readonly RuleCase[] = [
  { kind: "passes", name: "all is there", facts: right, told: [] },
  {
    kind: "passes",
    name: "an import job needs the key policy alone",
    facts: theFacts([aUse(rightKey, aRole([]), { operations: ["dataset-import-job"] })]),
    told: [],
  },
  {
    kind: "passes",
    name: "geospatial, with the account root as administrator",
    facts: theFacts([aGeospatialUse(aKey([ROOT, toRole(GEOSPATIAL_ACTIONS)]), aRole([]))]),
    told: [],
  },
  {
    kind: "fails",
    name: "geospatial, without",
    facts: theFacts([aGeospatialUse(aKey([toRole(GEOSPATIAL_ACTIONS)]), aRole([]))]),
    told: [`error violated ${ROLE}: ${GEOSPATIAL_ACTIONS.join(" ")}`],
  },
  {
    kind: "undecided",
    name: "geospatial, where the account root may be administrator",
    facts: theFacts([aGeospatialUse(aKey([rootOfHole, toRole(GEOSPATIAL_ACTIONS)]), aRole([]))]),
    told: [`error undecided ${ROLE}: ${GEOSPATIAL_ACTIONS.join(" ")}`],
  },
  {
    kind: "fails",
    name: "half of the actions",
    facts: theFacts([aUse(rightKey, aRole([onKey(["kms:Decrypt", "kms:GenerateDataKey"])]))]),
    told: [`error violated ${ROLE}: kms:DescribeKey kms:ListGrants`],
  },
  {
    kind: "fails",
    name: "another key",
    facts: theFacts([aUse(rightKey, aRole([onKey(PERSONALIZE_ROLE_ACTIONS, { Resource: `${KEY_ARN}0` })]))]),
    told: [`error violated ${ROLE}: ${ROLE_ACTIONS}`],
  },
  {
    kind: "fails",
    name: "an import by a role of another account, which needs both sides",
    facts: theFacts([
      aUse(aKey([forOtherAccount, toService(PERSONALIZE_KEY_ACTIONS)]), aRole([], otherAccount), {
        operations: ["dataset-import-job"],
      }),
    ]),
    told: [`error violated ${ROLE}: ${KEY_ACTIONS}`],
  },
  {
    kind: "undecided",
    name: "a role outside the plan",
    facts: theFacts([aUse(rightKey, outsideRole())]),
    told: [`error undecided ${ROLE_ARN}: ${ROLE_ACTIONS}`],
  },
  {
    kind: "passes",
    name: "a role outside the plan, for an import job",
    facts: theFacts([aUse(rightKey, outsideRole(), { operations: ["dataset-import-job"] })]),
    told: [],
  },
  {
    kind: "undecided",
    name: "under -target another policy may still come",
    facts: theFacts([aUse(rightKey, aRole([]))], { incomplete: true }),
    told: [`error undecided ${ROLE}: ${ROLE_ACTIONS}`],
  },
];

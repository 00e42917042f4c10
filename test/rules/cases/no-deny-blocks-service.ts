import { Choice, Hole } from "../../../src/values/value";
import {
  GEOSPATIAL_ACTIONS,
  PERSONALIZE_ROLE_ACTIONS,
  RIGHT_KEY_POLICY,
  RIGHT_ROLE_POLICY,
  ROOT,
  aGeospatialUse,
  aKey,
  aPolicy,
  aRole,
  aUse,
  onKey,
  theFacts,
  toRole,
} from "../build-facts";
import { KEY_ACTIONS, ROLE, SERVICE, right, rightKey, rightRole, unknownPolicy, type RuleCase } from "./case";

const withoutNetwork = {
  Effect: "Deny",
  Principal: "*",
  Action: "kms:*",
  Resource: "*",
  Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1a2b3c4d" } },
};

/** What the rule must say. */
export const noDenyBlocksService: readonly RuleCase[] = [
  { kind: "passes", name: "no Deny, no boundary", facts: right, told: [] },
  {
    kind: "fails",
    name: "a Deny for everything outside a VPC endpoint hits role and service",
    facts: theFacts([aUse(aKey([...RIGHT_KEY_POLICY, withoutNetwork]), rightRole)]),
    told: [`error violated ${ROLE}: ${KEY_ACTIONS}`, `error violated ${SERVICE}: ${KEY_ACTIONS}`],
  },
  {
    kind: "fails",
    name: "a Deny in the role's own policy",
    facts: theFacts([
      aUse(rightKey, aRole([...RIGHT_ROLE_POLICY, { Effect: "Deny", Action: "kms:ListGrants", Resource: "*" }])),
    ]),
    told: [`error violated ${ROLE}: kms:ListGrants`],
  },
  {
    kind: "fails",
    name: "a boundary without kms:CreateGrant",
    facts: theFacts([
      aUse(
        rightKey,
        aRole(RIGHT_ROLE_POLICY, {
          boundary: aPolicy([onKey(PERSONALIZE_ROLE_ACTIONS)], "boundary", { address: "aws_iam_policy.boundary" }),
        }),
      ),
    ]),
    told: [`error violated ${ROLE}: kms:CreateGrant`],
  },
  {
    kind: "fails",
    name: "geospatial's own calls run under a grant, which a Deny beats",
    facts: theFacts([
      aGeospatialUse(
        aKey([
          ROOT,
          toRole(GEOSPATIAL_ACTIONS),
          {
            Effect: "Deny",
            Principal: "*",
            Action: ["kms:Decrypt", "kms:CreateGrant"],
            Resource: "*",
            Condition: { Bool: { "aws:PrincipalIsAWSService": "true" } },
          },
        ]),
        aRole([]),
      ),
    ]),
    told: ["error violated sagemaker-geospatial.amazonaws.com: kms:Decrypt"],
  },
  {
    kind: "passes",
    name: "a Deny of another action",
    facts: theFacts([
      aUse(aKey([...RIGHT_KEY_POLICY, { ...withoutNetwork, Action: "kms:ScheduleKeyDeletion" }]), rightRole),
    ]),
    told: [],
  },
  {
    kind: "undecided",
    name: "a boundary that nobody sees",
    facts: theFacts([
      aUse(
        rightKey,
        aRole(RIGHT_ROLE_POLICY, {
          boundary: aPolicy(new Hole("policy of boundary"), "boundary", {
            origin: "outside",
            address: "aws_iam_policy.boundary",
          }),
        }),
      ),
    ]),
    told: [`error undecided ${ROLE}: ${KEY_ACTIONS}`],
  },
  {
    kind: "undecided",
    name: "a policy that may be attached and would deny",
    facts: theFacts([
      aUse(
        rightKey,
        aRole(RIGHT_ROLE_POLICY, {
          possiblyAttached: [
            aPolicy(
              new Choice(
                new Hole("whether aws_iam_policy.strict is attached"),
                { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "kms:Decrypt", Resource: "*" }] },
                { Version: "2012-10-17", Statement: [] },
              ),
              "identity",
              { address: "aws_iam_policy.strict" },
            ),
          ],
        }),
      ),
    ]),
    told: [`error undecided ${ROLE}: kms:Decrypt`],
  },
  {
    kind: "passes",
    name: "what is unknown is told by the layer, where it is unknown there",
    facts: theFacts([aUse(aKey(unknownPolicy), rightRole)]),
    told: [],
  },
];

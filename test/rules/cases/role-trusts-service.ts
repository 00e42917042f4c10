import type { Facts } from "../../../src/facts/facts";
import { Hole } from "../../../src/values/value";
import {
  ACCOUNT,
  RIGHT_KEY_POLICY,
  RIGHT_ROLE_POLICY,
  aKey,
  ROLE_ARN,
  aPolicy,
  aRole,
  aUse,
  outsideRole,
  theFacts,
} from "../build-facts";
import { ROLE, SERVICE, rightKey, type RuleCase } from "./case";

const trusting = (principal: string | Hole): Facts => {
  const statement = { Effect: "Allow", Principal: { Service: principal }, Action: "sts:AssumeRole" };
  const trust = aPolicy([statement], "trust", { address: ROLE });
  return theFacts([aUse(rightKey, aRole(RIGHT_ROLE_POLICY, { trust }))]);
};

/** A trust policy as AWS recommends it, for one Region, and a key in another or the same. */
const guarded = (named: string, region: string | Hole): Facts => {
  const statement = {
    Effect: "Allow",
    Principal: { Service: SERVICE },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": ACCOUNT },
      ArnLike: { "aws:SourceArn": `arn:aws:personalize:${named}:${ACCOUNT}:*` },
    },
  };
  const trust = aPolicy([statement], "trust", { address: ROLE });
  return theFacts([aUse(aKey(RIGHT_KEY_POLICY, { region }), aRole(RIGHT_ROLE_POLICY, { trust }))]);
};

/** What the rule must say. */
export const roleTrustsService: readonly RuleCase[] = [
  { kind: "passes", name: "the service may assume it", facts: trusting(SERVICE), told: [] },
  {
    kind: "passes",
    name: "guarded against the confused deputy, in the key's Region",
    facts: guarded("us-west-2", "us-west-2"),
    told: [],
  },
  {
    kind: "fails",
    name: "guarded so that only another Region's resources come through",
    facts: guarded("eu-west-1", "us-west-2"),
    told: [`error violated ${ROLE}: sts:AssumeRole`],
  },
  {
    kind: "passes",
    name: "guarded, where the Region is not known: nearly always it is the one that is named",
    facts: guarded("eu-west-1", new Hole("region", { shape: "region" })),
    told: [],
  },
  {
    kind: "fails",
    name: "another service may",
    facts: trusting("sagemaker.amazonaws.com"),
    told: [`error violated ${ROLE}: sts:AssumeRole`],
  },
  {
    kind: "undecided",
    name: "who may is not known",
    facts: trusting(new Hole("var.service")),
    told: [`error undecided ${ROLE}: sts:AssumeRole`],
  },
  {
    kind: "passes",
    name: "of a role outside the plan, nothing is asked",
    facts: theFacts([aUse(rightKey, outsideRole())]),
    told: [],
  },
  {
    kind: "fails",
    name: "unless a data source read its trust policy",
    facts: theFacts([
      aUse(
        rightKey,
        outsideRole({
          trust: aPolicy(
            [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
            "trust",
          ),
        }),
      ),
    ]),
    told: [`error violated ${ROLE_ARN}: sts:AssumeRole`],
  },
];

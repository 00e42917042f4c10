import type { Facts } from "../../../src/facts/facts";
import { Hole } from "../../../src/value";
import { RIGHT_ROLE_POLICY, ROLE_ARN, aPolicy, aRole, aUse, outsideRole, theFacts } from "../build-facts";
import { ROLE, SERVICE, rightKey, type RuleCase } from "./case";

const trusting = (principal: string | Hole): Facts => {
  const statement = { Effect: "Allow", Principal: { Service: principal }, Action: "sts:AssumeRole" };
  const trust = aPolicy([statement], "trust", { address: ROLE });
  return theFacts([aUse(rightKey, aRole(RIGHT_ROLE_POLICY, { trust }))]);
};

/** What the rule must say. */
export const roleTrustsService: readonly RuleCase[] = [
  { kind: "passes", name: "the service may assume it", facts: trusting(SERVICE), told: [] },
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

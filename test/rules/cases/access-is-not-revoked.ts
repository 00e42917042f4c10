import type { Facts } from "../../../src/facts/facts";
import type { Before } from "../../../src/judging/taking";
import { RIGHT_KEY_POLICY, RIGHT_ROLE_POLICY, aKey, aPolicy, aRole, aUse, theFacts } from "../build-facts";
import {
  KEY_ACTIONS,
  right,
  rightKey,
  rightRole,
  ROLE,
  ROLE_ACTIONS,
  type RuleCase,
  SERVICE,
  unknownPolicy,
} from "./case";

/** What was there before, where the plan updates all that there is. */
export function beforeThat(now: Facts, change: "update" | "no-op" = "update"): Before {
  return {
    changesAnything: change !== "no-op",
    bearsOnAccess: change !== "no-op",
    now,
    lastApply: () => null,
    changeOf: () => ({ change, before: () => undefined }),
  };
}

const lost = theFacts([aUse(aKey(RIGHT_KEY_POLICY.slice(0, 1)), rightRole)]);

/** What the rule must say, by what was there before. */
export const accessIsNotRevoked: readonly RuleCase[] = [
  { kind: "passes", name: "all is there", facts: right, told: [] },
  { kind: "passes", name: "all is there, as it was", facts: right, before: beforeThat(right), told: [] },
  { kind: "passes", name: "what is missing was missing", facts: lost, before: beforeThat(lost), told: [] },
  { kind: "passes", name: "what was missing is given", facts: right, before: beforeThat(lost), told: [] },
  { kind: "passes", name: "nothing was there", facts: lost, told: [] },
  {
    kind: "fails",
    name: "the key policy loses what it allowed",
    facts: lost,
    before: beforeThat(right),
    told: [`error violated ${ROLE}: ${KEY_ACTIONS}`, `error violated ${SERVICE}: ${KEY_ACTIONS}`],
  },
  {
    kind: "fails",
    name: "the role loses its policy",
    facts: theFacts([aUse(rightKey, aRole([]))]),
    before: beforeThat(right),
    told: [`error violated ${ROLE}: ${ROLE_ACTIONS}`],
  },
  {
    kind: "undecided",
    name: "whether the role keeps its policy, or gets one that denies, is not known",
    facts: theFacts([aUse(rightKey, aRole([], { identityPolicies: [aPolicy(unknownPolicy, "identity")] }))]),
    before: beforeThat(theFacts([aUse(rightKey, aRole(RIGHT_ROLE_POLICY))])),
    told: [`error undecided ${ROLE}: ${KEY_ACTIONS}`],
  },
];

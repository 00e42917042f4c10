import type { Facts } from "../../../src/facts/facts";
import type { Before } from "../../../src/judging/taking";
import { Hole } from "../../../src/values/value";
import {
  PERSONALIZE_KEY_ACTIONS,
  PERSONALIZE_ROLE_ACTIONS,
  RIGHT_KEY_POLICY,
  RIGHT_ROLE_POLICY,
  aKey,
  aRole,
  aUse,
  theFacts,
} from "../build-facts";

/** What one rule must say of some facts. */
export interface RuleCase {
  readonly kind: "fails" | "passes" | "undecided";
  readonly name: string;
  readonly facts: Facts;
  /** What was there before. */
  readonly before?: Before;
  /** Level, verdict, grantee and actions of each of its findings. */
  readonly told: readonly string[];
}

export const KEY_ACTIONS = PERSONALIZE_KEY_ACTIONS.join(" ");
export const ROLE_ACTIONS = PERSONALIZE_ROLE_ACTIONS.join(" ");
export const ROLE = "aws_iam_role.service";
export const SERVICE = "personalize.amazonaws.com";

export const rightKey = aKey(RIGHT_KEY_POLICY);
export const rightRole = aRole(RIGHT_ROLE_POLICY);
export const right = theFacts([aUse(rightKey, rightRole)]);
export const unknownPolicy = new Hole("aws_kms_key.data.policy");

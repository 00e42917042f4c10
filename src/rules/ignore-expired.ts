import type { Ignore } from "../findings";
import type { RuleWords } from "./define-rule";
import { nameOfIgnore, sentences } from "./telling";

/** An ignore whose last day is over. */
export const ignoreExpired: RuleWords = {
  id: "ignore-expired",
  level: "warning",
  title: "an ignore that has expired is to be taken out, or decided anew",
  why: "An ignore with a last day was meant for a while. Once that day is over it sets nothing aside any more, and what it set aside stands again.",
  fails: `ignores:
  - rule: key-policy-grants-role
    key: aws_kms_key.data
    reason: the role moves to another account
    expires: 2020-01-31`,
  passes: `ignores:
  - rule: key-policy-grants-role
    key: aws_kms_key.data
    reason: the role moves to another account
    expires: 2099-12-31`,
  source: {
    title: "kmsgate, Configuration, Ignores (docs/configuration.md)",
    url: "urn:kmsgate:configuration#ignores",
    read: "2026-11-22",
    says: "An ignore that has expired, and one that matches nothing, are group: neither stays in a file in silence.",
  },
};

/** The message about an ignore that has expired. */
export function sayExpired(ignore: Ignore): string {
  return sentences(
    `the ignore of ${nameOfIgnore(ignore)} has expired: its last day was ${String(ignore.expires)}`,
    "it sets nothing aside any more: take it out, or decide anew",
  );
}

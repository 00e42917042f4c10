import type { Ignore } from "../findings";
import type { RuleWords } from "./define-rule";
import { nameOfIgnore, sentences } from "./telling";

/** An ignore that sets nothing aside. */
export const ignoreUnused: RuleWords = {
  id: "ignore-unused",
  level: "warning",
  title: "an ignore must match a finding",
  why: "An ignore that matches nothing is a mistake in its pattern, or what it was written for has been mended: left in the file it would hide the same fault when it comes back.",
  fails: `ignores:
  - rule: key-policy-grants-role
    key: aws_kms_key.no_such_key
    reason: the role moves to another account`,
  passes: `ignores:
  - rule: key-policy-grants-role
    key: aws_kms_key.data
    reason: the role moves to another account`,
  source: {
    title: "kmsgate, Configuration, Ignores (docs/configuration.md)",
    url: "urn:kmsgate:configuration#ignores",
    read: "2026-11-22",
    says: "An ignore that has expired, and one that matches nothing, are group: neither stays in a file in silence.",
  },
};

/** The message about an ignore that matches nothing. */
export function sayUnused(ignore: Ignore): string {
  return sentences(`the ignore of ${nameOfIgnore(ignore)} matches no finding`, "take it out, or mend what it names");
}

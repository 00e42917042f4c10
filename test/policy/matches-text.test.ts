import { matchesText } from "../../src/policy";

test.each([
  ["kms:*", "kms:Decrypt", true],
  ["kms:*", "s3:GetObject", false],
  ["kms:Decrypt", "kms:Decrypt", true],
  ["kms:Decrypt", "kms:decrypt", false],
  ["kms:Decrypt", "kms:DecryptAll", false],
  ["kms:D?crypt", "kms:Decrypt", true],
  ["*", "", true],
  ["?*", "", false],
  ["?*", "x", true],
  ["a*?", "a", false],
  ["*a?b*", "xaab", true],
  ["*a?b*", "xab", false],
  ["*a?b*", "xaxby", true],
  ["", "", true],
  ["", "x", false],
])("does %j match %j: %s", (pattern, subject, expected) => {
  expect(matchesText(pattern, subject)).toBe(expected);
});

import { isPattern, patternTest } from "../../src/facts/address-pattern";

const matches: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
  ["aws_kms_key.k", "aws_kms_key.k", true],
  ["aws_kms_key.k", "aws_kms_key.kk", false],
  ["aws_kms_key.k", "aws_kms_key.k[0]", false],
  // brackets and dots are literal
  ["aws_kms_key.k[0]", "aws_kms_key.k[0]", true],
  ["aws_kms_key.k[0]", "aws_kms_key.k0", false],
  ["aws_kms_key.*", "aws_kms_keyXk", false],
  // within one step, the instance key included
  ["aws_kms_key.*", "aws_kms_key.k", true],
  ["aws_kms_key.*", 'aws_kms_key.k["x.y"]', true],
  ["aws_kms_key.*", "module.a.aws_kms_key.k", false],
  ["aws_kms_key.main*", "aws_kms_key.main_geo", true],
  ["aws_kms_key.main*", "aws_kms_key.other", false],
  ["module.*.aws_kms_key.k", "module.a.aws_kms_key.k", true],
  ["module.*.aws_kms_key.k", 'module.a["eu.west"].aws_kms_key.k', true],
  ["module.*.aws_kms_key.k", "module.a.module.b.aws_kms_key.k", false],
  ["module.*.aws_kms_key.k", "aws_kms_key.k", false],
  // any instance key, or any text of one
  ['aws_kms_key.k["*"]', 'aws_kms_key.k["x.y]\\""]', true],
  ['aws_kms_key.k["*"]', "aws_kms_key.k[0]", false],
  ['aws_kms_key.k["eu-*"]', 'aws_kms_key.k["eu-west-1"]', true],
  ['aws_kms_key.k["eu-*"]', 'aws_kms_key.k["us-west-1"]', false],
  ['aws_kms_key.k["a.b*"]', 'aws_kms_key.k["axb"]', false],
  ["aws_kms_key.k[*]", "aws_kms_key.k[12]", true],
  ["aws_kms_key.k[*]", 'aws_kms_key.k["a"]', true],
  ["aws_kms_key.k[*]", "aws_kms_key.k", false],
  // any number of steps
  ["**.aws_kms_key.k", "aws_kms_key.k", true],
  ["**.aws_kms_key.k", 'module.a["x.y"].module.b.aws_kms_key.k', true],
  ["**.aws_kms_key.k", 'aws_kms_key.z["a.aws_kms_key.k"]', false],
  ["module.net.**", "module.net.module.b.aws_kms_key.k[0]", true],
  ["module.net.**", "module.network.aws_kms_key.k", false],
  ["module.a.**.aws_kms_key.k", "module.a.aws_kms_key.k", true],
  ["**", "anything at all", true],
  ["**", "arn:aws:kms:us-west-2:111122223333:key/1", true],
  // ARNs and alias names
  ["arn:aws:kms:*:111122223333:key/*", "arn:aws:kms:us-west-2:111122223333:key/1", true],
  ["arn:aws:kms:*:111122223333:key/*", "arn:aws:kms:us-west-2:444455556666:key/1", false],
  ["alias/geo*", "alias/geo/prod", true],
  ["alias/geo*", "alias/other", false],
  ["aws_kms_key.*", "arn:aws:kms:us-west-2:111122223333:key/1", false],
  // what stands in a report as it is can be copied
  ["key of aws_s3_bucket.b*", "key of aws_s3_bucket.b*", true],
  ["*.amazonaws.com", "personalize.amazonaws.com", true],
];

test.each(matches)("%s, %s: %s", (pattern, text, expected) => {
  expect(patternTest(pattern)(text)).toBe(expected);
});

test("only a * makes a pattern", () => {
  expect(["a.b[0]", 'a.b["*"]', "**"].map(isPattern)).toEqual([false, true, true]);
});

test("a pattern of many stars is tried in no time on a long address", () => {
  const started = performance.now();
  expect(patternTest(`${"**.".repeat(6)}x`)(`${"module.a.".repeat(200)}y`)).toBe(false);
  expect(patternTest("*a".repeat(6))(`${"a".repeat(100)}b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(2000);
});

import { valueOf } from "../evaluate/configuration-of";
import { LOCALS, PLANNED } from "../evaluate/holes";
import { show } from "../show";

/** Functions that give holes, and those of the AWS provider: the expression, and what it comes to. */
const CASES: readonly (readonly [expression: string, shown: string])[] = [
  ["md5(aws_r.a.any)", "<md5(aws_r.a.any)>"],
  ['base64encode("x${aws_r.a.any}")', '<base64encode("…${aws_r.a.any}")>'],
  ["max(1, aws_r.a.any)", "<max(1, aws_r.a.any)>"],
  ["cidrsubnet(aws_r.a.any, 8, 1)", "<cidrsubnet(aws_r.a.any, 8, 1)>"],
  ["log(8, 2)", "<log(8, 2)>"],
  ['foo(aws_r.a.any, "secret")', '<foo(aws_r.a.any, "…")>'],
  ["provider::foo::bar(1)", "<provider::foo::bar(1)>"],
  ["uuid()", "<uuid()#1>"],
  ["[uuid(), uuid()]", "[<uuid()#1>, <uuid()#2>]"],
  ["timestamp()", "<timestamp()#1>"],
  ['file("missing.txt")', '<file("…") (missing.txt is not there)>'],
  ['templatefile("missing.txt", {})', '<templatefile("…", {  }) (missing.txt is not there)>'],
  [
    'provider::aws::arn_build("aws", "iam", "", aws_r.a.account, "role/${aws_r.a.name}")',
    '"arn:aws:iam::<account>:role/<aws_r.a.name>"',
  ],
  ["provider::aws::arn_parse(aws_r.a.derived).account_id", "<account>"],
  ['provider::aws::arn_parse(aws_r.a.arn)["region"]', "<provider::aws::arn_parse(aws_r.a.arn).region>"],
  [
    'provider::aws::trim_iam_role_path("arn:aws:iam::${aws_r.a.account}:role/a/b/${aws_r.a.name}")',
    '"arn:aws:iam::<account>:role/<aws_r.a.name>"',
  ],
];

it.each(CASES)("%s", (expression, shown) => {
  expect(show(valueOf(expression, LOCALS, { planned: PLANNED }))).toBe(shown);
});

/** What Terraform 1.11 does not have, so that its own answers are not at hand: from the sources of OpenTofu and Terraform 1.15. */
it.each([
  ['convert("5", number)', "5"],
  ['convert(["a", 1], list(string))', '["a", "1"]'],
  ['can(convert("x", number))', "false"],
  ["convert(aws_r.a.any, string)", "<aws_r.a.any>"],
  ['cidrcontains("10.0.0.0/8", "10.1.2.3")', "true"],
  ['cidrcontains("10.0.0.0/8", "10.0.0.0/7")', "false"],
  ['can(cidrcontains("10.0.0.0/8", "::1"))', "false"],
  ['urldecode("a%20b+c%C3%A9")', '"a b cé"'],
  ['can(urldecode("%zz"))', "false"],
  ['base64gunzip("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==")', '"hello"'],
  ['can(base64gunzip("aGVsbG8="))', "false"],
  ['abspath("a")', '<abspath("…")>'],
])("%s", (expression, shown) => {
  expect(show(valueOf(expression, LOCALS, { planned: PLANNED }))).toBe(shown);
});

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

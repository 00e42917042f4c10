import { valueOf } from "../evaluate/configuration-of";
import { LOCALS, PLANNED } from "../evaluate/holes";
import { show } from "../show";

/** Encodings over values with holes: the expression, and what it comes to. */
const CASES: readonly (readonly [expression: string, shown: string])[] = [
  ["jsonencode({ a = aws_r.a.arn })", "json({a: <aws_r.a.arn>})"],
  ["jsondecode(jsonencode({ a = aws_r.a.arn })).a", "<aws_r.a.arn>"],
  [
    'jsondecode("{\\"a\\": \\"x${aws_r.a.arn}y\\", \\"b\\": ${aws_r.a.any}}")',
    '{a: "x<aws_r.a.arn>y", b: <jsondecode(aws_r.a.any)>}',
  ],
  ["jsondecode(aws_r.a.any)", "<jsondecode(aws_r.a.any)>"],
  ["jsondecode(aws_r.a.any).x", "<jsondecode(aws_r.a.any).x>"],
  ['jsondecode("{${aws_r.a.any}")', '<jsondecode("…${aws_r.a.any}")>'],
  ['yamldecode("a: \\"${aws_r.a.any}\\"")', "{a: <aws_r.a.any>}"],
  ['yamldecode("a: ${aws_r.a.any}")', '<yamldecode("…${aws_r.a.any}")>'],
  ['yamldecode("a: ${aws_r.a.account}")', '<yamldecode("…${account}")>'],
  ['yamldecode("a: ${aws_r.a.arn}")', "{a: <aws_r.a.arn>}"],
  ["yamlencode({ a = aws_r.a.arn })", '<yamlencode({ "…" = aws_r.a.arn })>'],
];

it.each(CASES)("%s", (expression, shown) => {
  expect(show(valueOf(expression, LOCALS, { planned: PLANNED }))).toBe(shown);
});

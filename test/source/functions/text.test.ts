import { valueOf } from "../evaluate/configuration-of";
import { LOCALS, PLANNED } from "../evaluate/holes";
import { show } from "../show";

/** Functions over text with holes: the expression, and what it comes to. */
const CASES: readonly (readonly [expression: string, shown: string])[] = [
  ["lower(aws_r.a.name)", "<lower(aws_r.a.name)>"],
  ['lower("A${aws_r.a.any}B")', '"a<lower(aws_r.a.any)>b"'],
  ['lower("X${aws_r.a.account}")', '"x<account>"'],
  ["upper(aws_r.a.arn)", "<upper(aws_r.a.arn)>"],
  ["title(aws_r.a.any)", "<title(aws_r.a.any)>"],
  ['trimspace("  ${aws_r.a.arn}\\n")', "<aws_r.a.arn>"],
  ['trimspace("  ${aws_r.a.any}\\n")', '<trimspace("…${aws_r.a.any}…")>'],
  ['trimprefix("arn:${aws_r.a.any}", "arn:")', "<aws_r.a.any>"],
  ['trimprefix(aws_r.a.any, "arn:")', '<trimprefix(aws_r.a.any, "…")>'],
  ['trimsuffix("${aws_r.a.arn}/*", "/*")', "<aws_r.a.arn>"],
  ['trimsuffix(aws_r.a.name, "/*")', "<aws_r.a.name>"],
  ['startswith("arn:${aws_r.a.any}", "arn:aws")', '<startswith("…${aws_r.a.any}", "…")>'],
  ['startswith("arn:${aws_r.a.any}", "x")', "false"],
  ['startswith(aws_r.a.name, "a/")', '<startswith(aws_r.a.name, "…")>'],
  ['endswith("${aws_r.a.any}:root", ":root")', "true"],
  ['substr("arn:aws:${aws_r.a.any}", 0, 3)', '"arn"'],
  ["substr(aws_r.a.any, 0, 3)", "<substr(aws_r.a.any, 0, 3)>"],
  ['strcontains("${aws_r.a.any}:root", "root")', "true"],
  ['strcontains("${aws_r.a.any}:root", "x")', '<strcontains("${aws_r.a.any}…", "…")>'],
  ['replace("a-${aws_r.a.name}-b", "-b", "")', '<replace("…${aws_r.a.name}…", "…", "")>'],
  ['replace(aws_r.a.any, "x", "y")', '<replace(aws_r.a.any, "…", "…")>'],
  ['replace("${aws_r.a.name}/x", "/", ":")', '"<aws_r.a.name>:x"'],
  ['replace("role/${aws_r.a.any}", "role/x", "y")', '<replace("…${aws_r.a.any}", "…", "…")>'],
  ['replace("PLACE", "PLACE", aws_r.a.arn)', "<aws_r.a.arn>"],
  ['replace("x${aws_r.a.any}", "/x/", "y")', '<replace("…${aws_r.a.any}", "…", "…")>'],
  ['split("/", "a/${aws_r.a.name}/b")', '["a", <aws_r.a.name>, "b"]'],
  ['split("/", aws_r.a.any)', '<split("…", aws_r.a.any)>'],
  ['split(":", aws_r.a.derived)[4]', "<account>"],
  ['split("/", aws_r.a.derived)[1]', "<aws_r.a.name>"],
  ['join(",", [aws_r.a.arn, "b"])', '"<aws_r.a.arn>,b"'],
  ['join(",", [local.yes ? "a" : "b", "c"])', '(<(aws_r.c.x == "…")> ? "a,c" : "b,c")'],
  ['join(",", toset([aws_r.a.arn, aws_r.b.arn]))', '<join("…", [aws_r.a.arn, aws_r.b.arn])>'],
  ['format("arn:%s:%d:%s", aws_r.a.any, 5, aws_r.b.arn)', '"arn:<aws_r.a.any>:5:<aws_r.b.arn>"'],
  ['format("%d", aws_r.a.any)', '<format("…", aws_r.a.any)>'],
  ['format("%q", aws_r.a.any)', '<format("…", aws_r.a.any)>'],
  ['format("%v", aws_r.a.any)', '<format("…", aws_r.a.any)>'],
  ['format("%v", aws_r.a.arn)', "<aws_r.a.arn>"],
  ['formatlist("%s/*", [aws_r.a.arn, "x"])', '["<aws_r.a.arn>/*", "x/*"]'],
  ['formatlist("%s/*", aws_r.a.any)', '<formatlist("…", aws_r.a.any)>'],
];

it.each(CASES)("%s", (expression, shown) => {
  expect(show(valueOf(expression, LOCALS, { planned: PLANNED }))).toBe(shown);
});

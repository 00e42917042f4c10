import { parseExpression } from "../../../src/source/syntax/native";
import { positionOf } from "../../../src/source/syntax/position";
import { errorOf, notate, parsed, write } from "./notation";

const trees: readonly (readonly [text: string, tree: string])[] = [
  ["1 + 2 * 3", "(1 + (2 * 3))"],
  ["(1 + 2) * 3", "((1 + 2) * 3)"],
  ["a - b - c", "((a - b) - c)"],
  ["a || b && c == d < e + f * g", "(a || (b && (c == (d < (e + (f * g))))))"],
  ["a % b / c", "((a % b) / c)"],
  ["-a + b", "((-a) + b)"],
  ["!a.b && c", "((!a.b) && c)"],
  ["-a.b[0]", "(-a.b[0])"],
  ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
  ["a ? b ? c : d : e", "(a ? (b ? c : d) : e)"],
  ["a == b ? c + 1 : d", "((a == b) ? (c + 1) : d)"],
  ["a-b", "a-b"],
  ["a -b", "(a - b)"],
  ['aws_iam_role.r["x"].arn', 'aws_iam_role.r["x"].arn'],
  ["a.0.b", "a.0.b"],
  ["a[*].b[0].c", "a[*]<.b[0].c>"],
  ["a.*.b[0]", "a.*<.b>[0]"],
  ["a.*.b.0.c", "a.*<.b.0.c>"],
  ["a[*].b[*].c", "a[*]<.b[*]<.c>>"],
  ["a[*].b.*.c", "a[*]<.b.*<.c>>"],
  ['a[b.c]["${d}"]', "a[b.c][wrap(d)]"],
  ["f(x).a[0]", "(f(x)).a[0]"],
  ["(a).b", "(a).b"],
  ['"x".y', '("x").y'],
  ["[a, b,]", "[a, b]"],
  ["[\na\n,\nb\n]", "[a, b]"],
  ["{}", "{}"],
  ["{a = 1, b : 2}", '{"a": 1, "b": 2}'],
  ["{\n a = 1\n\n b = 2, // c\n}", '{"a": 1, "b": 2}'],
  [
    '{(a) = 1, "b" = 2, "c${d}" = 3, true = 4, null = 5, 6 = 7}',
    '{a: 1, "b": 2, `c${d}`: 3, "true": 4, "null": 5, 6: 7}',
  ],
  ["{a.b = 1}", "{a.b: 1}"],
  ["[for v in a : v]", "[for v in a : v]"],
  ["[for k, v in a : k if v != null]", "[for k, v in a : k if (v != null)]"],
  ["{for k, v in a : k => v... if v}", "{for k, v in a : k => v... if v}"],
  ["{\n\n for k, v in a :\n k => v\n}", "{for k, v in a : k => v}"],
  ["[for x in a : x ? 1 : 2 if x]", "[for x in a : (x ? 1 : 2) if x]"],
  ["f()", "f()"],
  ["f(a, b...)", "f(a, b...)"],
  ["f(\n a,\n b,\n)", "f(a, b)"],
  ["provider::aws::arn_parse(x)", "provider::aws::arn_parse(x)"],
  ["12345678901234567890123.50e+7", "12345678901234567890123.50e+7"],
  ["true", "true"],
  ["null", "null"],
  ["truely", "truely"],
  ["(\n a\n ?\n b\n :\n c\n)", "(a ? b : c)"],
  ["é.数-1", "é.数-1"],
  ["a /* x */ + // y\n b # z", "(a + b)"],
  ["jsonencode(<<EOT\n{}\nEOT\n)", 'jsonencode("{}\\n")'],
  ["f(<<-A\n  a\n  A\n, <<B\nb\nB\n)", 'f("a\\n", "b\\n")'],
];

test.each(trees)("%j", (text, tree) => {
  expect(notate(text)).toBe(tree);
});

const rejected: readonly (readonly [text: string, error: string])[] = [
  ["", "expression:1:1: A value is expected here, but the text ends."],
  ["a +", "expression:1:4: A value is expected here, but the text ends."],
  ["a b", "expression:1:3: The expression has ended here, but more follows."],
  ["(a", "expression:1:3: A closing parenthesis is expected here."],
  ["[a b]", "expression:1:4: A comma or a closing bracket is expected behind an item."],
  ["{a 1}", "expression:1:4: An equals sign and a value are expected behind an object's key."],
  ["{a = 1 b = 2}", "expression:1:8: A newline, a comma or a closing brace is expected behind an object's item."],
  ["{a\n= 1}", "expression:1:3: An equals sign and a value are expected behind an object's key."],
  ["{for k in a : k}", "expression:1:16: A for expression in braces makes a map and needs a key: key => value."],
  ["[for k in a : k => k]", "expression:1:17: A for expression in brackets makes a list and has no keys."],
  ["[for k in a : k...]", "expression:1:16: A for expression in brackets makes a list and cannot group with ...."],
  ["[for in a : a]", "expression:1:9: The word in is expected behind the names of a for."],
  ["[for a, in b : a]", "expression:1:12: The word in is expected behind the names of a for."],
  ["[for a in b]", "expression:1:12: A colon is expected behind the collection of a for expression."],
  ["f(a b)", "expression:1:5: A comma or a closing parenthesis is expected behind a function's argument."],
  ["f(a..., b)", "expression:1:7: An argument followed by ... must be the last one."],
  ["f::(a)", "expression:1:4: A function's name is expected behind ::."],
  ["f::g", "expression:1:5: A function's name is followed by its arguments in parentheses."],
  ["a ? b", "expression:1:6: A conditional needs a colon and the value for when its condition is false."],
  ["a.", "expression:1:3: A name is expected behind a dot."],
  ["a.0.1", "expression:1:3: Two indexes in a row are written in brackets: [0][1]."],
  ["a.*.*", "expression:1:5: A name is expected behind a dot."],
  ["a[*", "expression:1:4: The star of a splat stands alone in its brackets: [*]."],
  ["a[0", "expression:1:4: A closing bracket is expected behind an index."],
  ["1.2.3", "expression:1:1: This is no number."],
  ["a & b", "expression:1:3: There is no operator &; the logical one is &&."],
  ["'a'", "expression:1:1: Single quotes are not used here; strings stand in double quotes."],
  ["a /* b", "expression:1:3: This comment is not closed; */ is missing."],
];

test.each(rejected)("%j is rejected", (text, error) => {
  expect(notate(text)).toBe(error);
});

test("outside of brackets a newline ends an expression", () => {
  expect(errorOf("a = b\n+ c\n")).toBe("main.tf:2:1: An argument or a block is expected here.");
  expect(errorOf("a = b ?\nc : d\n")).toBe("main.tf:1:8: A value is expected here.");
  expect(errorOf("a = f\n(b)\n")).toBe("main.tf:2:1: An argument or a block is expected here.");
  expect(errorOf("a = {\n b = c\n + d\n}\n")).toBe("main.tf:3:2: A value is expected here.");
});

test("inside of brackets it means nothing, and outside again it does", () => {
  const { attributes } = parsed("a = (b\n+ c)\nd = [\n{ e = (f\n) }\n]\ng = x[\n0\n]\n");
  expect([...attributes.values()].map(({ value }) => write(value))).toEqual(["(b + c)", '[{"e": f}]', "x[0]"]);
});

test("every node knows where it stands", () => {
  const node = parseExpression("a +\n  f(b.c,\n  😀, d)", "main.tf");
  expect(node).toMatchObject({ sentence: "This character has no meaning here.", line: 3, column: 3 });
  const call = parseExpression('"😀" == f(b.c)', "main.tf");
  if (!("kind" in call) || call.kind !== "binary") throw new Error("no comparison");
  expect(positionOf(call.right)).toEqual({ file: "main.tf", line: 1, column: 8 });
  expect(call.file.text.slice(call.right.start, call.right.end)).toBe("f(b.c)");
});

test("parentheses are told apart from what they hold", () => {
  const node = parseExpression("((a)) + b", "main.tf");
  if (!("kind" in node) || node.kind !== "binary") throw new Error("no sum");
  expect(node.left).toMatchObject({
    start: 2,
    end: 3,
    parentheses: [
      { start: 1, end: 4 },
      { start: 0, end: 5 },
    ],
  });
  expect(node.right.parentheses).toBeUndefined();
});

import { parseTemplate } from "../../../src/source/syntax/native";
import { SourceError } from "../../../src/source/syntax/position";
import { errorOf, notate, parsed, write } from "./notation";

function value(text: string): string {
  const attribute = parsed(`a = ${text}\n`).attributes.get("a");
  if (attribute === undefined) throw new Error("no argument");
  return write(attribute.value);
}

const strings: readonly (readonly [text: string, tree: string])[] = [
  ['"plain"', '"plain"'],
  ['""', '""'],
  [String.raw`"\n\r\t\"\\\u00e9\U0001F600"`, JSON.stringify('\n\r\t"\\é😀')],
  ['"$${a} %%{b} $ % $$ %% $$$${c}"', '"${a} %{b} $ % $$ %% $$${c}"'],
  ['"e\u0301"', '"é"'],
  ['"${a}"', "wrap(a)"],
  ['"${a} "', "`${a} `"],
  ['"${a}${b}"', "`${a}${b}`"],
  ['"$${a}${b}"', "`${a}${b}`"],
  ['"a ${~ b ~} c"', "`a${b}c`"],
  ['"${~ b ~}"', "wrap(b)"],
  ['"${b ~} "', "`${b}`"],
  ['"a\\n ${~ b ~}\\n c"', "`a${b}c`"],
  ['"${"${"a"}b"}"', 'wrap(`${"a"}b`)'],
  ['"x${{ a = "}" }["a"]}y"', '`x${({"a": "}"})["a"]}y`'],
  ['"%{ if a }b%{ else }c%{ endif }"', "`%{if a}b%{else}c%{endif}`"],
  ['"%{ if a ~} b %{~ endif }"', "`%{if a}b%{else}%{endif}`"],
  ['"%{ for k, v in a }${k}=${v},%{ endfor }"', "`%{for k, v in a}${k}=${v},%{endfor}`"],
  ['"%{ for v in a }%{ if v }x%{ endif }%{ endfor }"', "`%{for v in a}%{if v}x%{else}%{endif}%{endfor}`"],
  ['"${\n a\n}"', "wrap(a)"],
];

test.each(strings)("%s", (text, tree) => {
  expect(value(text)).toBe(tree);
});

const heredocs: readonly (readonly [text: string, tree: string])[] = [
  ["<<EOT\nEOT", '""'],
  ["<<EOT\na\n  b\\n\nEOT", JSON.stringify("a\n  b\\n\n")],
  ["<<EOT\n EOTX\n  EOT  ", '" EOTX\\n"'],
  ["<<EOT\r\na\r\nEOT\r", '"a\\r\\n"'],
  ["<<EOT\n$${a} %%{b}\nEOT", '"${a} %{b}\\n"'],
  ["<<EOT\n${a}\nEOT", "`${a}\n`"],
  ["<<EOT\n${a} EOT\nEOT", "`${a} EOT\n`"],
  ["<<EOT\n${<<EOT\nx\nEOT\n}\nEOT", '`${"x\\n"}\n`'],
  ["<<-EOT\n    a\n      b\n\n   c\n  EOT", '" a\\n   b\\n\\nc\\n"'],
  ["<<-EOT\n  a\n  ${b}\n  EOT", "`a\n${b}\n`"],
  ["<<-EOT\n  a\n${b}\n  EOT", "`  a\n${b}\n`"],
  ["<<-EOT\n\ta\n  b\n  EOT", '"a\\n b\\n"'],
  ["<<-EOT\n  %{ for v in a ~}\n    - ${v}\n  %{ endfor ~}\n  b\n  EOT", "`%{for v in a}    - ${v}\n%{endfor}  b\n`"],
  ["<<EOT\na\n\n  ${~ b ~}\n\nc\nEOT", "`a\n\n${b}\nc\n`"],
  ["<<EOT\n%\r\n${~ a}\nEOT", "`%\r${a}\n`"],
  ["<<é\na\né", '"a\\n"'],
];

test.each(heredocs)("%j", (text, tree) => {
  expect(value(text)).toBe(tree);
});

test("a heredoc ends its argument with the line of its marker", () => {
  const { attributes } = parsed("a = <<EOT\nx\nEOT\nb = [<<A\ny\nA\n, 1]\nc = 1\n");
  expect([...attributes.keys()]).toEqual(["a", "b", "c"]);
});

const rejected: readonly (readonly [text: string, error: string])[] = [
  ['a = "x\n"', "main.tf:1:7: A string in quotes stays on its line; use \\n, or a heredoc for several lines."],
  ['a = "x', "main.tf:1:5: This string is not closed."],
  ['a = "\\x"', 'main.tf:1:6: Behind a backslash only n, r, t, ", \\, u and U are known in a string.'],
  ['a = "\\u12"', "main.tf:1:6: \\u is followed by four hexadecimal digits, \\U by eight."],
  ['a = "\\ud800"', "main.tf:1:6: There is no such character."],
  ['a = "\\U00110000"', "main.tf:1:6: There is no such character."],
  [
    'a = "${b"',
    "main.tf:1:9: A closing brace is expected at the end of an interpolation. For a literal one, write it doubled: $${.",
  ],
  ['a = "${}"', "main.tf:1:8: A value is expected here."],
  ['a = "%{ if b }"', "main.tf:1:6: The directive %{if} needs its %{endif}."],
  ['a = "%{ if b }%{ endfor }"', "main.tf:1:15: The directive %{if} needs its %{endif}."],
  ['a = "%{ if b }%{ else }%{ else }%{ endif }"', "main.tf:1:24: The directive %{if} needs its %{endif}."],
  ['a = "%{ endif }"', "main.tf:1:6: There is nothing open here that %{endif} could belong to."],
  ['a = "%{ while b }"', "main.tf:1:9: A directive is one of if, else, endif, for and endfor."],
  ["a = <<EOT\nx\nEOT", "main.tf:1:5: This heredoc is not closed; a line with nothing but EOT is missing."],
  ["a = <<EOT\nx\rEOT\nEOT\n", "main.tf:2:2: In a heredoc, a carriage return stands only before a line end."],
];

test.each(rejected)("%j is rejected", (text, error) => {
  expect(errorOf(text)).toBe(error);
});

test("the text of a template without quotes", () => {
  const tree = (text: string): string => {
    const node = parseTemplate(text, "policy.tpl");
    return node instanceof SourceError ? node.message : write(node);
  };
  expect(tree('${jsonencode({ Version = "2012-10-17" })}')).toBe('wrap(jsonencode({"Version": "2012-10-17"}))');
  expect(tree("arn:${aws_iam_role.r.arn}")).toBe("`arn:${aws_iam_role.r.arn}`");
  expect(tree('{"a": "\\n$${x}"}\n')).toBe(JSON.stringify('{"a": "\\n${x}"}\n'));
  expect(tree("")).toBe('""');
  expect(tree("$")).toBe('"$"');
  expect(tree("a\rb${c}")).toBe('"a\\rb${c}"');
  expect(tree("a\n${")).toBe("policy.tpl:2:3: A value is expected here, but the text ends.");
});

test("templates inside of expressions inside of templates", () => {
  expect(notate('"${f("${g("a${b}")}")}"')).toBe("wrap(f(wrap(g(`a${b}`))))");
});

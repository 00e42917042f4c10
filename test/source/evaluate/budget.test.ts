import { show } from "../show";
import { attributeOf, configurationOf, valueOf } from "./configuration-of";

const LOCALS = `locals {
  big   = flatten([for i in range(10) : range(i * 1000, i * 1000 + 1000)])
  texts = [for i in local.big : "t\${i}"]
  text  = join("", [for i in range(1000) : "${"a".repeat(100)}"])
  wide  = join("", [for i in range(1000) : "${"é".repeat(100)}"])
}
`;

/** Each of these would take minutes, or all memory: the budget ends it, and the hole says so. */
const ENDED: Readonly<Record<string, string>> = {
  "template loops, three deep":
    '"%{for a in range(1000)}%{for b in range(1000)}%{for c in range(1000)}x%{endfor}%{endfor}%{endfor}"',
  "template loops over conditions":
    '"%{for a in range(1000)}%{for b in range(1000)}%{for c in range(1000)}%{if true}%{endif}%{endfor}%{endfor}%{endfor}"',
  "loops within loops": "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]",
  "a search in a long list, again and again":
    "[for a in range(1000) : [for b in range(1000) : contains(local.big, -1)]]",
  "comparisons of long lists": "[for a in range(1000) : [for b in range(1000) : local.big == local.texts]]",
  "hashes of a long text": "[for a in range(1000) : [for b in range(1000) : sha512(local.text)]]",
  "a replacement that grows": 'replace(local.text, "a", local.text)',
  "a replacement by a pattern that grows":
    'replace(local.text, "/a+/", join("", [for i in range(1000) : "$0$0$0$0$0$0$0$0"]))',
  "a separator that grows": "join(local.text, local.texts)",
  "a template that grows": `"${"${local.text}".repeat(900)}"`,
  "a format that grows": `format("${"%[1]s".repeat(900)}", local.text)`,
  "a search for a long text":
    '[for i in range(1000) : strcontains(local.text, "${substr(local.text, 0, 40000)}b${substr(local.text, 0, 40000)}")]',
  "matches of long lists": "[for i in range(100) : length(matchkeys(local.texts, local.texts, local.texts))]",
  "a list of very many types": `tolist([${Array.from({ length: 400 }, (_, i) => `[[${"1,".repeat(i)}]]`).join()}, toset([])])`,
  "numbers with very many digits": '[for a in range(1000) : [for i in range(1000) : format("%.9000f", 0.1)]]',
  "a chain of very many indexes": `local.big${"[0]".repeat(20_000)}`,
};

it.each(Object.entries(ENDED))("%s", (_, expression) => {
  const shown = show(valueOf(expression, LOCALS));
  expect(shown).toMatch(
    /^<test\.it\.value \((the evaluation takes too many steps|a .* (is too large|too many types|has more than .*))\)>$/,
  );
});

it("counts dynamic blocks, however little is in them", () => {
  const nested = (inside: string): string => `dynamic "b" {
    for_each = range(1000)
    content {
      ${inside}
    }
  }`;
  const source = `resource "test" "it" {\n  ${nested(nested(nested("")))}\n}\n`;
  expect(show(attributeOf(configurationOf(source), "test.it", "b"))).toContain("too many steps");
});

it("does not take time by the square of a text's length, or of a set's", () => {
  expect(valueOf("length(local.wide)", LOCALS)).toBe(100_000);
  expect(valueOf("length(strrev(local.wide))", LOCALS)).toBe(100_000);
  expect(valueOf("length(setsubtract(local.texts, local.texts))", LOCALS)).toBe(0);
  expect(valueOf("length(toset([for i in local.big : { a = i }]))", LOCALS)).toBe(10_000);
  expect(valueOf("length(trim(local.text, local.text))", LOCALS)).toBe(0);
});

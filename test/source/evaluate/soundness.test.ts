import fc from "fast-check";
import type { Json } from "../../../src/plan/plan";
import type { PlannedValues } from "../../../src/source";
import { Hole, isKnown, text, type Value } from "../../../src/values/value";
import { valueOf } from "./configuration-of";
import { compatible } from "./judge/compare";

/**
 * Whatever the holes turn out to be: an expression evaluated with holes must leave room for what it comes to once they are
 * known. Expressions are made up; those that Terraform would refuse with these values say nothing.
 */
const KNOWN: Readonly<Record<string, Json>> = {
  "aws_r.a.arn": "arn:aws:iam::111122223333:role/a",
  "aws_r.a.name": "name-a",
  "aws_r.a.any": "a",
  "aws_r.a.empty": "",
  "aws_r.a.list": ["a", "b", ""],
  "aws_r.a.none": null,
  "aws_r.b.arn": "arn:aws:iam::111122223333:role/a",
  "aws_r.b.any": "b/c",
  "aws_r.b.list": [],
  "aws_r.b.map": { a: "x", z: "" },
  account: "111122223333",
};

const derived = (account: Value): Value => text(["arn:aws:iam::", account as string | Hole, ":role/p/", "x"]);

const known: PlannedValues = {
  value: (address, [attribute = ""]) =>
    attribute === "derived" ? derived("111122223333") : KNOWN[`${address}.${attribute}`],
};

const open: PlannedValues = {
  value: (address, [attribute = ""]) => {
    if (attribute === "derived") return derived(new Hole("account", { shape: "account" }));
    const shape = attribute === "arn" || attribute === "name" ? attribute : "any";
    return new Hole(`${address}.${attribute}`, { shape });
  },
};

const call =
  (name: string) =>
  (...args: readonly string[]): string =>
    `${name}(${args.join(", ")})`;

const quoted = fc.constantFrom(
  '""',
  '"a"',
  '"b"',
  '"a/b"',
  '"name-a"',
  '"arn:aws:iam::111122223333:role/a"',
  '"x,y"',
  '"A b"',
  "null",
);

const { value: expression } = fc.letrec<Record<"value" | "text" | "list" | "bool" | "number" | "map", string>>(
  (tie) => {
    const either = (...all: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.oneof({ maxDepth: 5, withCrossShrink: true }, ...all);
    const [text, list, bool, number, map] = [tie("text"), tie("list"), tie("bool"), tie("number"), tie("map")];
    const separator = fc.constantFrom('"/"', '":"', '","', '"-"', '"a"', '"rn"');
    const of = (name: string, ...args: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
      fc.tuple(...args).map((each) => call(name)(...each));
    return {
      value: either(text, list, bool, number, map),
      text: either(
        fc.oneof(
          quoted,
          fc.constantFrom(
            ...["arn", "name", "any", "empty", "none", "derived"].map((each) => `aws_r.a.${each}`),
            "aws_r.b.arn",
            "aws_r.b.any",
          ),
        ),
        ...["lower", "upper", "title", "trimspace", "chomp", "jsonencode", "strrev", "tostring", "md5"].map((name) =>
          of(name, text),
        ),
        ...["trimprefix", "trimsuffix", "trim", "coalesce", "try"].map((name) => of(name, text, text)),
        of("replace", text, separator, text),
        of("join", separator, list),
        of("element", list, number),
        of("jsonencode", list),
        of("jsonencode", map),
        of("substr", text, fc.constantFrom("0", "1", "-2"), fc.constantFrom("1", "4", "-1")),
        of("format", fc.constantFrom('"%s:%s"', '"%s-%v"'), text, text),
        of("lookup", map, text, text),
        of("one", list),
        fc.tuple(text, text).map(([a, b]) => `"\${${a}}-\${${b}}"`),
        fc.tuple(bool, text, text).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
        fc.tuple(list, fc.constantFrom(0, 1, 2)).map(([l, i]) => `${l}[${i}]`),
        fc.tuple(list).map(([l]) => `"%{for x in ${l}}<\${x}>%{endfor}"`),
        fc.tuple(bool, text).map(([c, a]) => `"%{if ${c}}\${${a}}%{endif}"`),
      ),
      list: either(
        fc.constantFrom("aws_r.a.list", "aws_r.b.list", "[]", '["a", "b"]'),
        fc.array(text, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
        ...["distinct", "compact", "reverse", "toset", "sort", "flatten", "tolist"].map((name) => of(name, list)),
        ...["concat", "setunion", "setsubtract", "setintersection", "coalescelist", "try"].map((name) =>
          of(name, list, list),
        ),
        of("split", separator, text),
        of("slice", list, fc.constant("0"), fc.constant("1")),
        of("formatlist", fc.constant('"%s/*"'), list),
        of("keys", map),
        of("values", map),
        fc.tuple(list, list).map(([a, b]) => `flatten([${a}, [${b}]])`),
        fc.tuple(list, bool).map(([l, c]) => `[for x in ${l} : upper(x) if ${c} || x != "a"]`),
        fc.tuple(list).map(([l]) => `[for i, x in ${l} : x]`),
        fc.tuple(list).map(([l]) => `${l}[*]`),
        fc.tuple(bool, list, list).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
        fc.tuple(list).map(([l]) => `jsondecode(jsonencode(${l}))`),
      ),
      map: either(
        fc.constantFrom("aws_r.b.map", "{}", '{ a = "x" }'),
        fc.tuple(text, text).map(([a, b]) => `{ a = ${a}, b = ${b} }`),
        fc.tuple(text, text).map(([a, b]) => `{ (${a}) = ${b} }`),
        of("merge", map, map),
        fc.tuple(map).map(([m]) => `{ for k, v in ${m} : upper(k) => v }`),
        fc.tuple(list).map(([l]) => `{ for x in ${l} : x => x... }`),
        fc.tuple(list).map(([l]) => `zipmap(["k"], slice(${l}, 0, 1))`),
      ),
      bool: either(
        fc.constantFrom("true", "false"),
        fc.tuple(text, fc.constantFrom("==", "!="), text).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
        fc.tuple(list, list).map(([a, b]) => `(${a} == ${b})`),
        fc.tuple(bool, fc.constantFrom("&&", "||"), bool).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
        fc.tuple(bool).map(([a]) => `!${a}`),
        ...["startswith", "endswith", "strcontains"].map((name) => of(name, text, separator)),
        of("contains", list, text),
        of("can", text),
        fc.tuple(list, number).map(([l, n]) => `(length(${l}) > ${n})`),
      ),
      number: either(
        fc.constantFrom("0", "1", "2"),
        of("length", list),
        of("length", text),
        of("index", list, text),
        fc.tuple(number, number).map(([a, b]) => `(${a} + ${b})`),
      ),
    };
  },
);

it("leaves room for what the holes turn out to be", () => {
  let judged = 0;
  fc.assert(
    fc.property(expression, (written) => {
      const wanted = valueOf(written, "", { planned: known });
      if (wanted === undefined || !isKnown(wanted)) return;
      judged++;
      const ours = valueOf(written, "", { planned: open }) ?? null;
      const told = (hole: string): string | undefined => {
        const value = KNOWN[hole];
        return typeof value === "string" ? value : undefined;
      };
      const why = compatible(ours, JSON.parse(JSON.stringify(wanted)) as Json, told);
      if (why !== undefined) throw new Error(`${written}\n${why}`);
    }),
    { numRuns: Number(process.env.SOUNDNESS_RUNS ?? 3_000), seed: Number(process.env.SOUNDNESS_SEED ?? 4) },
  );
  expect(judged).toBeGreaterThan(500);
});

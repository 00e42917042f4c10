import { Hole } from "../../../src/values/value";
import { attributeOf, configurationOf, valueOf } from "./configuration-of";

/** Configurations that would never end, or take all memory: each gives a hole, soon. In seconds of the processor. */
const SECONDS = 6;

function locals(count: number, next: (index: number) => string, first: string): string {
  const lines = Array.from({ length: count }, (_, index) => `  l${index + 1} = ${next(index)}`);
  return `locals {\n  l0 = ${first}\n${lines.join("\n")}\n}\n`;
}

const NESTED = 90;

const HOSTILE: Readonly<Record<string, () => unknown>> = {
  "a local that is itself": () => valueOf("local.a", "locals {\n  a = local.a\n}"),
  "locals in a circle": () => valueOf("local.a", "locals {\n  a = local.b\n  b = [local.c]\n  c = { x = local.a }\n}"),
  "text that doubles": () =>
    valueOf(
      "local.l60",
      locals(60, (i) => `"\${local.l${i}}\${local.l${i}}"`, `"xxxxxxxx"`),
    ),
  "text that doubles by join": () =>
    valueOf(
      "local.l60",
      locals(60, (i) => `join("", [local.l${i}, local.l${i}])`, `"xxxxxxxx"`),
    ),
  "text with holes that doubles": () =>
    valueOf(
      "local.l60",
      locals(60, (i) => `"\${local.l${i}}-\${local.l${i}}"`, `"\${aws_x.y.z}"`),
    ),
  "lists that double": () =>
    valueOf(
      "local.l60",
      locals(60, (i) => `[local.l${i}, local.l${i}]`, `["x"]`),
    ),
  "lists that double by concat": () =>
    valueOf(
      "local.l60",
      locals(60, (i) => `concat(local.l${i}, local.l${i})`, `["x"]`),
    ),
  "JSON that doubles": () =>
    valueOf(
      "local.l60",
      locals(60, (i) => `jsonencode([local.l${i}, local.l${i}])`, `["x"]`),
    ),
  "JSON of long texts beside a hole, again and again": () =>
    valueOf(
      "length(flatten([for j in range(100) : [for i in range(1000) : length([jsonencode(local.l0)])]]))",
      locals(0, String, `["${"a".repeat(1_000_000)}", aws_x.y.z]`),
    ),
  "JSON of many texts beside a hole, again and again": () =>
    valueOf(
      "length(flatten([for j in range(100) : [for i in range(1000) : length([jsonencode(local.l0)])]]))",
      locals(0, String, `[${`"a",`.repeat(40_000)} aws_x.y.z]`),
    ),
  "maps that double": () =>
    valueOf(
      "local.l60",
      locals(60, (i) => `{ a = local.l${i}, b = local.l${i} }`, `"x"`),
    ),
  "names of holes that double": () =>
    valueOf(
      "local.l60",
      locals(60, (i) => `foo(local.l${i}, local.l${i})`, "aws_x.y.z"),
    ),
  "lists that nest": () =>
    valueOf(
      "local.l3000",
      locals(3000, (i) => `[local.l${i}]`, `"x"`),
    ),
  "a long chain of locals": () =>
    valueOf(
      "local.l5000",
      locals(5000, (i) => `local.l${i} == "" ? 1 : 2`, `"x"`),
    ),
  "products of products": () =>
    valueOf(
      "local.l9",
      locals(9, (i) => `setproduct(local.l${i}, local.l${i})`, `["a", "b", "c"]`),
    ),
  "ranges within ranges": () =>
    valueOf("[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a + b + c]]]"),
  "many conditions": () =>
    valueOf(
      "local.l60",
      locals(60, (i) => `aws_x.y.c${i} == "" ? [local.l${i}, 1] : [local.l${i}, 2]`, `"x"`),
    ),
  "many filters": () => valueOf(`[for i in range(1000) : i if "\${aws_x.y.z}\${i}" != "\${aws_x.y.w}"]`),
  "a regular expression that backtracks": () => valueOf(`regex("(a+)+(b+)+(a+)+$", "${"a".repeat(5_000)}c")`),
  "a regular expression that repeats itself": () =>
    valueOf(`regexall("((a{1,100}){1,100}){1,100}", "${"a".repeat(5_000)}")`),
  "expressions that nest": () =>
    valueOf(
      `${"[".repeat(NESTED)}local.x${"]".repeat(NESTED)}`,
      locals(40, (i) => `${"[".repeat(NESTED)}local.l${i}${"]".repeat(NESTED)}`, "1").replace(
        "locals {",
        "locals {\n  x = local.l40",
      ),
    ),
  "JSON that nests": () => valueOf(`jsondecode(local.x)`, `locals {\n  x = "${"[".repeat(50_000)}"\n}`),
  "YAML that refers to itself": () =>
    valueOf(
      `yamldecode("a: &a [x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\\ne: [*d,*d,*d,*d,*d,*d,*d,*d]")`,
    ),
  indents: () => valueOf(`indent(999999999, "a\\nb")`),
  formats: () => valueOf(`format("%999999999d", 1)`),
  "a template that includes itself": () =>
    valueOf(`templatefile("t", {})`, "", { files: { t: `\${templatefile("t", {})}\${templatefile("t", {})}` } }),
};

it.each(Object.entries(HOSTILE))("%s", (_, run) => {
  const before = process.memoryUsage().heapUsed;
  const started = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1_000_000).toBeLessThan(SECONDS);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(400 * 1024 * 1024);
});

it("names the circle", () => {
  expect(valueOf("local.a", "locals {\n  a = local.a\n}")).toEqual(new Hole("local.a"));
});

it("ends in modules that call themselves", () => {
  const configuration = configurationOf({
    "": 'module "a" {\n  source = "./a"\n  x = module.a.y\n}\nresource "test" "it" {\n  value = module.a.y\n}\n',
    "module.a":
      'variable "x" {}\nmodule "a" {\n  source = "./"\n  x = var.x\n}\noutput "y" {\n  value = [var.x, module.a.y]\n}\n',
  });
  expect(attributeOf(configuration, "test.it", "value")).toEqual([
    new Hole("module.a.output.y"),
    new Hole("module.a.module.a.y"),
  ]);
});

it("ends in counts that lead back to themselves", () => {
  const source =
    'resource "aws_x" "y" {\n  count = length(aws_x.y)\n}\nresource "test" "it" {\n  value = aws_x.y[*].arn\n}\n';
  expect(attributeOf(configurationOf(source), "test.it", "value")).toBeDefined();
});

import type { Value } from "../../../src/values/value";
import { show } from "../show";
import { attributeOf, configurationOf, type Given, type Modules } from "./configuration-of";

/** Attributes of one configuration, in the order in which they are asked for. */
function valuesOf(modules: Modules | string, addresses: readonly string[], given: Given = {}): (Value | undefined)[] {
  const configuration = configurationOf(modules, given);
  expect(configuration.errors).toEqual([]);
  return addresses.map((address) => attributeOf(configuration, address, "value"));
}

const LETTERS = ['test.it["a"]', 'test.it["b"]'];
const NUMBERS = ["test.it[0]", "test.it[1]"];

describe("what differs among the instances of a block", () => {
  it.each<[what: string, repetition: string, expression: string, addresses: string[], values: Value[]]>([
    ["each.key", 'for_each = toset(["a", "b"])', "each.key", LETTERS, ["a", "b"]],
    ["each.value", 'for_each = { a = "1", b = "2" }', "each.value", LETTERS, ["1", "2"]],
    ["each as a whole", 'for_each = { a = "1", b = "2" }', 'lookup(each, "value", "")', LETTERS, ["1", "2"]],
    ["count.index", "count = 2", "count.index + 1", NUMBERS, [1, 2]],
    ["a key", 'for_each = { a = "1", b = "2" }', '{ a = "x", b = "y" }[each.key]', LETTERS, ["x", "y"]],
    ["a key of an object", 'for_each = toset(["a", "b"])', "{ (each.key) = 1 }", LETTERS, [{ a: 1 }, { b: 1 }]],
    [
      "text around it",
      'for_each = toset(["a", "b"])',
      '[["same", { k = ["${local.l}"] }], "role/${each.key}"]',
      LETTERS,
      [
        [["same", { k: ["l"] }], "role/a"],
        [["same", { k: ["l"] }], "role/b"],
      ],
    ],
    ["a condition", "count = 2", 'count.index == 0 ? "first" : "later"', NUMBERS, ["first", "later"]],
    [
      "a directive",
      'for_each = toset(["a", "b"])',
      '"%{if each.key == "a"}yes%{else}no%{endif}"',
      LETTERS,
      ["yes", "no"],
    ],
    ["the collection of a for", 'for_each = { a = ["1"], b = [] }', "[for x in each.value : x]", LETTERS, [["1"], []]],
    [
      "the inside of a for",
      "count = 2",
      "[for x in [10, 20] : x + count.index]",
      NUMBERS,
      [
        [10, 20],
        [11, 21],
      ],
    ],
    ["the condition of a for", "count = 2", "[for x in [0, 1] : x if x == count.index]", NUMBERS, [[0], [1]]],
    [
      "a splat's step",
      "count = 2",
      "[[10, 20], [30, 40]][*][count.index]",
      NUMBERS,
      [
        [10, 30],
        [20, 40],
      ],
    ],
    ["the argument that try falls back to", "count = 2", "try(local.l.none, count.index)", NUMBERS, [0, 1]],
    ["the very instance", "count = 2", "test.other[count.index].name", NUMBERS, ["other 0", "other 1"]],
  ])("%s", (_, repetition, expression, addresses, values) => {
    const source = `locals {\n  l = "l"\n}\nresource "test" "other" {\n  count = 2\n  name = "other \${count.index}"\n}\n`;
    const it = `resource "test" "it" {\n  ${repetition}\n  value = ${expression}\n}\n`;
    expect(valuesOf(source + it, addresses)).toEqual(values);
    expect(valuesOf(source + it, [...addresses].reverse())).toEqual([...values].reverse());
  });

  it("a nested block", () => {
    const source = 'resource "test" "it" {\n  count = 2\n  value {\n    a = "same"\n    b = count.index\n  }\n}\n';
    expect(valuesOf(source, NUMBERS)).toEqual([[{ a: "same", b: 0 }], [{ a: "same", b: 1 }]]);
  });

  it("a dynamic block, whether of another number or of other content", () => {
    const source = `resource "test" "it" {
  for_each = { a = ["1"], b = ["1", "2"] }
  dynamic "value" {
    for_each = each.value
    content {
      text = "\${value.value} of \${each.key}"
    }
  }
}
`;
    expect(valuesOf(source, LETTERS)).toEqual([[{ text: "1 of a" }], [{ text: "1 of b" }, { text: "2 of b" }]]);
  });

  it("a document of a data source, whatever in it differs", () => {
    const source = `data "aws_iam_policy_document" "d" {
  for_each = toset(["a", "b"])
  json     = "no argument, and none that decides"
  statement {
    resources = [each.key]
  }
}
resource "test" "it" {
  for_each = toset(["a", "b"])
  value    = jsondecode(data.aws_iam_policy_document.d[each.key].json).Statement[0].Resource
}
`;
    expect(valuesOf(source, LETTERS)).toEqual(["a", "b"]);
  });

  it("in JSON configuration", () => {
    const value = { same: "x", list: ["${each.key}"], own: "${each.value}" };
    const text = JSON.stringify({ resource: { test: { it: { for_each: { a: "1", b: "2" }, value } } } });
    expect(valuesOf({ "": { "main.tf.json": text } }, LETTERS)).toEqual([
      { same: "x", list: ["a"], own: "1" },
      { same: "x", list: ["b"], own: "2" },
    ]);
  });

  it("the name of what is not known, where it is the instance's", () => {
    const source = 'resource "test" "it" {\n  count = 2\n  value = ["a", upper([])]\n}\n';
    const [first, second] = valuesOf(source, NUMBERS).map(show);
    expect(first).toContain("test.it[0]");
    expect(second).toBe(first?.replace("test.it[0]", "test.it[1]"));
  });

  it.each(['"x-${uuid()}"', "[[uuid()], count.index * 0]"])("what never comes to the same twice: %s", (value) => {
    const [first, second] = valuesOf(`resource "test" "it" {\n  count = 2\n  value = ${value}\n}\n`, NUMBERS).map(show);
    expect(second).not.toBe(first);
  });

  it("what may yet fail, in each of them", () => {
    const value = "try({ sure = aws_x.y.open || true, key = count.index * 0 }, 1)";
    const [first, second] = valuesOf(`resource "test" "it" {\n  count = 2\n  value = ${value}\n}\n`, NUMBERS).map(show);
    expect(first).toContain("can(");
    expect(second).toBe(first);
  });

  it("not one attribute from another", () => {
    const configuration = configurationOf('resource "test" "it" {\n  count = 2\n  a = "of a"\n  b = "of b"\n}\n');
    const values = NUMBERS.flatMap((address) => ["a", "b"].map((name) => attributeOf(configuration, address, name)));
    expect(values).toEqual(["of a", "of b", "of a", "of b"]);
  });
});

describe("names that only look like an instance's", () => {
  it.each<[what: string, expression: string, values: Value[]]>([
    [
      "a for variable each",
      "[for each in [1, 2] : each]",
      [
        [1, 2],
        [1, 2],
      ],
    ],
    [
      "a for variable count over what differs",
      "[for count in [1, 2] : count + each.value]",
      [
        [2, 3],
        [3, 4],
      ],
    ],
    [
      "a for variable each, and each outside of it",
      '[[for each in ["z"] : each], each.key]',
      [
        [["z"], "a"],
        [["z"], "b"],
      ],
    ],
    ["a key called each", "{ each = 1 }.each", [1, 1]],
  ])("%s", (_, expression, values) => {
    const source = `resource "test" "it" {\n  for_each = { a = 1, b = 2 }\n  value = ${expression}\n}\n`;
    expect(valuesOf(source, LETTERS)).toEqual(values);
  });
});

describe("the instances of a module", () => {
  const inner = `variable "name" {}
locals {
  text = "text of \${var.name}"
}
resource "test" "it" {
  for_each = toset(["a", "b"])
  value    = [local.text, var.name, each.key]
}
resource "test" "same" {
  count = 2
  value = jsonencode({ name = var.name, list = [local.text] })
}
`;
  const addresses = (resource: string, keys: readonly string[]): string[] =>
    ['module.m["x"]', 'module.m["y"]'].flatMap((module) => keys.map((key) => `${module}.test.${resource}[${key}]`));

  it("have each their own variables and locals, whatever their resources share", () => {
    const root = 'module "m" {\n  source   = "./m"\n  for_each = { x = "1", y = "2" }\n  name     = each.value\n}\n';
    const modules = { "": root, "module.m": inner };
    expect(valuesOf(modules, addresses("it", ['"a"', '"b"']))).toEqual([
      ["text of 1", "1", "a"],
      ["text of 1", "1", "b"],
      ["text of 2", "2", "a"],
      ["text of 2", "2", "b"],
    ]);
    expect(valuesOf(modules, addresses("same", ["0", "1"]))).toEqual(
      ["1", "1", "2", "2"].map((name) => `{"list":["text of ${name}"],"name":"${name}"}`),
    );
  });

  it("are given what the instance of the call around them was", () => {
    const modules = {
      "": 'module "o" {\n  source = "./o"\n  count  = 2\n  tag    = "tag ${count.index}"\n}\n',
      "module.o":
        'variable "tag" {}\nmodule "m" {\n  source   = "./m"\n  for_each = toset(["x", "y"])\n  name     = "${var.tag} ${each.key}"\n}\n',
      "module.o.module.m": inner,
    };
    const all = ["module.o[0]", "module.o[1]"].flatMap((outer) =>
      addresses("same", ["0", "1"]).map((address) => `${outer}.${address}`),
    );
    const names = ["tag 0 x", "tag 0 x", "tag 0 y", "tag 0 y", "tag 1 x", "tag 1 x", "tag 1 y", "tag 1 y"];
    expect(valuesOf(modules, all)).toEqual(names.map((name) => `{"list":["text of ${name}"],"name":"${name}"}`));
  });

  it("of one folder, called twice", () => {
    const modules = {
      "": 'module "p" {\n  source = "./m"\n  name = "p"\n}\nmodule "q" {\n  source = "./m"\n  name = "q"\n}\n',
      "module.p": inner,
      "module.q": inner,
    };
    expect(valuesOf(modules, ["module.p.test.same[0]", "module.q.test.same[0]"])).toEqual([
      '{"list":["text of p"],"name":"p"}',
      '{"list":["text of q"],"name":"q"}',
    ]);
  });
});

describe("the blocks behind a value", () => {
  const source = `locals {
  names = ["a", "b"]
}
locals {
  l = "l"
}
locals {
  unused = "u"
}
resource "test" "it" {
  for_each = toset(local.names)
  value    = EXPRESSION
}
`;
  it.each([
    ["of what all instances share", "[local.l]"],
    ["of what they share in part", "[[local.l], each.key]"],
    ["of what fails, and another stands for it", "[try([local.l.none], 1), each.key]"],
  ])("are the same for every instance: %s", (_, expression) => {
    const configuration = configurationOf(source.replace("EXPRESSION", expression));
    for (const key of ["a", "b"]) {
      const address = { modules: [], mode: "managed", type: "test", name: "it", key } as const;
      const text = `test.it["${key}"]`;
      const recovered = configuration.attribute({ ...address, text, module: "", configured: "test.it" }, ["value"]);
      const parts = [...(recovered?.reads.keys() ?? [])].map((part) => (part.kind === "block" ? "block" : part.name));
      expect(parts.sort()).toEqual(["for_each", "l", "names", "value"]);
    }
  });
});

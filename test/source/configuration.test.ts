import { parseAddress } from "../../src/plan";
import type { Address } from "../../src/plan/address";
import { readConfiguration } from "../../src/source";
import { Hole } from "../../src/values/value";
import { attributeOf, configurationOf, valueOf } from "./evaluate/configuration-of";
import { show } from "./show";

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no address`);
  return parsed;
}

describe("variables", () => {
  const declared = 'variable "x" {\n  type = list(number)\n  default = ["1"]\n}\n';

  it("are what the plan was given, converted to their type", () => {
    expect(valueOf("var.x", declared, { variables: { x: ["2", 3] } })).toEqual([2, 3]);
  });

  it("are their default where the plan has nothing", () => {
    expect(valueOf("var.x", declared)).toEqual([1]);
  });

  it("are holes where neither says anything", () => {
    expect(valueOf("var.x", 'variable "x" {}\n')).toEqual(new Hole("var.x"));
  });

  it("are holes where they are ephemeral, whatever their default", () => {
    expect(valueOf("var.x", 'variable "x" {\n  ephemeral = true\n  default = "d"\n}\n')).toEqual(new Hole("var.x"));
  });

  it("say so where what they are given does not fit", () => {
    expect(show(valueOf("var.x", declared, { variables: { x: "text" } }))).toBe("<var.x (a list is required)>");
  });
});

describe("what the plan knows", () => {
  const source = 'resource "aws_x" "y" {\n  name = "written"\n  other = "source"\n}\n';
  const planned = {
    value: (_: string, path: readonly (string | number)[]) => (path[0] === "name" ? "planned" : undefined),
  };

  it("wins over the source, which fills what it leaves open", () => {
    expect(valueOf('"${aws_x.y.name} ${aws_x.y.other} ${aws_x.y.id}"', source, { planned })).toEqual(
      valueOf('"planned source ${aws_x.y.id}"', source),
    );
  });

  it("is asked for the whole way into a resource", () => {
    const asked: unknown[] = [];
    const value = (name: string, path: readonly (string | number)[]): undefined => void asked.push([name, ...path]);
    valueOf('aws_x.y.rule[0].by["k.l"].id', source, { planned: { value } });
    expect(asked).toEqual([["aws_x.y", "rule", 0, "by", "k.l", "id"]]);
  });

  it("tells the instances where the source does not", () => {
    const counted = 'resource "aws_x" "y" {\n  for_each = unheard_of()\n}\n';
    const keys = (name: string): readonly string[] => (name === "aws_x.y" ? ["a", "b"] : []);
    expect(show(valueOf("[for k, v in aws_x.y : v.arn]", counted, { planned: { value: () => undefined, keys } }))).toBe(
      '[<aws_x.y["a"].arn>, <aws_x.y["b"].arn>]',
    );
  });
});

describe("attributes", () => {
  const source = `
resource "aws_x" "y" {
  set = null
  block {
    name = "one"
    inner {
      deep = aws_x.z.arn
    }
  }
  dynamic "block" {
    for_each = ["two", "three"]
    content {
      name = "\${block.key}-\${block.value}"
    }
  }
}
`;

  it("are undefined where the block does not say, null where it says null", () => {
    expect(attributeOf(configurationOf(source), "aws_x.y", "unset")).toBeUndefined();
    expect(attributeOf(configurationOf(source), "aws_x.y", "set")).toBeNull();
  });

  it("are undefined for a resource that is not there", () => {
    expect(attributeOf(configurationOf(source), "aws_x.other", "name")).toBeUndefined();
    expect(attributeOf(configurationOf(source), "module.gone.aws_x.y", "name")).toBeUndefined();
  });

  it("are lists of nested blocks, dynamic ones expanded", () => {
    expect(show(attributeOf(configurationOf(source), "aws_x.y", "block"))).toBe(
      '[{name: "one", inner: [{deep: <aws_x.z.arn>}]}, {name: "0-two"}, {name: "1-three"}]',
    );
  });

  it("can be followed into their parts", () => {
    const configuration = configurationOf(source);
    const at = (...path: (string | number)[]): string =>
      show(configuration.attribute(address("aws_x.y"), ["block", ...path])?.value);
    expect([at(0, "inner", 0, "deep"), at(2, "name"), at(5, "name"), at(0, "computed")]).toEqual([
      "<aws_x.z.arn>",
      '"1-three"',
      "unset",
      "unset",
    ]);
  });

  it("fail alone, not with all the others", () => {
    const broken = 'resource "aws_x" "y" {\n  block {\n    bad = [][0]\n    good = "fine"\n  }\n}\n';
    expect(show(attributeOf(configurationOf(broken), "aws_x.y", "block"))).toBe(
      '[{bad: <aws_x.y.block[0].bad (there is no element 0)>, good: "fine"}]',
    );
  });

  it("of a dynamic block over what is not known are an open list", () => {
    const open =
      'resource "aws_x" "y" {\n  block {\n    n = 0\n  }\n  dynamic "block" {\n    for_each = aws_x.z.list\n    content {\n      n = block.value\n    }\n  }\n}\n';
    expect(show(attributeOf(configurationOf(open), "aws_x.y", "block"))).toBe(
      '[{n: 0}, ...<aws_x.y.block[1]: for each of aws_x.z.list { "…" = each value of aws_x.z.list }>]',
    );
  });
});

describe("instances", () => {
  const source = `
module "m" {
  for_each = { "a.b" = 1, "c" = 2 }
  source   = "./m"
  given    = each.value
}
resource "aws_x" "counted" {
  count = 2
  name  = "n\${count.index}"
}
`;
  const child =
    'variable "given" {}\nresource "aws_x" "y" {\n  for_each = toset(["k[0]"])\n  name = "${var.given}${each.key}${each.value}"\n}\n';
  const configuration = configurationOf({ "": source, "module.m": child });

  it.each([
    ['module.m["a.b"].aws_x.y["k[0]"]', "1k[0]k[0]"],
    ['module.m["c"].aws_x.y["k[0]"]', "2k[0]k[0]"],
    ["aws_x.counted[1]", "n1"],
  ])("%s", (text, name) => {
    expect(attributeOf(configuration, text, "name")).toBe(name);
  });

  it("that the source does not make are holes", () => {
    const mapped = configurationOf('resource "aws_x" "y" {\n  for_each = { a = "x" }\n  name = each.value\n}\n');
    expect(show(attributeOf(mapped, 'aws_x.y["gone"]', "name"))).toBe('<{ "…" = "…" }["…"]>');
  });
});

describe("files", () => {
  it("of JSON configuration are read like any other", () => {
    const json = {
      resource: { aws_x: { y: { name: "${upper(aws_x.z.name)}-x", list: ["${aws_x.z.arn}"] } } },
      data: {
        aws_iam_policy_document: {
          d: { statement: [{ actions: ["a"], principals: { type: "AWS", identifiers: ["${aws_x.z.arn}"] } }] },
        },
      },
    };
    const configuration = configurationOf({ "": { "cdk.tf.json": JSON.stringify(json) } });
    expect(show(attributeOf(configuration, "aws_x.y", "name"))).toBe('"<upper(aws_x.z.name)>-x"');
    expect(show(attributeOf(configuration, "data.aws_iam_policy_document.d", "json"))).toBe(
      'json({Version: "2012-10-17", Statement: [{Effect: "Allow", Action: "a", Principal: {AWS: <aws_x.z.arn>}}]})',
    );
  });

  it("that override are merged into the others", () => {
    const files = {
      "main.tf": 'resource "aws_x" "y" {\n  name = "main"\n  kept = "kept"\n}\nlocals {\n  a = 1\n}\n',
      "z_override.tf": 'resource "aws_x" "y" {\n  name = "override ${local.a}"\n}\nlocals {\n  a = 2\n}\n',
    };
    const configuration = configurationOf({ "": files });
    expect(attributeOf(configuration, "aws_x.y", "name")).toBe("override 2");
    expect(attributeOf(configuration, "aws_x.y", "kept")).toBe("kept");
  });

  it("that cannot be read are told, and what they would say is a hole", () => {
    const configuration = configurationOf({
      "": { "bad.tf": "locals {", "main.tf": 'resource "aws_x" "y" {\n  name = local.a\n}\n' },
    });
    expect(attributeOf(configuration, "aws_x.y", "name")).toEqual(new Hole("local.a"));
    expect(configuration.errors.map(({ file, line }) => `${file}:${line}`)).toEqual(["bad.tf:1"]);
  });

  it("are not parsed before somebody asks", () => {
    const touched: string[] = [];
    const files = (name: string): ReadonlyMap<string, string> => (touched.push(name), new Map());
    const module = (name: string): { directory: string; readonly files: ReadonlyMap<string, string> } => ({
      directory: ".",
      get files() {
        return files(name);
      },
    });
    const modules = new Map([
      ["", module("root")],
      ["module.a", module("a")],
    ]);
    const source = { origin: "plan" as const, modules, readFile: () => ({ missing: "" }) };
    const configuration = readConfiguration(source, { planned: { value: () => undefined } });
    expect(touched).toEqual([]);
    attributeOf(configuration, "aws_x.y", "name");
    expect(touched).toEqual(["root"]);
  });
});

import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import fc from "fast-check";
import { parseAddress } from "../../../src/plan";
import type { PlannedValues, Recovered } from "../../../src/source";
import { Hole, text } from "../../../src/values/value";
import { show } from "../show";
import { configurationOf } from "./configuration-of";

/*
 * The text of a block's instance is filled into the form that the other instances have shown. What the first instance of a
 * configuration comes to is always evaluated: so each instance, filled, must be what it is as the first of a configuration
 * of its own, made of the same blocks.
 */
const KEYS = ["a", "b", "", 'q"uo\\te', "<&>", "é\u2028\n", "😀", "\ud83d", "${k}", "7", "a"];

const planned: PlannedValues = {
  value: (address, [attribute = ""]) => {
    if (address.includes("aws_open")) return new Hole(`${address}.${attribute}`);
    if (address.endsWith('aws_r.r["b"]')) return text(["x", new Hole("b")]);
    return address.includes("aws_r.r") ? `arn:${address}` : undefined;
  },
};

type Files = Readonly<Record<string, string>>;

function compare(files: Files, addresses: readonly string[], attribute: string, given = {}): void {
  const all = configurationOf({ "": files }, given);
  // Holes that would be shown alike are numbered in the order in which they are met.
  const shown = (recovered: Recovered | undefined): unknown =>
    recovered && show(recovered.value).replace(/ ?#\d+/g, "");
  const readsOf = (recovered: Recovered | undefined): readonly string[] =>
    [...(recovered?.reads ?? [])]
      .map(([part, { type, labels, start }]) => [type, ...labels, start, part.start].join(" "))
      .sort();
  for (const each of addresses) {
    expect(all.errors).toEqual([]);
    const address = parseAddress(each);
    if (address === undefined) throw new Error(`${each} is no address`);
    const alone = configurationOf({ "": files }, given);
    const [together, apart] = [all.attribute(address, [attribute]), alone.attribute(address, [attribute])];
    expect([each, shown(together)]).toEqual([each, shown(apart)]);
    // Where an instance fails, the text of all of them may have read a block more; one less would be believed too easily.
    expect([each, ...readsOf(together)]).toEqual(expect.arrayContaining([each, ...readsOf(apart)]));
  }
}

const { expression } = fc.letrec<Record<"expression" | "part", string>>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom("text", "😀", "\\\\", "$${x}", "${local.n}", "${local.half}", "%{ if true }y%{ endif }"),
    tie("expression").map((each) => `\${${each}}`),
  ),
  expression: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    fc.constantFrom("each.key", '"x"', "each.value", "local.n", "local.l", "null", "local.half"),
    fc.constantFrom(
      "aws_r.r[each.key].arn",
      "upper(each.key)",
      "aws_open.o.id",
      "uuid()",
      'each.key == "a" ? "y" : "n"',
      "local.m[each.key]",
      "[for each in local.l : each]",
      "length(each.key)",
      'try(local.m[each.key], "none")',
      "self.arn",
      "each",
    ),
    fc.array(tie("part"), { maxLength: 4 }).map((parts) => `"${parts.join("")}"`),
    tie("expression").map((each) => `jsonencode(${each})`),
    tie("expression").map((each) => `(${each})`),
    fc.array(tie("expression"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc
      // Of a key that is written twice, the value that is overwritten need not be read.
      .uniqueArray(fc.tuple(fc.constantFrom("x", "y", '"é<"', "(each.key)", "(local.n)"), tie("expression")), {
        maxLength: 3,
        selector: ([key]) => key,
      })
      .map((items) => `{ ${items.map(([key, value]) => `${key} = ${value}`).join(", ")} }`),
  ),
}));

const FOR_EACH = ["toset(local.keys)", "{ for k in local.keys : k => k }", "{ for k in local.keys : k => 7 }"];

function configurationWith(written: string, forEach: string): Files {
  const main = `
    locals {
      keys = jsondecode(file("keys.json"))
      l    = ["<", 1, null]
      m    = { a = "of a", b = "of b" }
      n    = 12
      half = jsondecode(file("half.json"))
    }
    resource "aws_r" "r" {
      for_each = toset(local.keys)
      arn      = each.key
    }
    resource "test" "it" {
      for_each = ${forEach}
      value    = ${written}
    }`;
  return { "main.tf": main };
}

describe("the text of an instance", () => {
  it("is what evaluating it as a whole gives, made of the same blocks", () => {
    const files = { "keys.json": JSON.stringify([...new Set(KEYS)]), "half.json": '"\\ude00"' };
    const addresses = KEYS.map((key) => `test.it[${JSON.stringify(key).replaceAll("${", "$${")}]`);
    fc.assert(
      fc.property(expression, fc.constantFrom(...FOR_EACH), (written, forEach) => {
        compare(configurationWith(written, forEach), addresses, "value", { planned, files });
      }),
      {
        numRuns: 200,
        seed: 20_261_201,
        examples: [
          ['jsonencode("${each.key}${local.half}")', "toset(local.keys)"],
          [
            'jsonencode({ b = "x${jsonencode([each.key])}", "a" = aws_r.r[each.key].arn, c = [local.l, each.value] })',
            "toset(local.keys)",
          ],
        ],
      },
    );
  });

  it("is not that of another module instance, or of another attribute", () => {
    const configuration = configurationOf({
      "": 'module "m" {\n for_each = toset(["x", "y"])\n source = "./m"\n of = each.key\n}',
      "module.m": `
        variable "of" {}
        resource "test" "it" {
          for_each = toset(["a", "b", "c"])
          value    = "\${var.of}/\${each.key}"
          other    = "\${each.key}/\${var.of}"
        }`,
    });
    for (const module of ["x", "y"]) {
      for (const key of ["a", "b", "c"]) {
        const address = parseAddress(`module.m["${module}"].test.it["${key}"]`);
        const values = ["value", "other"].map((name) => address && configuration.attribute(address, [name])?.value);
        expect(values).toEqual([`${module}/${key}`, `${key}/${module}`]);
      }
    }
  });
});

/** The folders of native configuration under a folder. */
function foldersUnder(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tf"));
  return [...new Set(files.map((name) => dirname(join(folder, name))))];
}

describe("every argument of the configurations that the tests have", () => {
  const tests = join(__dirname, "../..");
  // OpenTofu's fixtures are files of several configurations side by side.
  const folders = ["fixtures", "scenarios"]
    .flatMap((name) => foldersUnder(join(tests, name)))
    .filter((folder) => !folder.endsWith(join("faults", "opentofu")));

  it.each(folders.map((folder) => relative(tests, folder)))("%s", (folder) => {
    const names = readdirSync(join(tests, folder)).filter((name) => name.endsWith(".tf"));
    const files = Object.fromEntries(
      names
        .filter((name) => statSync(join(tests, folder, name)).isFile())
        .map((name) => [name, readFileSync(join(tests, folder, name), "utf8")]),
    );
    const main = Object.values(files).join("\n");
    for (const [, type = "", name = "", body = ""] of main.matchAll(/^resource "(\w+)" "([\w-]+)" \{\n(.*?)^\}/gms)) {
      for (const [, attribute = ""] of body.matchAll(/^ {2}(\w+) *=/gm)) {
        compare(
          files,
          ["a", "b", "a.b", "b"].map((key) => `${type}.${name}[${JSON.stringify(key)}]`),
          attribute,
          { planned },
        );
      }
    }
  });
});

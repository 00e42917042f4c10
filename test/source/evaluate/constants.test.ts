import { parseAddress } from "../../../src/plan";
import type { PlanSource } from "../../../src/plan/plan";
import { readConfiguration, type SourceOptions } from "../../../src/source";
import { show } from "../show";

/* Several configurations of one source: what does not stand in it is each one's own. */
const MAIN = `
  variable "v" { default = "default" }
  locals {
    constant  = join("-", [for each in ["a", "b"] : upper(each)])
    variable  = "\${local.constant} \${var.v}"
    workspace = "\${local.constant} \${terraform.workspace}"
    planned   = "\${local.constant} \${aws_r.r.name}"
    keys      = join(" ", [for key, each in aws_r.keys : key])
    indirect  = "\${local.planned} \${local.keys}"
    module    = module.m["x"].out
    caught    = try(aws_r.r.map["k"], "none")
  }
  resource "aws_r" "r" {}
  resource "aws_r" "keys" { for_each = path.cwd }
  module "m" {
    for_each = toset(["x"])
    source   = "./m"
    of       = aws_r.r.name
    constant = local.constant
  }
  resource "test" "it" {
    value = [local.constant, local.variable, local.workspace, local.planned, local.keys, local.indirect, local.module,
      local.caught, [for key in local.listed : key]]
    same = local.constant
  }
  locals { listed = toset(compact([local.constant, local.planned])) }
`;

const MODULE = `
  variable "of" {}
  variable "constant" {}
  output "out" { value = "\${var.constant} of \${var.of}" }
`;

function makeSource(): PlanSource {
  const module = (directory: string, text: string) => ({ directory, files: new Map([["main.tf", text]]) });
  return {
    origin: "directory",
    modules: new Map([
      ["", module(".", MAIN)],
      ["module.m", module("m", MODULE)],
    ]),
    readFile: () => ({ missing: "no files" }),
  };
}

function options(name: string, further: Omit<SourceOptions, "planned"> = {}): SourceOptions {
  const value: SourceOptions["planned"]["value"] = (address, [attribute, key]) => {
    if (address !== "aws_r.r") return undefined;
    if (attribute === "name") return name;
    return attribute === "map" && name !== "1" ? (key === undefined ? { [name]: "x", k: name } : name) : undefined;
  };
  return {
    planned: { value, keys: (address) => (address === "aws_r.keys" ? [`key ${name}`] : undefined) },
    ...further,
  };
}

const VARIABLES = { v: "given" };

it("what a configuration is told is not what another of the same source was told", () => {
  const source = makeSource();
  const address = parseAddress("test.it");
  if (address === undefined) throw new Error("no address");
  for (const given of [
    options("1"),
    options("2"),
    options("3", { variables: VARIABLES }),
    options("4", { workspace: "other" }),
    options("1"),
  ]) {
    const configuration = readConfiguration(source, given);
    const alone = readConfiguration(makeSource(), given);
    const [found, expected] = [configuration, alone].map((each) => each.attribute(address, ["value"]));
    expect(show(found?.value)).toBe(show(expected?.value));
    const types = (blocks: Iterable<{ readonly start: number }> = []) => [...blocks].map(({ start }) => start).sort();
    expect(types(found?.reads.keys())).toEqual(types(expected?.reads.keys()));
    expect(configuration.errors).toEqual([]);
  }
});

it("what comes to a constant is one value in all of them", () => {
  const source = makeSource();
  const address = parseAddress("test.it");
  const values = ["1", "2"].map(
    (name) => address && readConfiguration(source, options(name)).attribute(address, ["same"])?.value,
  );
  expect(values).toEqual(["A-B", "A-B"]);
});

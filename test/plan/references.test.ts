import { absoluteReferences, expressionReferences, followReferences, mostSpecific, type Json } from "../../src/plan";
import { configurationFromJson } from "../../src/plan/configuration";
import { fixturePlan } from "./fixture";

const refs = (...references: string[]): Json => ({ references });

describe("expressionReferences", () => {
  it.each<[string, Json | undefined, string[]]>([
    ["an expression", refs("a.b.c", "a.b"), ["a.b.c", "a.b"]],
    ["a constant", { constant_value: "x" }, []],
    ["a template of a JSON configuration", { constant_value: "${a.b.c}", references: ["a.b.c"] }, ["a.b.c"]],
    ["blocks in blocks", [{ rule: [{ id: refs("a.b") }, { id: {} }], name: refs("var.n") }], ["a.b", "var.n"]],
    ["a block with an argument named references", { references: refs("a.b") }, ["a.b"]],
    ["nothing", undefined, []],
  ])("of %s", (_, expression, expected) => {
    expect(expressionReferences(expression)).toEqual(expected);
  });
});

describe("mostSpecific", () => {
  it.each<[string[], string[]]>([
    [["aws_iam_role.r.arn", "aws_iam_role.r"], ["aws_iam_role.r.arn"]],
    [['r.f["b.c"].arn', 'r.f["b.c"]', "r.f"], ['r.f["b.c"].arn']],
    [
      ['r.f["b.c"].arn', 'r.f["b.c"]', "r.f", "r.f"],
      ['r.f["b.c"].arn', "r.f"],
    ],
    [
      ["r.a.arn", "r.a", "r.ab.arn", "r.ab"],
      ["r.a.arn", "r.ab.arn"],
    ],
    [
      ["r.a.arn", "r.a", "r.a.id", "r.a"],
      ["r.a.arn", "r.a.id"],
    ],
    [["r.a.arn", "r.a", "r.a.arn", "r.a"], ["r.a.arn"]],
    [
      ["r.a", "r.ab"],
      ["r.a", "r.ab"],
    ],
    [["r.c", "count.index", "each.key", "path.module", "terraform.workspace"], ["r.c"]],
    [["each.value.arn", "each.value"], ["each.value.arn"]],
    [[], []],
  ])("%j", (references, expected) => {
    expect(mostSpecific(references)).toEqual(expected);
  });
});

describe("absoluteReferences", () => {
  it("puts the module in front of what stands in it", () => {
    const inModule = ["aws_x.y.z", "var.v", "local.l", "module.b.out", "data.aws_x.y"];
    expect(absoluteReferences('module.a["k"]', inModule)).toEqual(inModule.map((each) => `module.a["k"].${each}`));
    expect(absoluteReferences("", inModule)).toEqual(inModule);
  });

  it("leaves what belongs to the place", () => {
    const here = ["each.key", "each.value.x", "count.index", "path.module", "terraform.workspace", "self.arn"];
    expect(absoluteReferences("module.a", here)).toEqual(here);
    expect(absoluteReferences("module.a", ["each_x.y.z"])).toEqual(["module.a.each_x.y.z"]);
  });
});

describe("followReferences", () => {
  const configuration = configurationFromJson({
    root_module: {
      module_calls: {
        outer: {
          for_each_expression: refs("aws_iam_role.each"),
          expressions: {
            role: refs("aws_iam_role.r.arn", "aws_iam_role.r"),
            item: refs("each.value.arn", "each.value"),
            constant: { constant_value: "x" },
            looped: refs("module.outer.looped", "module.outer"),
            root: refs("var.root"),
          },
          module: {
            outputs: {
              looped: { expression: refs("var.looped") },
              inner: { expression: refs('module.inner["k"].arn', 'module.inner["k"]', "module.inner") },
              aws_kms_key: { expression: refs("aws_kms_key.k.arn", "aws_kms_key.k") },
            },
            resources: [{ address: "aws_kms_key.k" }],
            module_calls: {
              inner: {
                expressions: { role: refs("var.role") },
                module: { outputs: { arn: { expression: refs("aws_sqs_queue.q.arn", "aws_sqs_queue.q") } } },
              },
            },
          },
        },
      },
    },
  });
  const follow = (module: string, ...references: string[]) => followReferences(configuration, module, references);

  it.each<[string, string, string[], string[]]>([
    ["an input, to the call", 'module.outer["a"]', ["var.role"], ["aws_iam_role.r.arn", "aws_iam_role.r"]],
    ["an input's attribute", 'module.outer["a"]', ["var.role.x", "var.role"], ["aws_iam_role.r.arn", "aws_iam_role.r"]],
    ["two calls up", "module.outer.module.inner", ["var.role"], ["aws_iam_role.r.arn", "aws_iam_role.r"]],
    ["each.value, to the call's for_each", "module.outer", ["var.item"], ["aws_iam_role.each.arn"]],
    ["each.value, to the instance's own", 'module.outer["a"]', ["var.item"], ['aws_iam_role.each["a"].arn']],
    ["a constant input, to nothing", "module.outer", ["var.constant"], []],
    ["an input nobody passes, to nothing", "module.outer", ["var.unset"], []],
    ["an input to a root variable", "module.outer", ["var.root"], ["var.root"]],
    ["a root variable, no further", "", ["var.root"], ["var.root"]],
    ["a local, no further", "module.outer", ["local.l"], ["module.outer.local.l"]],
    ["a resource, no further", "module.outer", ["aws_kms_key.k.arn"], ["module.outer.aws_kms_key.k.arn"]],
    [
      "an output, with the instance's own key",
      "",
      ['module.outer["a"].inner', 'module.outer["a"]', "module.outer"],
      [
        'module.outer["a"].module.inner["k"].aws_sqs_queue.q.arn',
        'module.outer["a"].module.inner["k"].aws_sqs_queue.q',
      ],
    ],
    [
      "an output named like a resource type",
      "",
      ["module.outer.aws_kms_key", "module.outer"],
      ["module.outer.aws_kms_key.k.arn", "module.outer.aws_kms_key.k"],
    ],
    ["a whole module, no further", "", ["module.outer"], ["module.outer"]],
    ["an unknown output, no further", "", ["module.outer.nothing"], ["module.outer.nothing"]],
    ["an unknown module, no further", "module.gone", ["var.x"], ["module.gone.var.x"]],
    ["a circle, to nothing", "module.outer", ["var.looped"], []],
  ])("%s", (_, module, references, expected) => {
    expect(follow(module, ...references)).toEqual(expected);
  });

  it("leaves everything where there is no configuration", () => {
    expect(followReferences(null, "module.a", ["var.x"])).toEqual(["module.a.var.x"]);
  });

  it("crosses two modules of a real plan", () => {
    const plan = fixturePlan("11-module-io");
    expect(followReferences(plan.configuration, "module.key", ["var.extra"])).toEqual([
      "module.role.aws_iam_role.this.arn",
      "module.role.aws_iam_role.this",
    ]);
  });
});

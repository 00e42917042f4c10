import { readSavedPlan, savedPlanToJson } from "../../src/planfile";
import type { PriorResource } from "../../src/plan";
import { create, EMPTY_STATE, PLAN, savedPlan, type MadeField } from "./make";

const AWS = 'provider["registry.terraform.io/hashicorp/aws"]';

const instance = (attributes: unknown, more: object = {}): object => ({ schema_version: 1, attributes, ...more });

const prior = (resources: readonly object[], ...changes: readonly MadeField[]): readonly PriorResource[] =>
  readSavedPlan(savedPlan([...PLAN, ...changes], { ...EMPTY_STATE, resources }), { path: "p", sha256: "" }).prior;

const ROLE = { mode: "managed", type: "aws_iam_role", name: "r", provider: `module.a.${AWS}.west` };

test("instances have the addresses that Terraform writes", () => {
  const resources = [
    {
      ...ROLE,
      instances: [
        { ...instance({}), index_key: 'a.b["c"]' },
        { ...instance({}), index_key: "${x}%{y}\n" },
      ],
    },
    { ...ROLE, module: 'module.m["x.y"].module.n[0]', instances: [{ ...instance({}), index_key: 0 }] },
    { ...ROLE, mode: "data", instances: [instance({ arn: "x" })] },
  ];
  expect(prior(resources).map(({ address, mode, provider }) => [address.text, mode, provider])).toEqual([
    ["data.aws_iam_role.r", "data", "registry.terraform.io/hashicorp/aws"],
    ['aws_iam_role.r["$${x}%%{y}\\n"]', "managed", "registry.terraform.io/hashicorp/aws"],
    ['aws_iam_role.r["a.b[\\"c\\"]"]', "managed", "registry.terraform.io/hashicorp/aws"],
    ['module.m["x.y"].module.n[0].aws_iam_role.r[0]', "managed", "registry.terraform.io/hashicorp/aws"],
  ]);
});

test("what changes is not told twice, a deposed object not at all", () => {
  const resources = [
    { ...ROLE, instances: [instance({}), instance({}, { deposed: "0123abcd" })] },
    { ...ROLE, name: "other", instances: [instance({}, { deposed: "0123abcd" })] },
    { ...ROLE, name: "left", instances: [instance({ id: "left" })] },
  ];
  const found = prior(resources, create("aws_iam_role.r", {}));
  expect(found.map(({ address, values }) => [address.text, values])).toEqual([["aws_iam_role.left", { id: "left" }]]);
});

test("an attribute of an open type stands in the state beside its type", () => {
  const [found] = prior([
    {
      ...ROLE,
      instances: [
        instance({
          open: { value: ["x", 1], type: ["tuple", ["string", "number"]] },
          text: { value: "x", type: "string" },
          ordinary: { value: "x", type: "A" },
          more: { value: "x", type: "string", ttl: 1 },
          deeper: [{ value: "x", type: "string" }],
        }),
      ],
    },
  ]);
  expect(found?.values).toEqual({
    open: ["x", 1],
    text: "x",
    ordinary: { value: "x", type: "A" },
    more: { value: "x", type: "string", ttl: 1 },
    deeper: [{ value: "x", type: "string" }],
  });
});

test("the prior state is shown with what is sensitive, tainted and deposed", () => {
  const sensitive = [
    [{ type: "get_attr", value: "password" }],
    [
      { type: "get_attr", value: "tags" },
      { type: "index", value: { value: "a", type: "string" } },
    ],
  ];
  const attributes = { password: "x", tags: { a: "x", b: "y" }, list: [] };
  const more = { sensitive_attributes: sensitive, status: "tainted", dependencies: ["aws_x.y"] };
  const state = {
    ...EMPTY_STATE,
    outputs: { o: { value: "x", type: "string", sensitive: true }, a: { value: 1, type: "number" } },
    resources: [{ ...ROLE, instances: [instance(attributes, more), instance({}, { deposed: "0123abcd" })] }],
  };
  expect(savedPlanToJson(savedPlan(PLAN, state))["prior_state"]).toEqual({
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: {
      outputs: {
        a: { sensitive: false, value: 1, type: "number" },
        o: { sensitive: true, value: "x", type: "string" },
      },
      root_module: {
        resources: [
          {
            address: "aws_iam_role.r",
            mode: "managed",
            type: "aws_iam_role",
            name: "r",
            provider_name: "registry.terraform.io/hashicorp/aws",
            schema_version: 1,
            values: attributes,
            sensitive_values: { password: true, tags: { a: true }, list: [] },
            depends_on: ["aws_x.y"],
            tainted: true,
          },
          expect.objectContaining({ address: "aws_iam_role.r", deposed_key: "0123abcd" }),
        ],
      },
    },
  });
});

test("an empty state is not shown", () => {
  expect(savedPlanToJson(savedPlan(PLAN))).not.toHaveProperty("prior_state");
});

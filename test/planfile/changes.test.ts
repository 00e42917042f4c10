import { maskSensitive, readSavedPlan, savedPlanToJson } from "../../src/planfile";
import type { Plan } from "../../src/plan";
import { create, EMPTY_STATE, PLAN, savedPlan, UNKNOWN_VALUE, value, type MadeField } from "./make";

const FILE = { path: "tfplan", sha256: "0" };
const read = (...fields: readonly MadeField[]): Plan => readSavedPlan(savedPlan(fields), FILE);

test("an ephemeral resource of OpenTofu is no change of the plan", () => {
  const open: MadeField = [
    3,
    [
      [13, 'module.a["ephemeral.x"].ephemeral.aws_secret.s["k"]'],
      [
        9,
        [
          [1, 9],
          [2, value(null)],
          [2, value(null)],
        ],
      ],
    ],
  ];
  const plan = read(...PLAN, open, create('module.a["ephemeral.x"].aws_kms_key.k', {}));
  expect(plan.resources.map(({ address }) => address.text)).toEqual(['module.a["ephemeral.x"].aws_kms_key.k']);
});

test("a data source that only leaves the state is not listed", () => {
  const gone: MadeField = [
    3,
    [
      [13, "data.aws_x.y"],
      [
        9,
        [
          [1, 5],
          [2, value({})],
        ],
      ],
    ],
  ];
  expect(read(...PLAN, gone).resources).toEqual([]);
});

test("resources are in Terraform's order", () => {
  const addresses = [
    "b.x[10]",
    "b.x[9]",
    'b.x["1"]',
    "b.x",
    "module.m.a.x",
    "data.z.y",
    "module.m.module.n.a.x",
    "a.x",
    "module.m[1].a.x",
    "module.l.z.x",
  ];
  const plan = read(...PLAN, ...addresses.map((address) => create(address, {})));
  expect(plan.resources.map(({ address }) => address.text)).toEqual([
    "data.z.y",
    "a.x",
    "b.x",
    "b.x[9]",
    "b.x[10]",
    'b.x["1"]',
    "module.l.z.x",
    "module.m.a.x",
    "module.m[1].a.x",
    "module.m.module.n.a.x",
  ]);
});

describe("deferred changes", () => {
  const fields = (address: string): readonly MadeField[] =>
    create(address, { id: UNKNOWN_VALUE })[1] as readonly MadeField[];
  const bytes = savedPlan([
    ...PLAN,
    [
      27,
      [
        [1, [[1, 1]]],
        [2, fields("aws_kms_key.k[*]")],
      ],
    ],
    [
      27,
      [
        [1, [[1, 6]]],
        [2, fields("aws_kms_key.k[0]")],
      ],
    ],
  ]);

  test("are said, and are resources of the plan", () => {
    const plan = readSavedPlan(bytes, FILE);
    expect(plan.file.deferred).toBe(true);
    expect(plan.resources.map(({ address, deferred }) => [address.text, deferred])).toEqual([
      ["aws_kms_key.k[*]", "instance_count_unknown"],
      ["aws_kms_key.k[0]", "excluded"],
    ]);
  });

  test("are shown with their reason", () => {
    expect(savedPlanToJson(bytes)["deferred_changes"]).toMatchObject([
      {
        reason: "instance_count_unknown",
        resource_change: { address: "aws_kms_key.k[*]", change: { actions: ["create"] } },
      },
      {
        reason: "excluded",
        resource_change: { address: "aws_kms_key.k[0]", index: 0, change: { actions: ["create"] } },
      },
    ]);
  });
});

test("sensitive paths mark what they lead to", () => {
  const path = (...steps: readonly MadeField[]): MadeField => [4, steps.map((step): MadeField => [1, [step]])];
  const after = {
    tags: { a: "x", b: "y" },
    list: ["x", { deep: "y" }],
    set: [{ p: "x" }],
    all: "x",
    gone: UNKNOWN_VALUE,
  };
  const change: MadeField = [
    9,
    [
      [1, 1],
      [2, value(after)],
      path([1, "tags"], [2, value([Buffer.from('"string"'), "a"])]),
      path([1, "list"], [2, value([Buffer.from('"number"'), 1])], [1, "deep"]),
      path([1, "set"], [2, value([Buffer.from('["object",{"p":"string"}]'), { p: "x" }])], [1, "p"]),
      path([1, "all"]),
      path([1, "gone"], [1, "below"]),
    ],
  ];
  const [resource] = read(...PLAN, [3, [[13, "aws_x.y"], change]]).resources;
  expect(resource?.afterSensitive).toEqual({ tags: { a: true }, list: [false, { deep: true }], set: true, all: true });
});

test("importing, by id, by identity, or unknown", () => {
  const importing = (...fields: readonly MadeField[]): MadeField => [
    3,
    [
      [13, "aws_x.y"],
      [
        9,
        [
          [1, 0],
          [2, value({})],
          [5, fields],
        ],
      ],
    ],
  ];
  const shown = (change: MadeField): unknown => savedPlanToJson(savedPlan([...PLAN, change]))["resource_changes"];
  expect(shown(importing([1, "id"]))).toMatchObject([{ change: { importing: { id: "id" } } }]);
  expect(shown(importing([2, 1]))).toMatchObject([{ change: { importing: { unknown: true } } }]);
  expect(shown(importing([3, value({ arn: "x" })]))).toMatchObject([
    { change: { importing: { identity: { arn: "x" } } } },
  ]);
});

describe("what only OpenTofu writes", () => {
  const change = (action: number, ...more: readonly MadeField[]): MadeField => [
    3,
    [
      [13, "aws_kms_key.k"],
      [8, 'provider["registry.opentofu.org/hashicorp/aws"]'],
      [9, [[1, action], [2, value({ a: 1 })], [2, value({ a: 2 })], ...more]],
    ],
  ];

  test("forgotten, then created anew", () => {
    const plan = read(...PLAN, change(10));
    expect(plan.resources).toMatchObject([{ change: "replace", before: { a: 1 }, after: { a: 2 } }]);
    const shown = savedPlanToJson(savedPlan([...PLAN, change(10)]));
    expect(shown.resource_changes).toMatchObject([{ change: { actions: ["forget", "create"] } }]);
  });

  test("what is imported by its identity", () => {
    const shown = savedPlanToJson(savedPlan([...PLAN, change(3, [5, [[2, value({ arn: "x" })]]])]));
    expect(shown.resource_changes).toMatchObject([{ change: { importing: { identity: { arn: "x" } } } }]);
  });

  test.each([
    [14, "delete_because_enabled_false"],
    [15, "forgot_because_lifecycle_destroy_in_state"],
    [16, "forgot_because_lifecycle_destroy_in_config"],
  ])("reason %i", (reason, text) => {
    const fields = [...PLAN, create("aws_kms_key.k", {}, [12, reason])];
    expect(savedPlanToJson(savedPlan(fields)).resource_changes).toMatchObject([{ action_reason: text }]);
  });

  test("the maker of the plan", () => {
    const bare = PLAN.filter(([number]) => number < 25);
    const maker = (fields: readonly MadeField[], members: Readonly<Record<string, string>> = {}): string | undefined =>
      readSavedPlan(savedPlan(fields, undefined, members), FILE).file.maker;
    expect(maker(bare)).toBeUndefined();
    expect(maker(PLAN)).toBe("terraform");
    expect(maker([...bare, change(3)])).toBe("opentofu");
    expect(maker([...bare, [6, "aws_kms_key.k"]])).toBe("opentofu");
    expect(maker([...bare, create("aws_kms_key.k", {}, [12, 16])])).toBeUndefined();
    expect(maker(PLAN, { tfschemas: "" })).toBe("opentofu");
    expect(maker(PLAN, { "tfconfig/modules.json": '[{"Key":"","Dir":"."}]', "tfconfig/m-/a.tofu": "" })).toBe(
      "opentofu",
    );
    const lock = '# This file is maintained automatically by "tofu init".\n';
    expect(maker(PLAN, { ".terraform.lock.hcl": lock })).toBe("opentofu");
  });
});

describe("resource identities", () => {
  const identity = (number: number, arn: string): MadeField => [number, value({ arn })];

  test("stand in changes, planned values and the prior state", () => {
    const change: MadeField = [
      3,
      [
        [13, "aws_kms_key.k"],
        [9, [[1, 3], [2, value({ a: 1 })], [2, value({ a: 2 })], identity(7, "old"), identity(8, "new")]],
      ],
    ];
    const instance = { attributes: { a: 1 }, identity_schema_version: 2, identity: { arn: "old" } };
    const state = {
      ...EMPTY_STATE,
      resources: [
        {
          mode: "managed",
          type: "aws_kms_key",
          name: "k",
          instances: [instance, { ...instance, deposed: "00000001" }],
        },
        {
          mode: "managed",
          type: "aws_kms_key",
          name: "none",
          instances: [{ attributes: {}, identity_schema_version: 0 }],
        },
      ],
    };
    const shown = savedPlanToJson(savedPlan([...PLAN, change], state));
    expect(shown).toMatchObject({
      resource_changes: [{ change: { before_identity: { arn: "old" }, after_identity: { arn: "new" } } }],
      planned_values: { root_module: { resources: [{ identity: { arn: "new" } }] } },
      prior_state: {
        values: {
          root_module: {
            resources: [
              { name: "k", identity: { arn: "old" }, identity_schema_version: 2 },
              { name: "k", deposed_key: "00000001", identity: { arn: "old" } },
              { name: "none" },
            ],
          },
        },
      },
    });
    expect(JSON.stringify(shown).match(/identity_schema_version/g)).toHaveLength(1);
  });
});

describe("action invocations", () => {
  const provider: MadeField = [2, 'provider["registry.terraform.io/hashicorp/aws"]'];
  const lifecycle: MadeField = [
    30,
    [
      [1, 'module.m.action.aws_lambda_invoke.x["a.b"]'],
      provider,
      [4, value({ name: "f", arn: UNKNOWN_VALUE, payload: "s" })],
      [5, [[1, [[1, "payload"]]]]],
      [
        6,
        [
          [1, "aws_kms_key.k"],
          [2, 2],
          [3, 1],
        ],
      ],
    ],
  ];
  const invoked: MadeField = [30, [[1, "action.aws_x.y"], provider, [7, []]]];
  const LIFECYCLE = {
    address: 'module.m.action.aws_lambda_invoke.x["a.b"]',
    type: "aws_lambda_invoke",
    name: "x",
    config_values: { name: "f", payload: "s" },
    config_sensitive: { payload: true },
    config_unknown: { arn: true },
    provider_name: "registry.terraform.io/hashicorp/aws",
    lifecycle_action_trigger: {
      triggering_resource_address: "aws_kms_key.k",
      action_trigger_event: "AfterCreate",
      action_trigger_block_index: 1,
      actions_list_index: 0,
    },
  };

  test("are shown as plan JSON has them", () => {
    expect(savedPlanToJson(savedPlan([...PLAN, lifecycle, invoked])).action_invocations).toEqual([
      LIFECYCLE,
      {
        address: "action.aws_x.y",
        type: "aws_x",
        name: "y",
        provider_name: "registry.terraform.io/hashicorp/aws",
        invoke_action_trigger: {},
      },
    ]);
  });

  test("say what a failure does since Terraform 1.16", () => {
    const since = PLAN.map((field): MadeField => (field[0] === 14 ? [14, "1.16.0"] : field));
    expect(savedPlanToJson(savedPlan([...since, lifecycle])).action_invocations).toMatchObject([
      { lifecycle_action_trigger: { on_failure: "ActionOnFailureHalt" } },
    ]);
  });

  test("may be deferred", () => {
    const deferred: MadeField = [
      31,
      [
        [1, [[1, 2]]],
        [2, lifecycle[1]],
      ],
    ];
    const shown = savedPlanToJson(savedPlan([...PLAN, deferred]));
    expect(shown.deferred_action_invocations).toEqual([
      { reason: "resource_config_unknown", action_invocation: LIFECYCLE },
    ]);
  });

  test("are masked as resources are", () => {
    const masked = maskSensitive(savedPlanToJson(savedPlan([...PLAN, lifecycle])));
    expect(masked.action_invocations).toMatchObject([{ config_values: { name: "f", payload: "(sensitive value)" } }]);
  });
});

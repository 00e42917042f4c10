import { planFromJson, type Json, type JsonObject, type PlannedResource } from "../../src/plan";
import { parseDeferredAddress } from "../../src/plan/deferred";
import { readSavedPlan, savedPlanToJson } from "../../src/planfile";
import { create, PLAN, savedPlan, value, type MadeField } from "../planfile/make";

const ORIGIN = { path: "plan.json", sha256: "" };
const change = (address: string, more: JsonObject = {}): JsonObject => ({
  address,
  change: { actions: ["create"], before: null, after: { description: "k" }, after_unknown: { arn: true } },
  ...more,
});
const read = (deferred: Json, rest: JsonObject = {}): readonly PlannedResource[] =>
  planFromJson({ format_version: "1.2", ...rest, deferred_changes: deferred }, ORIGIN).resources;

test("a deferred change is a resource of the plan", () => {
  const found = read([{ reason: "deferred_prereq", resource_change: change("aws_kms_key.k") }], {
    resource_changes: [change("aws_iam_role.r")],
  });
  expect(found.map(({ address, deferred }) => [address.text, deferred])).toEqual([
    ["aws_iam_role.r", undefined],
    ["aws_kms_key.k", "deferred_prereq"],
  ]);
  expect(found[1]).toMatchObject({ change: "create", after: { description: "k" }, afterUnknown: { arn: true } });
});

test("what planned_values show of it does not stand beside it", () => {
  const planned_values = { root_module: { resources: [{ address: "aws_kms_key.k", values: { policy: "x" } }] } };
  const found = read([{ reason: "absent_prereq", resource_change: change("aws_kms_key.k") }], { planned_values });
  expect(found.map(({ deferred }) => deferred)).toEqual(["absent_prereq"]);
});

test("what would be taken away is there until then", () => {
  const removed = { change: { actions: ["delete"], before: { policy: "p" }, after: null, before_sensitive: {} } };
  const [found] = read([{ reason: "deferred_prereq", resource_change: change("aws_kms_key.k", removed) }]);
  expect(found).toMatchObject({
    change: "no-op",
    before: { policy: "p" },
    after: { policy: "p" },
    afterUnknown: false,
  });
});

test.each([
  ["aws_kms_key.k[*]", "aws_kms_key.k", ""],
  ["module.a[*].module.b[0].aws_kms_key.k[*]", "module.a.module.b.aws_kms_key.k", "module.a.module.b[0]"],
  ['module.a["[*]"].aws_kms_key.k', "module.a.aws_kms_key.k", 'module.a["[*]"]'],
])("the instances of %s", (text, configured, module) => {
  expect(parseDeferredAddress(text)).toMatchObject({ text, configured, module, name: "k" });
});

test.each<[string, Json, string]>([
  ["no list", {}, "deferred_changes is not a list"],
  ["no change", [{ reason: "x" }], "deferred_changes[0].resource_change has no address, and no type and name either"],
])("%s is told, not passed over", (_, json, message) => {
  expect(() => read(json)).toThrow(message);
});

describe("in a saved plan", () => {
  const deferred = (address: string): MadeField => [
    27,
    [
      [1, [[1, 1]]],
      [2, create(address, { description: "k" })[1]],
    ],
  ];

  test("it is a resource of the plan", () => {
    const plan = readSavedPlan(savedPlan([...PLAN, deferred("module.m[*].aws_kms_key.k")]), ORIGIN);
    expect(plan.file.deferred).toBe(true);
    expect(plan.resources).toMatchObject([
      { address: { text: "module.m[*].aws_kms_key.k", type: "aws_kms_key" }, deferred: "instance_count_unknown" },
    ]);
  });

  test("plan JSON says that its instance is not known", () => {
    const shown = savedPlanToJson(savedPlan([...PLAN, deferred("aws_kms_key.k[*]"), deferred("aws_kms_alias.a")]));
    expect(shown.deferred_changes).toMatchObject([
      { resource_change: { address: "aws_kms_alias.a", type: "aws_kms_alias", name: "a" } },
      {
        reason: "instance_count_unknown",
        resource_change: { address: "aws_kms_key.k[*]", mode: "managed", type: "aws_kms_key", index_unknown: true },
      },
    ]);
  });

  test("one without an address is told, not passed over", () => {
    const damaged = savedPlan([
      ...PLAN,
      [
        27,
        [
          [
            2,
            [
              [13, "nothing"],
              [
                9,
                [
                  [1, 1],
                  [2, value({})],
                ],
              ],
            ],
          ],
        ],
      ],
    ]);
    expect(() => readSavedPlan(damaged, ORIGIN)).toThrow('"nothing" is not the address of a resource');
  });
});

import { readSavedPlan, savedPlanToJson, SavedPlanUnreadable } from "../../src/planfile";
import type { Plan } from "../../src/plan";
import { create, message, PLAN, savedPlan, UNKNOWN_VALUE, value, zip, type MadeField } from "./make";

const FILE = { path: "tfplan", sha256: "0" };
const read = (...fields: readonly MadeField[]): Plan => readSavedPlan(savedPlan(fields), FILE);

/** Why a file is not read. */
function unreadable(bytes: Uint8Array): SavedPlanUnreadable {
  try {
    readSavedPlan(bytes, FILE);
  } catch (error) {
    if (error instanceof SavedPlanUnreadable) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("what is never an empty plan", () => {
  const changeWithoutAddress: MadeField = [
    3,
    [
      [1, "module"],
      [2, 1],
      [3, "aws_x"],
      [4, "y"],
      [
        9,
        [
          [1, 1],
          [2, value({})],
        ],
      ],
    ],
  ];

  test.each<[string, Uint8Array, string, string]>([
    [
      "a change as before Terraform 1.1",
      savedPlan([...PLAN, changeWithoutAddress]),
      "old",
      "made before Terraform 1.1",
    ],
    ["another format version", savedPlan([[1, 4]]), "version", "format version 4; this reads version 3"],
    ["no format version", savedPlan([]), "version", "format version 0"],
    ["another state version", savedPlan(PLAN, { version: 3 }), "version", "has version 3; this reads version 4"],
    ["no state", zip({ tfplan: message(...PLAN) }), "damaged", 'no member "tfstate"'],
    [
      "a state that is not JSON",
      zip({ tfplan: message(...PLAN), tfstate: "{" }),
      "damaged",
      "`tfstate` cannot be decoded",
    ],
    ["another zip", zip({ "a.txt": "x" }), "not-a-saved-plan", "this is a zip, but not a saved plan"],
    ["JSON", Buffer.from('{"format_version":"1.2"}'), "not-a-saved-plan", "this is not a saved plan"],
    ["nothing", new Uint8Array(), "not-a-saved-plan", "this is not a saved plan"],
    ["garbage for a plan", zip({ tfplan: "garbage", tfstate: "{}" }), "damaged", "`tfplan` cannot be decoded"],
    [
      "an action that nobody knows",
      savedPlan([
        ...PLAN,
        [
          3,
          [
            [13, "a.b"],
            [9, [[1, 77]]],
          ],
        ],
      ]),
      "version",
      "an action with the number 77",
    ],
    [
      "too few values",
      savedPlan([
        ...PLAN,
        [
          3,
          [
            [13, "a.b"],
            [
              9,
              [
                [1, 3],
                [2, value({})],
              ],
            ],
          ],
        ],
      ]),
      "damaged",
      "too few values",
    ],
    ["a change that is none", savedPlan([...PLAN, [3, [[13, "a.b"]]]]), "damaged", "a.b has no change"],
    [
      "a value in another encoding",
      savedPlan([
        ...PLAN,
        [
          3,
          [
            [13, "a.b"],
            [
              9,
              [
                [1, 1],
                [2, [[2, "x"]]],
              ],
            ],
          ],
        ],
      ]),
      "version",
      "a value in an encoding with the number 2, which this kmsgate does not know",
    ],
    [
      "a value that is missing",
      savedPlan([
        ...PLAN,
        [
          3,
          [
            [13, "a.b"],
            [
              9,
              [
                [1, 1],
                [2, []],
              ],
            ],
          ],
        ],
      ]),
      "damaged",
      "a value is missing",
    ],
    [
      "an action of a later version",
      savedPlan([
        ...PLAN,
        [
          3,
          [
            [13, "a.b"],
            [
              9,
              [
                [1, 11],
                [2, value({})],
              ],
            ],
          ],
        ],
      ]),
      "version",
      "the saved plan has an action with the number 11, which this kmsgate does not know; a newer one may",
    ],
    [
      "a step of a path of a later version",
      savedPlan([
        ...PLAN,
        [
          3,
          [
            [13, "a.b"],
            [
              9,
              [
                [1, 1],
                [2, value({})],
                [4, [[1, [[3, "x"]]]]],
              ],
            ],
          ],
        ],
      ]),
      "version",
      "a step of a path with the number 3",
    ],
    [
      "an address that is none",
      savedPlan([...PLAN, create("nonsense", {})]),
      "damaged",
      '"nonsense" is not the address',
    ],
    ["a number where text should be", savedPlan([...PLAN, [14, 3]]), "damaged", "wire type"],
    [
      "OpenTofu's encryption",
      Buffer.from('{"meta":{},"encrypted_data":"AAAA","encryption_version":"v0"}'),
      "encrypted",
      "OpenTofu encrypted",
    ],
    ["a plan that ended in an error", savedPlan([...PLAN, [20, 1]]), "errored", "ended in an error"],
  ])("%s", (_, bytes, reason, words) => {
    const error = unreadable(bytes);
    expect(error.reason).toBe(reason);
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/^tfplan: .+\n\S/s);
    if (reason !== "errored") expect(() => savedPlanToJson(bytes)).toThrow(words);
    expect(error.terraformMayReadIt).toBe(["old", "version", "damaged"].includes(reason));
  });
});

test("errors name the program that made the plan", () => {
  const lock = '# This file is maintained automatically by "tofu init".\n';
  const members = { ".terraform.lock.hcl": lock };
  const later: MadeField = [
    3,
    [
      [13, "a.b"],
      [9, [[1, 77]]],
    ],
  ];
  expect(unreadable(savedPlan([...PLAN, later], undefined, members)).message).toContain(
    "Print it with the OpenTofu that made it (`tofu show -json tfplan > plan.json`)",
  );
  expect(unreadable(savedPlan([...PLAN, [20, 1]], undefined, members)).message).toContain("tofu plan -out=tfplan");
});

test("no error quotes what the plan or the state holds", () => {
  const state = JSON.stringify({ version: 4, password: "hunter2" }).replace('"hunter2"', '"hunter2');
  expect(unreadable(zip({ tfplan: message(...PLAN), tfstate: state })).message).not.toContain("hunter2");
  expect(unreadable(savedPlan(PLAN, { version: "hunter2" })).message).not.toContain("hunter2");
  const typed = Buffer.from("92c40968756e74657232207801", "hex");
  const change: MadeField = [
    3,
    [
      [13, "a.b"],
      [
        9,
        [
          [1, 1],
          [2, message([1, typed])],
        ],
      ],
    ],
  ];
  expect(unreadable(savedPlan([...PLAN, change])).message).toMatch(/`tfplan` cannot be decoded: it is not JSON/);
});

describe("whether a plan is complete", () => {
  const bare: readonly MadeField[] = [
    [1, 3],
    [14, "1.9.0"],
  ];

  test.each<[string, readonly MadeField[], boolean | null]>([
    ["OpenTofu does not say", [[22, "a variable"]], null],
    ["it has something that is not known yet", [[33, [[1, "x"]]]], false],
    [
      "it says so",
      [
        [25, 1],
        [26, 1],
      ],
      true,
    ],
    ["it is only applyable", [[25, 1]], false],
    ["it does not say, as before Terraform 1.8 and in OpenTofu", [], null],
    ["targets", [[5, "aws_x.y"]], false],
    ["excluded addresses (OpenTofu)", [[6, "aws_x.y"]], false],
    ["invoked actions", [[32, "action.x.y"]], false],
    [
      "deferred changes",
      [
        [
          27,
          [
            [1, [[1, 1]]],
            [2, create("aws_x.y", {})[1]],
          ],
        ],
      ],
      false,
    ],
  ])("%s", (_, fields, complete) => {
    expect(read(...bare, ...fields).file.complete).toBe(complete);
  });
});

test("what the plan says of itself", () => {
  expect(
    read(...PLAN, [
      2,
      [
        [1, "a"],
        [2, value([Buffer.from('"number"'), "0.1"])],
      ],
    ]),
  ).toMatchObject({
    file: { reader: "direct", terraformVersion: "1.11.4", formatVersion: "3", workspace: "default", deferred: false },
    variables: { a: 0.1 },
    configuration: null,
    resources: [],
    prior: [],
  });
});

test("fields of a later Terraform are passed over", () => {
  const plan = read(...PLAN, [99, "new"], [98, 7], create("aws_kms_key.k", { id: UNKNOWN_VALUE }, [55, "new"]));
  expect(plan.resources).toMatchObject([{ change: "create", after: {}, afterUnknown: { id: true } }]);
});

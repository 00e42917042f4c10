import { viewStatements } from "../../src/policy";
import { ACCOUNT, factsOf, policy, serviceRole, type Given } from "./plan";

const decrypt = policy({ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" });
const arnOf = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

const role = (more: Given["before"] = {}): Given => ({
  address: "aws_iam_role.p",
  before: {
    ...serviceRole("p").after,
    arn: `arn:aws:iam::${ACCOUNT}:role/p`,
    inline_policy: [],
    managed_policy_arns: [],
    ...more,
  },
});

const managed = (name: string): Given => ({
  address: `aws_iam_policy.${name}`,
  before: { name, arn: arnOf(name), policy: decrypt },
});

const attached = role({ managed_policy_arns: [arnOf("x")] });
const inline = role({ inline_policy: [{ name: "old", policy: decrypt }] });

/** The policies of the role by name, `?` where it is not sure that it keeps them. */
function policiesOf(given: readonly Given[], id = "aws_iam_role.p"): readonly string[] {
  const found = factsOf(given).roles.find((each) => each.id === id);
  return (found?.identityPolicies ?? [])
    .flatMap(({ policy: each }) => (each === null ? [] : [each]))
    .map((each) => `${String(each.name)}${viewStatements(each).every(({ conditional }) => conditional) ? "?" : ""}`)
    .sort();
}

const inlineChange = (before: Given["before"], after: Given["after"], actions: readonly string[]): Given => ({
  address: "aws_iam_role_policy.a",
  actions,
  ...(before === undefined ? {} : { before: { policy: decrypt, ...before } }),
  ...(after === undefined ? {} : { after: { policy: decrypt, ...after } }),
});

const attachment = (name: string, actions: readonly string[], before: string | null, after: string | null): Given => ({
  address: `aws_iam_role_policy_attachment.${name}`,
  actions,
  ...(before === null ? {} : { before: { role: "p", policy_arn: arnOf(before) } }),
  ...(after === null ? {} : { after: { role: "p", policy_arn: arnOf(after) } }),
});

const replace = ["delete", "create"];

describe("copies that a role holds of what separate resources attach", () => {
  const cases: readonly (readonly [string, readonly Given[], readonly string[]])[] = [
    [
      "an attachment that stays",
      [attached, managed("x"), attachment("a", ["no-op"], "x", "x")],
      ["aws_iam_policy.x", "aws_iam_policy.x"],
    ],
    ["an attachment that is deleted", [attached, managed("x"), attachment("a", ["delete"], "x", null)], []],
    [
      "an attachment that is forgotten",
      [attached, managed("x"), attachment("a", ["forget"], "x", "x")],
      ["aws_iam_policy.x", "aws_iam_policy.x"],
    ],
    [
      "an attachment replaced by one of another policy",
      [attached, managed("x"), managed("y"), attachment("a", replace, "x", "y")],
      ["aws_iam_policy.y"],
    ],
    [
      "an inline policy of another name",
      [inline, inlineChange({ role: "p", name: "old" }, { role: "p", name: "new" }, replace)],
      ["aws_iam_role_policy.a"],
    ],
    [
      "an inline policy moved to another role",
      [inline, inlineChange({ role: "p", name: "old" }, { role: "q", name: "old" }, replace)],
      [],
    ],
    [
      "aws_iam_policy_attachment without the role",
      [
        attached,
        managed("x"),
        {
          address: "aws_iam_policy_attachment.a",
          actions: ["update"],
          before: { roles: ["p"], policy_arn: arnOf("x") },
          after: { roles: ["q"], policy_arn: arnOf("x") },
        },
      ],
      [],
    ],
    [
      "an exclusive list of attachments that is emptied",
      [
        attached,
        managed("x"),
        {
          address: "aws_iam_role_policy_attachments_exclusive.a",
          actions: ["update"],
          before: { role_name: "p", policy_arns: [arnOf("x")] },
          after: { role_name: "p", policy_arns: [] },
        },
      ],
      [],
    ],
    [
      "an exclusive list of attachments that is given up",
      [
        attached,
        managed("x"),
        {
          address: "aws_iam_role_policy_attachments_exclusive.a",
          actions: ["delete"],
          before: { role_name: "p", policy_arns: [arnOf("x")] },
        },
      ],
      ["aws_iam_policy.x"],
    ],
    [
      "an exclusive list of inline policies",
      [inline, { address: "aws_iam_role_policies_exclusive.a", after: { role_name: "p", policy_names: [] } }],
      [],
    ],
  ];
  test.each(cases)("%s", (_, given, expected) => {
    expect(policiesOf(given)).toEqual(expected);
  });
});

describe("the role's own lists are exclusive where they are set", () => {
  const change = (before: Given["before"], after: Given["after"]): Given => ({
    ...role(),
    actions: ["update"],
    before: { ...role().before, ...before },
    after: { ...role().before, ...after },
  });
  const inlineOf = (name: string): Given => inlineChange({ role: "p", name }, { role: "p", name }, ["no-op"]);
  const cases: readonly (readonly [string, readonly Given[], readonly string[]])[] = [
    [
      "managed_policy_arns lets an attached policy go",
      [
        change({ managed_policy_arns: [arnOf("x")] }, { managed_policy_arns: [] }),
        managed("x"),
        attachment("a", ["no-op"], "x", "x"),
      ],
      ["aws_iam_policy.x?"],
    ],
    [
      "and it is attached again",
      [
        change({ managed_policy_arns: [arnOf("x")] }, { managed_policy_arns: [] }),
        managed("x"),
        attachment("a", ["create"], null, "x"),
      ],
      ["aws_iam_policy.x"],
    ],
    [
      "managed_policy_arns keeps an attached policy",
      [
        change({ managed_policy_arns: [arnOf("x"), arnOf("y")] }, { managed_policy_arns: [arnOf("x")] }),
        managed("x"),
        attachment("a", ["no-op"], "x", "x"),
      ],
      ["aws_iam_policy.x", "aws_iam_policy.x"],
    ],
    [
      "inline_policy lets a separate policy go",
      [change({ inline_policy: [{ name: "old", policy: decrypt }] }, { inline_policy: [] }), inlineOf("old")],
      ["aws_iam_role_policy.a?"],
    ],
    [
      "inline_policy lets another one go",
      [change({ inline_policy: [{ name: "other", policy: decrypt }] }, { inline_policy: [] }), inlineOf("old")],
      ["aws_iam_role_policy.a"],
    ],
  ];
  test.each(cases)("%s", (_, given, expected) => {
    expect(policiesOf(given)).toEqual(expected);
  });

  test("a role that is replaced is not attached again by a list of roles that had it", () => {
    const list: Given = {
      address: "aws_iam_policy_attachment.a",
      actions: ["update"],
      before: { roles: ["p"], policy_arn: arnOf("x") },
      after: { roles: ["p", "q"], policy_arn: arnOf("x") },
    };
    const replaced: Given = { ...role(), ...serviceRole("p"), actions: replace };
    expect(policiesOf([replaced, managed("x"), list])).toEqual([]);
  });
});

describe("attachments that may not outlast the plan", () => {
  const cases: readonly (readonly [string, readonly Given[], readonly string[]])[] = [
    [
      "one resource attaches what another takes away",
      [attached, managed("x"), attachment("a", ["delete"], "x", null), attachment("b", ["create"], null, "x")],
      ["aws_iam_policy.x?"],
    ],
    [
      "an exclusive list that does not name it",
      [
        role(),
        managed("x"),
        attachment("a", ["create"], null, "x"),
        { address: "aws_iam_role_policy_attachments_exclusive.a", after: { role_name: "p", policy_arns: [] } },
      ],
      ["aws_iam_policy.x?"],
    ],
    [
      "a role replaced under its name",
      [
        { ...inline, actions: replace, after: serviceRole("p").after ?? {} },
        inlineChange({ role: "p", name: "old" }, { role: "p", name: "old" }, ["no-op"]),
      ],
      [],
    ],
    [
      "a role replaced, and the policy with it",
      [
        { ...inline, actions: replace, after: serviceRole("p").after ?? {} },
        inlineChange({ role: "p", name: "old" }, { role: "p", name: "old" }, replace),
      ],
      ["aws_iam_role_policy.a"],
    ],
  ];
  test.each(cases)("%s", (_, given, expected) => {
    expect(policiesOf(given)).toEqual(expected);
  });
});

test("a role's name is only its own within the account", () => {
  const other: Given = { ...serviceRole("q"), provider: "aws.other", after: { ...serviceRole("p").after } };
  const given = [
    role(),
    other,
    { address: "aws_iam_role_policy.q", provider: "aws.other", after: { role: "p", name: "q", policy: decrypt } },
  ];
  expect(policiesOf(given)).toEqual([]);
  expect(policiesOf(given, "aws_iam_role.q")).toEqual(["aws_iam_role_policy.q"]);
});

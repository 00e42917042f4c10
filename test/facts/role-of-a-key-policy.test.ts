import { judge } from "../../src/rules/judge";
import type { JsonObject } from "../../src/plan";
import { ACCOUNT, factsOf, newKey, oldKey, policy, serviceRole, type Given } from "./plan";

const ALL = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"];
const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const service = { Effect: "Allow", Principal: { Service: "personalize.amazonaws.com" }, Action: ALL, Resource: "*" };
const to = (name: string, Action: string | readonly string[] = ALL): JsonObject => ({
  Effect: "Allow",
  Principal: { AWS: role(name) },
  Action,
  Resource: "*",
});
const root = { ...to("x", "kms:*"), Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
const key = (...statements: readonly JsonObject[]): Given =>
  newKey("k", { policy: policy(root, service, ...statements) });
/** A role that another service assumes. */
const other = serviceRole("other", "lambda.amazonaws.com");
/** A role that the plan only reads. */
const read = (name: string, serves: string): Given => ({
  address: `data.aws_iam_role.${name}`,
  actions: ["no-op"],
  before: { name, arn: role(name), assume_role_policy: serviceRole(name, serves).after?.assume_role_policy ?? null },
});

/** The roles that the key is used through, what is said of it, and what is listed. */
function told(given: readonly Given[]): unknown {
  const facts = factsOf(given);
  const { findings } = judge(facts, { profile: "documented", minConfidence: "inferred" });
  return {
    roles: facts.uses.map((use) => use.role?.id ?? null),
    errors: [...new Set(findings.filter(({ level }) => level === "error").map(({ verdict }) => verdict))],
    unlinked: facts.unlinked.map(({ address }) => address),
  };
}

const unknown = { roles: [null], errors: ["undecided"] };

test.each<[string, readonly Given[], unknown]>([
  [
    "nobody but the service: any role of the plan that serves",
    [key(), serviceRole("a"), serviceRole("b")],
    {
      roles: ["aws_iam_role.a", "aws_iam_role.b"],
      errors: ["violated"],
      unlinked: [],
    },
  ],
  [
    "a role outside the plan: it may be the one, and those of the plan are not it only for serving",
    [key(to("outside")), serviceRole("a"), serviceRole("b")],
    { ...unknown, unlinked: ["aws_iam_role.a", "aws_iam_role.b"] },
  ],
  [
    "a role outside the plan that lacks what AWS lists: nobody knows that it serves",
    [key(to("outside", "kms:Decrypt")), serviceRole("a")],
    { ...unknown, unlinked: ["aws_iam_role.a"] },
  ],
  [
    "an administrator outside the plan, who may not use it: no role of a service",
    [key(to("admin", ["kms:Create*", "kms:Describe*", "kms:List*", "kms:Put*"])), serviceRole("a")],
    { roles: ["aws_iam_role.a"], errors: ["violated"], unlinked: [] },
  ],
  [
    "a role of the plan that serves: that one",
    [key(to("a")), serviceRole("a"), serviceRole("b")],
    {
      roles: ["aws_iam_role.a"],
      errors: ["violated"],
      unlinked: ["aws_iam_role.b"],
    },
  ],
  [
    "a role of the plan that does not serve: those that do",
    [key(to("other")), other, serviceRole("a")],
    {
      roles: ["aws_iam_role.a"],
      errors: ["violated"],
      unlinked: [],
    },
  ],
  [
    "a role that is read and does not serve: those that do",
    [key(to("read")), read("read", "lambda.amazonaws.com"), serviceRole("a")],
    { roles: ["aws_iam_role.a"], errors: ["violated"], unlinked: [] },
  ],
  [
    "a role that is read and serves: that one",
    [key(to("read")), read("read", "personalize.amazonaws.com"), serviceRole("a")],
    { roles: [role("read")], errors: ["undecided"], unlinked: ["aws_iam_role.a"] },
  ],
  [
    "a role outside the plan, while a role of the plan names the key: that of the plan",
    [
      oldKey("k", { policy: policy(root, service, to("outside")) }),
      serviceRole("a"),
      serviceRole("b"),
      {
        address: "aws_iam_role_policy.a",
        after: {
          role: "a",
          name: "a",
          policy: policy({
            Effect: "Allow",
            Action: ["kms:Decrypt"],
            Resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
          }),
        },
      },
    ],
    { roles: ["aws_iam_role.a"], errors: ["violated"], unlinked: ["aws_iam_role.b"] },
  ],
])("a key policy names the service and %s", (_, given, expected) => {
  expect(told(given)).toEqual(expected);
});

test("keys whose policies name roles outside the plan make as many uses as there are keys", () => {
  const many = Array.from({ length: 300 }, (_, at) => String(at));
  const keys = many.map((at) => newKey(`k${at}`, { policy: policy(root, service, to(`outside-${at}`)) }));
  const { uses } = factsOf([...keys, ...many.map((at) => serviceRole(`r${at}`))]);
  expect(uses).toHaveLength(300);
});

test.each<[string, string, readonly (string | null)[]]>([
  ["of a role of the plan", `arn:aws:sts::${ACCOUNT}:assumed-role/a/session`, ["aws_iam_role.a"]],
  ["of a role of another name", `arn:aws:sts::${ACCOUNT}:assumed-role/b/session`, []],
  ["of a role of another account", "arn:aws:sts::999988887777:assumed-role/a/session", []],
  ["of a federated user", `arn:aws:sts::${ACCOUNT}:federated-user/a`, []],
])("a key's policy that names a session %s", (_, principal, expected) => {
  const session = newKey("k", { policy: policy(root, { ...to("a", "kms:Decrypt"), Principal: { AWS: principal } }) });
  expect(factsOf([session, serviceRole("a")]).uses.map((use) => use.role?.id ?? null)).toEqual(expected);
});

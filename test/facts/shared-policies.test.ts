import { viewStatements } from "../../src/policy";
import type { PolicyFact } from "../../src/facts/facts";
import { ACCOUNT, factsOf, newKey, policy, serviceRole, type Given } from "./plan";

const keyPolicy = policy({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "kms:*",
  Resource: "*",
});
const rolePolicy = (name: string, more: Partial<Given> = {}): Given => ({
  address: `aws_iam_role_policy.${name}`,
  after: { role: name, policy: policy({ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }) },
  ...more,
});

const told = (fact: PolicyFact | undefined): object => ({
  at: fact?.location.address,
  name: fact?.policy?.name,
  origin: fact?.origin,
  written: fact?.written,
});

test("what has one text is one policy; where it is, how it was found and whether it is written stays each owner's", () => {
  const { keys } = factsOf([
    newKey("a", { policy: keyPolicy }),
    { address: "aws_kms_key.b", before: { policy: keyPolicy } },
    { ...newKey("c", { policy: keyPolicy }), sensitive: { policy: true } },
  ]);
  const [a, b, c] = keys.map((key) => key.policy);
  expect([a, b].map(told)).toEqual([
    { at: "aws_kms_key.a", name: undefined, origin: "plan", written: true },
    { at: "aws_kms_key.b", name: undefined, origin: "plan", written: false },
  ]);
  expect(b?.policy).toBe(a?.policy);
  // What is sensitive is read without what may not be quoted.
  expect(c?.policy).not.toBe(a?.policy);
});

test("policies of roles are told by their own names, whatever text they share", () => {
  const { roles } = factsOf([serviceRole("a"), serviceRole("b"), rolePolicy("a"), rolePolicy("b")]);
  const [a, b] = roles.map(({ identityPolicies: [first] }) => first);
  expect([a, b].map(told)).toEqual([
    { at: "aws_iam_role_policy.a", name: "aws_iam_role_policy.a", origin: "plan", written: true },
    { at: "aws_iam_role_policy.b", name: "aws_iam_role_policy.b", origin: "plan", written: true },
  ]);
  expect(b?.policy?.allows).toBe(a?.policy?.allows);
  expect(roles[1]?.trust.policy).toBe(roles[0]?.trust.policy);
});

test("a policy that may be gone is not the one that stays", () => {
  const attached = { role: "b", name: "kms", policy: rolePolicy("b").after?.policy ?? null };
  const kept = { address: "aws_iam_role_policy.b", actions: ["create"], after: attached };
  const taken = { address: "aws_iam_role_policy.c", actions: ["delete"], before: attached };
  const { roles } = factsOf([serviceRole("a"), rolePolicy("a"), serviceRole("b"), kept, taken]);
  const conditional = roles.map(({ identityPolicies }) =>
    identityPolicies.flatMap(({ policy: found }) => (found === null ? [] : viewStatements(found))),
  );
  expect(conditional.map((statements) => statements.map((each) => each.conditional))).toEqual([[false], [true]]);
});

test("two runs share nothing", () => {
  const given = [newKey("a", { policy: keyPolicy })];
  const [one, other] = [factsOf(given), factsOf(given)].map(({ keys }) => keys[0]?.policy.policy);
  expect(other).toEqual(one);
  expect(other).not.toBe(one);
  expect(other?.statements[0]).not.toBe(one?.statements[0]);
});

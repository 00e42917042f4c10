import {
  authorize,
  authorizeAssumeRole,
  Calls,
  documents,
  parsePolicy,
  type AuthorizeQuery,
  type RequestContext,
} from "../../src/policy";
import { OpenList, Hole } from "../../src/values/value";
import { ACCOUNT, KEY, OTHER, ROLE, allow, deny, mayDo, queryOf, type Question } from "./ask";

const ACTIONS = ["kms:Decrypt", "kms:DescribeKey", "kms:CreateGrant", "kms:GenerateDataKey"];

/** Only the call of the first action goes through S3, and by a role with a tag. */
function contextOf(action: string): RequestContext {
  const values = new Map([
    ["kms:viaservice", "s3.us-west-2.amazonaws.com"],
    ["aws:principaltag/key", KEY.slice(-4)],
  ]);
  return {
    state(key) {
      const value = action === ACTIONS[0] ? values.get(key) : undefined;
      return value === undefined ? { state: "absent" } : { state: "known", values: [value] };
    },
  };
}

const throughS3 = { Condition: { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } } };
const variable = { Resource: `${KEY.slice(0, -4)}\${aws:PrincipalTag/key}` };
const oneOfAll = { Action: ["kms:DescribeKey", new Hole("a"), "kms:*"], Resource: new Hole("r") };
const grant = { name: "g", granteePrincipal: ROLE, operations: ["Decrypt"] };

test.each<[string, Question]>([
  ["one statement", { key: [allow()] }],
  ["some actions", { key: [allow({ Action: ["kms:Decrypt", "kms:Describe*"] })] }],
  ["other actions in each layer", { key: [allow()], identity: [[mayDo({ Action: "kms:Decrypt" })]] }],
  ["all but one", { key: [allow({ NotAction: "kms:Decrypt" })] }],
  ["a Deny of some", { key: [allow(), deny({ Action: "kms:CreateGrant" })] }],
  ["a boundary of some", { key: [allow()], boundary: [mayDo({ Action: "kms:De*" })] }],
  [
    "a Deny that may be attached",
    { key: [allow()], attached: [[{ ...mayDo({ Action: "kms:Decrypt" }), Effect: "Deny" }]] },
  ],
  ["a condition on some", { key: [allow({ Action: "kms:De*", ...throughS3 }), allow({ Action: "kms:CreateGrant" })] }],
  ["a condition in a role policy", { key: [allow()], identity: [[{ ...mayDo(throughS3), Effect: "Deny" }]] }],
  ["a variable", { key: [allow()], identity: [[{ ...mayDo(variable), Effect: "Deny" }]] }],
  ["a grant of one", { key: [], grants: [grant] }],
  ["actions that are not known", { key: [allow({ Action: new OpenList(["kms:Decrypt"], new Hole("more")) })] }],
  ["an action that may be any", { key: [allow({ Action: ["kms:Decrypt", new Hole("a")] })] }],
  ["an action that may be any, and all", { key: [allow(oneOfAll)] }],
  ["a policy that is not known", { key: new Hole("p") }],
])("%s: each call has the answer and the proof that it has by itself", (_, question) => {
  const query = queryOf(question);
  const calls = new Calls(query, contextOf);
  for (const action of [...ACTIONS, ...ACTIONS]) {
    const alone: AuthorizeQuery = { ...query, action, context: contextOf(action) };
    const call = calls.of(action);
    expect([action, call.effective()]).toMatchObject([action, authorize(alone)]);
    expect([action, call.documented("key-policy")]).toMatchObject([action, documents(alone, "key-policy")]);
    expect([action, call.documented("role-policy")]).toMatchObject([action, documents(alone, "role-policy")]);
  }
});

const SERVICE = "personalize.amazonaws.com";
const lets = { Effect: "Allow", Principal: { Service: SERVICE }, Action: "sts:AssumeRole" };
const roles = [ACCOUNT, OTHER].map((account) => ({ arn: `arn:aws:iam::${account}:role/geo`, account }));

test("a trust policy of two roles is asked of each where it reads the request", () => {
  const Condition = { StringEquals: { "aws:SourceAccount": ACCOUNT } };
  const own = parsePolicy({ Version: "2012-10-17", Statement: [{ ...lets, Condition }] }, { kind: "trust" });
  const ask = (service: string | readonly string[], policy = own): readonly string[] =>
    roles.map((role) => authorizeAssumeRole(policy, { service, role }).outcome);
  expect(ask(SERVICE)).toEqual(["allowed", "denied"]);
  const any = parsePolicy({ Version: "2012-10-17", Statement: [lets] }, { kind: "trust" });
  expect(ask(SERVICE, any)).toEqual(["allowed", "allowed"]);
  expect(ask("other.amazonaws.com", any)).toEqual(["denied", "denied"]);
  expect(ask(["other.amazonaws.com", SERVICE], any)).toEqual(["unknown", "unknown"]);
  expect(ask(SERVICE, any)).toEqual(["allowed", "allowed"]);
});

test("a key policy in place of a trust policy is asked of each role", () => {
  const named = { ...lets, Resource: `arn:aws:iam::${ACCOUNT}:role/geo` };
  const policy = parsePolicy({ Version: "2012-10-17", Statement: [named] }, { kind: "key" });
  const outcomes = roles.map((role) => authorizeAssumeRole(policy, { service: SERVICE, role }).outcome);
  expect(outcomes).toEqual(["allowed", "denied"]);
});

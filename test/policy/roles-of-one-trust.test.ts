import { authorizeAssumeRole, parsePolicy } from "../../src/policy";
import { ACCOUNT, OTHER } from "./ask";

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

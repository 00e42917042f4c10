import { authorizeAssumeRole, parsePolicy } from "../../src/policy";
import { couldMatch, surelyMatches } from "../../src/policy/match/overlap";
import { ANY_TEXT } from "../../src/policy/document/pattern";
import { Hole } from "../../src/values/value";
import { ACCOUNT, ROLE, allow, ask, deny, short, inText } from "./ask";

test("an account is twelve digits, the first and the last of them too", () => {
  const account = new Hole("a", { shape: "account" });
  for (const text of ["000000000000", "999999999999", "090909090909", ACCOUNT]) {
    expect([text, couldMatch([account], [text])]).toEqual([text, true]);
  }
  for (const text of ["00000000000", "9999999999999", "00000000000/", "00000000000:", "00000000000a"]) {
    expect([text, couldMatch([account], [text])]).toEqual([text, false]);
  }
});

test("a wildcard may stand for nothing between what is certain", () => {
  const hole = new Hole("h");
  expect(surelyMatches(["a", hole], ["a", ANY_TEXT, hole])).toBe(true);
  expect(surelyMatches(["a", hole, "b"], ["a", ANY_TEXT, hole, ANY_TEXT, "b"])).toBe(true);
  expect(surelyMatches(["ab"], ["a", ANY_TEXT, "b", ANY_TEXT, "b"])).toBe(false);
});

test("a Deny that is malformed allows nothing", () => {
  expect(short(ask({ key: [deny({ Extra: 1 })] }))).toBe("denied no-allow");
  expect(short(ask({ key: [deny({ Extra: 1, Principal: { AWS: ROLE } })] }))).toBe("denied no-allow");
  expect(short(ask({ key: [allow({ Extra: 1 })] }))).toBe("denied no-allow");
});

test("the statement by which a service may assume a role", () => {
  const trust = parsePolicy(
    {
      Version: "2012-10-17",
      Statement: {
        Sid: "Trust",
        Effect: "Allow",
        Principal: { Service: "personalize.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    },
    { kind: "trust", name: "aws_iam_role.x" },
  );
  const query = { service: "personalize.amazonaws.com", role: { arn: ROLE, account: ACCOUNT } };
  expect(inText(authorizeAssumeRole(trust, query))).toMatchObject({
    outcome: "allowed",
    statements: [{ layer: "role-policy", policy: "aws_iam_role.x", statement: "Trust" }],
    because: "statement `Trust` of `aws_iam_role.x` lets personalize.amazonaws.com assume the role",
  });
});

test("bytes with and without padding, and what is no date", () => {
  const holds = (operator: string, value: string, actual: string): string =>
    short(ask({ key: [allow({ Condition: { [operator]: { "aws:x": value } } })], context: { "aws:x": actual } }));
  for (const bytes of ["YWJj", "YWI=", "YQ==", ""]) {
    expect([bytes, holds("BinaryEquals", bytes, bytes)]).toEqual([bytes, "allowed"]);
  }
  expect(holds("BinaryEquals", "YWJj", "YWI=")).toBe("denied no-allow");
  expect(holds("BinaryEquals", "YWJ", "YWJ")).toBe("unknown");
  for (const date of ["on 2026-01-01", "2026-01-01 or so", "x2026"]) {
    expect([date, holds("DateLessThan", date, "2025-01-01T00:00:00Z")]).toEqual([date, "unknown"]);
  }
  expect(holds("NumericEquals", "x5", "5")).toBe("unknown");
});

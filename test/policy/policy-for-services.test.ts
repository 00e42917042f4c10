import { catalogued, services } from "../../src/services";
import { parsePolicy, refusalsOf } from "../../src/policy";
import { policyForServices } from "../../src/writing";

const where = { account: "111122223333", region: "us-west-2", partition: "aws" };

test("several services have one key policy, each by the name of its Region and with the conditions that are known", () => {
  const given = { ...where, uses: { "macie-export": ["export-configuration"] } };
  const { Statement } = policyForServices(
    [catalogued("macie-export"), catalogued("glue-security-configuration")],
    given,
  );
  const principals = Statement.map(({ Principal }) => Principal?.Service ?? Principal?.AWS);
  expect(principals[0]).toBe("arn:aws:iam::111122223333:root");
  expect(principals).toContain("macie.amazonaws.com");
  expect(principals).toContain("logs.us-west-2.amazonaws.com");
  const conditions = JSON.stringify(Statement.map(({ Condition }) => Condition));
  expect(conditions).toContain('"aws:SourceAccount":"111122223333"');
  expect(conditions).not.toMatch(/\{[a-z]/);
});

test("in a Region that an account must opt in to a service has its other name", () => {
  const { Statement } = policyForServices([catalogued("macie-export")], { ...where, region: "me-south-1" });
  expect(Statement.map(({ Principal }) => Principal?.Service)).toContain("macie.me-south-1.amazonaws.com");
});

test.each(services.map((service) => [service.id, service] as const))(
  "the policy for %s is one that AWS takes",
  (_, service) => {
    const policy = policyForServices([service], {
      ...where,
      roles: { [service.id]: ["arn:aws:iam::111122223333:role/x"] },
    });
    const parsed = parsePolicy(JSON.stringify(policy), { kind: "key" });
    expect([...parsed.faults, ...refusalsOf(parsed)]).toEqual([]);
    expect(new Set(policy.Statement.map(({ Sid }) => Sid)).size).toBe(policy.Statement.length);
    expect(JSON.stringify(policy)).not.toMatch(/\{(using|source|destination|carrier|region|partition)/);
  },
);

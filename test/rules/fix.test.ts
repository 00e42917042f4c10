import type { Facts, PolicyFact, Use } from "../../src/facts/facts";
import type { Finding, RuleId } from "../../src/findings/finding";
import { judge } from "../../src/rules/judge";
import { Hole, isMap, type Value } from "../../src/values/value";
import {
  RIGHT_KEY_POLICY,
  RIGHT_ROLE_POLICY,
  ROLE_ARN,
  ROOT,
  aKey,
  aPolicy,
  aResource,
  aRole,
  aUse,
  onKey,
  theFacts,
} from "./build-facts";
import { rightKey, rightRole } from "./cases/case";
import { parseHcl } from "./hcl";

function findings(facts: Facts): readonly Finding[] {
  return judge(facts, { profile: "documented", minConfidence: "inferred" }).findings;
}

function fixOf(rule: RuleId, use: Use, grantee?: string): Finding["fix"] {
  const found = findings(theFacts([use])).find(
    (each) => each.rule === rule && (grantee ?? each.grantee) === each.grantee,
  );
  if (found === undefined) throw new Error(`no finding of ${rule}`);
  return found.fix;
}

/** The policy with the statement of the fix added. */
function mended(fact: PolicyFact, fix: Finding["fix"]): PolicyFact {
  const document = fact.policy?.document ?? null;
  const before = isMap(document) && Array.isArray(document.Statement) ? (document.Statement as readonly Value[]) : [];
  return { ...fact, policy: aPolicy([...before, fix.statement as Value], fact.policy?.kind ?? "identity").policy };
}

describe("adding the statement of the fix makes the finding go away", () => {
  const bare = aKey([ROOT]);

  test("in the key policy, for role and service", () => {
    let key = bare;
    for (const rule of ["key-policy-grants-role", "key-policy-grants-service"] as const) {
      const policy = mended(key.policy, fixOf(rule, aUse(key, rightRole)));
      key = { ...key, policy };
    }
    expect(findings(theFacts([aUse(key, rightRole)]))).toEqual([]);
  });

  test("for an export", () => {
    const use = { operations: ["dataset-group"], datasetGroupKey: true, exportSeen: true };
    let key = rightKey;
    for (const grantee of ["aws_iam_role.service", "personalize.amazonaws.com"]) {
      const fix = fixOf("export-needs-data-key-without-plaintext", aUse(key, rightRole, use), grantee);
      key = { ...key, policy: mended(key.policy, fix) };
    }
    expect(findings(theFacts([aUse(key, rightRole, use)]))).toEqual([]);
  });

  test("in the role's own policy", () => {
    const role = aRole([onKey(["kms:Decrypt"])]);
    const fix = fixOf("role-policy-grants-role", aUse(rightKey, role));
    const identityPolicies = role.identityPolicies.map((fact) => mended(fact, fix));
    expect(findings(theFacts([aUse(rightKey, { ...role, identityPolicies })]))).toEqual([]);
  });

  test("in the permissions boundary", () => {
    const boundary = aPolicy([onKey(["kms:Decrypt"])], "boundary");
    const fix = fixOf("no-deny-blocks-service", aUse(rightKey, aRole(RIGHT_ROLE_POLICY, { boundary })));
    expect(findings(theFacts([aUse(rightKey, aRole(RIGHT_ROLE_POLICY, { boundary: mended(boundary, fix) }))]))).toEqual(
      [],
    );
  });

  test("in the trust policy", () => {
    const trust = aPolicy(
      [{ Effect: "Allow", Principal: { Service: "sagemaker.amazonaws.com" }, Action: "sts:AssumeRole" }],
      "trust",
    );
    const fix = fixOf("role-trusts-service", aUse(rightKey, aRole(RIGHT_ROLE_POLICY, { trust })));
    expect(findings(theFacts([aUse(rightKey, aRole(RIGHT_ROLE_POLICY, { trust: mended(trust, fix) }))]))).toEqual([]);
  });
});

describe("a fix gives what is missing and no more", () => {
  test("the missing actions alone", () => {
    const key = aKey([
      ROOT,
      ...RIGHT_KEY_POLICY.slice(2),
      { Effect: "Allow", Principal: { AWS: ROLE_ARN }, Action: "kms:D*", Resource: "*" },
    ]);
    expect(fixOf("key-policy-grants-role", aUse(key, rightRole)).statement).toEqual({
      Sid: "AllowPersonalizeRoleService",
      Effect: "Allow",
      Principal: { AWS: ROLE_ARN },
      Action: ["kms:CreateGrant", "kms:GenerateDataKey", "kms:ListGrants"],
      Resource: "*",
    });
  });

  test("nothing where the policy is not known: it may hold the statement already", () => {
    expect(fixOf("key-policy-grants-role", aUse(aKey(new Hole("aws_kms_key.data.policy")), rightRole))).toEqual({});
  });

  test("nothing against a Deny, which no statement mends", () => {
    const key = aKey([...RIGHT_KEY_POLICY, { Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" }]);
    expect(fixOf("no-deny-blocks-service", aUse(key, rightRole))).toEqual({});
  });
});

describe("HCL", () => {
  const bare = { policy: aPolicy([ROOT], "key", { origin: "default", address: "aws_kms_key.data" }) };

  test("a key with the default policy gets a whole one, for all who need it: the first policy replaces the default", () => {
    const use = aUse(aKey([ROOT], bare), rightRole);
    const fixes = findings(theFacts([use])).map(({ fix }) => fix.hcl);
    expect(new Set(fixes).size).toBe(1);
    const text = `resource "aws_kms_key" "data" {\n${fixes[0] ?? ""}\n}\n`;
    expect(parseHcl(text).resource?.aws_kms_key?.data?.[0]?.policy).toMatch(/^\$\{jsonencode\(/);
    expect(text).toContain('AWS = "arn:aws:iam::111122223333:root"');
    expect(text).toContain("AWS = aws_iam_role.service.arn");
    expect(text).toContain('Service = "personalize.amazonaws.com"');
  });

  test("an account that is not known is asked of AWS", () => {
    const key = aKey([ROOT], { ...bare, account: new Hole("account", { shape: "account" }) });
    expect(fixOf("key-policy-grants-service", aUse(key, rightRole)).hcl).toContain(
      'AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"',
    );
  });

  test("a policy written as a policy document gets a block", () => {
    const key = aKey([ROOT], { policy: aPolicy([ROOT], "key", { origin: "policy-document" }) });
    const { hcl = "" } = fixOf("key-policy-grants-role", aUse(key, rightRole));
    const document = parseHcl(`data "aws_iam_policy_document" "it" {\n${hcl}\n}\n`).data?.aws_iam_policy_document
      ?.it?.[0];
    expect(document?.statement).toEqual([
      {
        sid: "AllowPersonalizeRoleService",
        actions: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"],
        resources: ["*"],
        principals: [{ type: "AWS", identifiers: ["${aws_iam_role.service.arn}"] }],
      },
    ]);
  });

  test("a role without a policy of the plan gets one", () => {
    const { hcl = "" } = fixOf("role-policy-grants-role", aUse(rightKey, aRole([])));
    const policy = parseHcl(hcl).resource?.aws_iam_role_policy?.service_on_data?.[0];
    expect(policy?.role).toBe("${aws_iam_role.service.name}");
    expect(policy?.policy).toContain("aws_kms_key.data.arn");
  });

  test("a role of another module is written by its ARN, and by a placeholder where that is not known", () => {
    const elsewhere = {
      id: "module.roles.aws_iam_role.service",
      resource: aResource("module.roles.aws_iam_role.service"),
    };
    const key = aKey([ROOT]);
    expect(fixOf("key-policy-grants-role", aUse(key, aRole(RIGHT_ROLE_POLICY, elsewhere))).hcl).toContain(
      `AWS = "${ROLE_ARN}"`,
    );
    const unknown = { ...elsewhere, arn: new Hole("module.roles.aws_iam_role.service.arn", { shape: "arn" }) };
    const { hcl, statement } = fixOf("key-policy-grants-role", aUse(key, aRole(RIGHT_ROLE_POLICY, unknown)));
    expect(hcl).toContain('AWS = "<the ARN of module.roles.aws_iam_role.service>"');
    expect(statement?.Principal).toEqual({ AWS: "<the ARN of module.roles.aws_iam_role.service>" });
  });

  test("as JSON, an ARN that is not known is a reference", () => {
    const role = aRole(RIGHT_ROLE_POLICY, { arn: new Hole("aws_iam_role.service.arn", { shape: "arn" }) });
    expect(fixOf("key-policy-grants-role", aUse(aKey([ROOT]), role)).statement?.Principal).toEqual({
      AWS: "${aws_iam_role.service.arn}",
    });
  });

  test("two roles get two Sids, since a policy document takes each but once", () => {
    const other = aRole(RIGHT_ROLE_POLICY, { id: 'aws_iam_role.other["a.b"]', arn: `${ROLE_ARN}2`, name: "service2" });
    const key = aKey([ROOT]);
    const sids = findings(theFacts([aUse(key, rightRole), aUse(key, other)])).map(({ fix }) => fix.statement?.Sid);
    expect(sids).toEqual(["AllowPersonalizeRoleOtherAB", "AllowPersonalizeRoleService", "AllowPersonalizeService"]);
  });
});

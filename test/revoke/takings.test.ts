import { join } from "node:path";

import { changed, documentOf, FIXTURES, outcomeOf, reportOf, reportOfJson } from "./revoked";

const GEO = "arn:aws:iam::111122223333:role/geo";

const told = async (name: string, file = "plan.bin"): Promise<string> => {
  const { findings } = await reportOf(join(FIXTURES, name, file));
  return findings
    .filter(({ rule }) => rule === "access-is-not-revoked")
    .map(({ message }) => message)
    .join("\n");
};

describe("what a message says", () => {
  test("of a statement: how it was, how it will be, and by which change", async () => {
    const message = await told("policy-drops-action");
    expect(message).toContain(
      "This plan takes kms:GenerateDataKey on aws_kms_key.k away from the role aws_iam_role.geo",
    );
    expect(message).toContain("Before the plan, statement `Geo` names the role and allows kms:GenerateDataKey.");
    expect(message).toContain("It does so by aws_kms_key.k (updated in place).");
    expect(message).toContain('AWS: "You can revoke access to the grant');
  });

  test("of a deleted key: why, and when its data are lost", async () => {
    const message = await told("key-destroyed");
    expect(message).toContain("aws_kms_key.k (destroyed, its block is no longer in the configuration)");
    expect(message).toContain("nobody can read what it has encrypted");
  });

  test("of a replaced key: why", async () => {
    expect(await told("key-replaced")).toContain("aws_kms_key.k (replaced, -replace asks for it)");
  });

  test("of a replaced role: what goes with it, and how to keep that", async () => {
    expect(await told("role-replaced-loses-inline-policy")).toContain(
      "name the role by aws_iam_role.geo.id there, or add replace_triggered_by = [aws_iam_role.geo]",
    );
  });

  test("of another key: that the former one is still needed", async () => {
    const message = await told("bucket-rotated-old-key-closed");
    expect(message).toContain("aws_kms_key.k2 is used from now on");
    expect(message).toContain("leave kms:Decrypt and kms:DescribeKey on aws_kms_key.k");
  });

  test("of a key that was deleted by hand: to cancel that, and import the key", async () => {
    expect(await told("drift-key-pending-deletion")).toContain("cancel the deletion");
  });
});

describe("hand-made changes of these plans, where no real plan is stored", () => {
  test("the waiting period is the key's own", async () => {
    const plan = changed("key-destroyed", "aws_kms_key.k", ({ change }) => {
      change.before = { ...change.before, deletion_window_in_days: 7 };
    });
    const { findings } = await reportOfJson(plan);
    expect(findings.map(({ message }) => message).join()).toContain("after 7 days (deletion_window_in_days)");
  });

  test("a role that no longer trusts the service", async () => {
    const plan = changed("policy-narrowed-wildcard", "aws_iam_role.geo", ({ change }) => {
      change.actions = ["update"];
      const trust = String(change.before?.assume_role_policy).replace("sagemaker-geospatial.", "lambda.");
      change.after = { ...change.after, assume_role_policy: trust };
    });
    const report = await reportOfJson(plan);
    expect(outcomeOf(report).says).toBe("revoked");
    expect(report.keys.map(({ id, verdict }) => [id, verdict])).toEqual([["aws_kms_key.k", "fail"]]);
    expect(report.findings.map(({ message }) => message).join()).toContain("no longer lets the service assume it");
  });

  test("a role that is destroyed takes its use along", async () => {
    const document = documentOf("policy-narrowed-wildcard");
    for (const { address, change } of document.resource_changes) {
      if (!address.startsWith("aws_iam_role")) continue;
      change.actions = ["delete"];
      change.after = null;
    }
    expect(outcomeOf(await reportOfJson(document)).says).toBe("note");
  });

  test.each(["reordered", "as a pattern"])("a policy that is written otherwise takes nothing: %s", async (how) => {
    const plan = changed("policy-drops-action", "aws_kms_key.k", ({ change }) => {
      const policy = JSON.parse(String(change.before?.policy)) as { Statement: Record<string, unknown>[] };
      const statements =
        how === "reordered"
          ? [...policy.Statement].reverse()
          : policy.Statement.map((each) => (each.Sid === "Geo" ? { ...each, Action: "kms:*" } : each));
      change.after = { ...change.after, policy: JSON.stringify({ ...policy, Statement: statements }) };
    });
    expect(outcomeOf(await reportOfJson(plan)).says).toBe("silent");
  });

  test("what somebody gave by hand is not in the configuration", async () => {
    const document = documentOf("policy-drops-statement");
    const key = document.resource_changes.find(({ address }) => address === "aws_kms_key.k");
    document.resource_drift = [
      {
        ...key,
        change: { ...key?.change, before: key?.change.after ?? null, after: key?.change.before ?? null },
      } as never,
    ];
    const { findings } = await reportOfJson(document);
    expect(findings.map(({ message }) => message).join()).toContain("was added by hand");
  });

  test("a key that is forgotten keeps what it has", async () => {
    const plan = changed("key-destroyed", "aws_kms_key.k", ({ change }) => {
      change.actions = ["forget"];
    });
    const report = await reportOfJson(plan);
    expect(outcomeOf(report).says).toBe("silent");
    expect(report.keys.map(({ id, verdict }) => [id, verdict])).toEqual([["aws_kms_key.k", "pass"]]);
  });

  test("a role that is forgotten keeps what it has", async () => {
    const document = documentOf("policy-drops-action");
    for (const { address, change } of document.resource_changes)
      if (address.startsWith("aws_iam_role")) change.actions = ["forget"];
    const report = await reportOfJson(document);
    expect(outcomeOf(report)).toEqual({ says: "revoked", actions: ["kms:GenerateDataKey"] });
    expect(report.findings.map(({ grantee }) => grantee)).toContain("aws_iam_role.geo");
  });

  test("a Deny that is added", async () => {
    const plan = changed("policy-drops-action", "aws_kms_key.k", ({ change }) => {
      const policy = JSON.parse(String(change.before?.policy)) as { Statement: unknown[] };
      const deny = { Sid: "No", Effect: "Deny", Principal: { AWS: GEO }, Action: "kms:Decrypt", Resource: "*" };
      change.after = { ...change.after, policy: JSON.stringify({ ...policy, Statement: [...policy.Statement, deny] }) };
    });
    expect(outcomeOf(await reportOfJson(plan))).toEqual({ says: "revoked", actions: ["kms:Decrypt"] });
  });

  test("an ignore sets it aside, of its own rule alone", async () => {
    const ignores = [
      { rule: "key-policy-grants-role", key: "aws_kms_key.k", reason: "known", at: { file: "kmsgate.yaml", line: 1 } },
    ] as const;
    const { findings } = await reportOf(join(FIXTURES, "policy-drops-action", "plan.bin"), { ignores });
    expect(findings.map(({ rule, ignored }) => [rule, ignored !== undefined])).toEqual([
      ["key-policy-grants-role", true],
      ["access-is-not-revoked", false],
    ]);
  });
});

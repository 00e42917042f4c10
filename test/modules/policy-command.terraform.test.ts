import { tmpdir } from "node:os";
import { join } from "node:path";

import { check } from "../../src/pipeline/check";
import type { DeclaredUse } from "../../src/facts/facts";
import { operationsWithKey } from "../../src/writing/service-policies";
import { services } from "../../src/services/catalogue";
import { runIn } from "../cli/harness";
import { MOCK_PROVIDER } from "./plain-modules";
import { ACCOUNT } from "./synthesize";
import { describeWithTerraform, openWorkshop } from "./terraform";

const administration: readonly (readonly string[])[] = [
  [],
  ["--administrators", `arn:aws:iam::${ACCOUNT}:role/security,arn:aws:iam::${ACCOUNT}:user/audit`],
  ["--administrators", `arn:aws:iam::${ACCOUNT}:role/security`, "--account-root"],
];

/** One way to ask for the policies of a service. */
interface Request {
  readonly id: string;
  readonly service: string;
  readonly operations: readonly string[];
  readonly administrators: readonly string[];
}

// A service that only resources show to use a key has no operations: its policy is printed without any (test/cli/policy.test.ts).
const requests: readonly Request[] = services
  .filter(({ operations }) => operations.length > 0)
  .flatMap((service) => {
    const all = operationsWithKey(service);
    return [...all.map((operation) => [operation]), all].flatMap((operations) =>
      administration.map((administrators) => ({ service: service.id, operations, administrators })),
    );
  })
  .map((request, index) => ({ id: `request-${index}`, ...request }));

/** What the command prints, pasted into resources where its comments say. */
async function pasted({ id, service, operations, administrators }: Request): Promise<string> {
  const role = `arn:aws:iam::${ACCOUNT}:role/ml/${id}`;
  // One export in a plan is an export for every dataset group of it.
  const exported = operations.includes("dataset-group") ? ["--exports-dataset-group"] : [];
  const flags = ["--role", role, "--operations", operations.join(), ...exported, ...administrators, "--format", "hcl"];
  const { out, code } = await runIn(tmpdir(), ["policy", service, ...flags]);
  expect(code).toBe(0);
  const printed = (name: string): string | undefined =>
    new RegExp(`^# ${name}: of .*\\n((?:.*\\n)*?\\}\\))$`, "m").exec(out)?.[1];
  const rolePolicy = printed("role-policy");
  return `
resource "aws_kms_key" "this" {
${printed("key-policy")}
}

resource "aws_iam_role" "this" {
  name = "${id}"
  path = "/ml/"
${printed("trust-policy")}
}
${
  rolePolicy === undefined
    ? ""
    : `
resource "aws_iam_policy" "this" {
  name = "${id}"
${rolePolicy}
}

resource "aws_iam_role_policy_attachment" "this" {
  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.this.arn
}
`
}`;
}

describeWithTerraform("kmsgate policy", () => {
  test("what it prints as HCL, for every operation and every administration, passes the gate", async () => {
    const texts = await Promise.all(requests.map(async (each) => [each.id, await pasted(each)] as const));
    const workshop = openWorkshop({
      "main.tf.json": JSON.stringify({
        provider: { aws: MOCK_PROVIDER },
        module: Object.fromEntries(requests.map(({ id }) => [id, { source: `./${id}` }])),
      }),
      ...Object.fromEntries(texts.map(([id, text]) => [`${id}/main.tf`, text])),
    });
    try {
      workshop.plan();
      const declaredUses = requests.map(({ id, service, operations }): DeclaredUse => {
        const [key, role] = [`module.${id}.aws_kms_key.this`, `module.${id}.aws_iam_role.this`];
        return { service, operations, key, role, at: { file: "kmsgate.yaml", line: 1 } };
      });
      const options = { profile: "documented", minConfidence: "certain", account: ACCOUNT, declaredUses } as const;
      const { report } = await check({ inputs: [{ path: join(workshop.folder, "tfplan") }], ...options });
      expect(report.findings.filter(({ level }) => level !== "note")).toEqual([]);
      expect(report.summary).toMatchObject({ verdict: "pass", keys: requests.length, passed: requests.length });
    } finally {
      workshop.remove();
    }
  });
});

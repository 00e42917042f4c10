import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Report } from "../../src/report/report";
import { LACKING, folder, kmsgate, lacking, outside, reported, scenario, told, twoKeys } from "./configured";
import { runIn } from "./harness";

/*
 * What kmsgate.yaml does to a check, through the command line, on plans that Terraform made.
 */

describe("declared uses by pattern", () => {
  const uses = (key: string, role: string): string =>
    `uses: [{ service: personalize, operations: [batch-inference-job], key: '${key}', role: '${role}' }]`;

  test("of every key that matches, through every role that does", async () => {
    const { report } = await reported(uses("aws_kms_key.*", "aws_iam_role.books"), twoKeys);
    const roles = report.keys.map(({ id, uses: own }) => [id, own.map(({ role }) => role?.address)]);
    expect(Object.fromEntries(roles)).toEqual({
      "aws_kms_key.books": ["aws_iam_role.books"],
      "aws_kms_key.films": ["aws_iam_role.books", "aws_iam_role.films"],
    });
  });

  test("that match no key are told", async () => {
    const { report } = await reported(uses("module.*.aws_kms_key.k", "aws_iam_role.*"), twoKeys);
    expect(report.unlinked).toEqual([
      {
        kind: "key",
        address: "module.*.aws_kms_key.k",
        because:
          "kmsgate.yaml:2 says that Amazon Personalize uses module.*.aws_kms_key.k, but no such KMS key is in this plan",
      },
    ]);
  });

  test.each(["module.*.aws_kms_key.k", "aws_kms_key.typo"])(
    "that match no key warn, with the line: %s",
    async (key) => {
      const { code, report } = await reported(uses(key, "aws_iam_role.*"), scenario("must-not-fire/pinpoint-role"));
      expect([code, report.summary.verdict, report.summary.warnings]).toEqual([0, "none", 1]);
      expect(report.findings).toMatchObject([
        {
          rule: "use-unmatched",
          level: "warning",
          verdict: "violated",
          key,
          grantee: "aws_iam_role.*",
          message: `No plan has the key ${key}, which kmsgate.yaml declares as used by personalize. Fix the key, or remove the use.`,
          locations: [{ address: "kmsgate.yaml", attribute: "uses", file: "kmsgate.yaml", line: 2 }],
        },
      ]);
      const failing = await reported(
        `levels: { use-unmatched: error }\n${uses(key, "aws_iam_role.*")}`,
        scenario("must-not-fire/pinpoint-role"),
      );
      expect([failing.code, failing.report.summary.verdict]).toEqual([1, "fail"]);
    },
  );

  test("that match in another of several plans are not", async () => {
    const { report } = await reported(uses("aws_kms_key.perso*", "aws_iam_role.personalize"), twoKeys, lacking);
    expect(report.unlinked).toEqual([]);
    expect(report.findings.filter(({ rule }) => rule === "use-unmatched")).toEqual([]);
  });

  test("whose role matches none leave the role open", async () => {
    const { report } = await reported(uses("aws_kms_key.books", "module.*.aws_iam_role.r"), twoKeys);
    const books = report.keys.find(({ id }) => id === "aws_kms_key.books");
    expect(books?.uses.map(({ role }) => role)).toContainEqual({ address: null, arn: null });
  });
});

describe("policies of keys outside the plan", () => {
  const arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const document = (principal: object): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: principal, Action: LACKING, Resource: "*" }],
    });
  const service = document({ Service: "personalize.amazonaws.com" });
  const given = (text: string | Buffer): string => {
    mkdirSync(join(folder, "policies"), { recursive: true });
    writeFileSync(join(folder, "policies/key.json"), text);
    return `policies:\n  ${arn}: policies/key.json\n`;
  };

  test.each([
    ["as aws kms get-key-policy writes it", JSON.stringify({ Policy: service, PolicyName: "default" }, null, 4)],
    ["alone", service],
    ["with a byte order mark", `\uFEFF${service}`],
    ["as PowerShell redirects it", Buffer.from(`\uFEFF${service}`, "utf16le")],
  ])("a policy %s decides", async (_, text) => {
    const { report, code } = await reported(given(text), outside);
    expect(report.findings.map(told)).toEqual([`error violated key-policy-grants-role: ${LACKING.join(" ")}`]);
    expect(report.keys[0]?.policy).toEqual({
      origin: "outside",
      because: "read from policies/key.json; whether the key is enabled and symmetric is not seen",
    });
    expect(code).toBe(1);
  });

  test("a role that this plan creates is not the one that the policy was written for", async () => {
    const role = "arn:aws:iam::111122223333:role/personalize";
    const { report } = await reported(given(document({ AWS: role, Service: "personalize.amazonaws.com" })), outside);
    expect(report.findings.map(told)).toEqual([`error undecided key-policy-grants-role: ${LACKING.join(" ")}`]);
    expect(report.findings[0]?.message).toContain("unique id");
  });

  test("a policy that admits whoever is in the account is read like any other", async () => {
    const { report, code } = await reported(
      given(document({ AWS: "*", Service: "personalize.amazonaws.com" })),
      outside,
      ...["--account", "111122223333"],
    );
    expect(report.findings.filter(({ level }) => level === "error")).toEqual([]);
    expect([report.summary.verdict, code]).toEqual(["pass", 0]);
  });

  test("the plan wins where it has the key", async () => {
    const with_ = await kmsgate(given(service), lacking, "--format", "json");
    expect(with_.out).toBe((await kmsgate("", lacking, "--format", "json")).out);
  });

  test.each([
    ["{", "policies/key.json:1:2: this is not JSON"],
    ['{\n  "Policy": "x",\n  y\n}', "policies/key.json:3:3: this is not JSON"],
    ['{"Policy": "{oops}"}', "policies/key.json: this is not JSON (in the member Policy, line and column 1:2)"],
    ['{"KeyMetadata": {}}', "policies/key.json: there is no key policy in this file"],
    ['{"Policy": "[]"}', "policies/key.json: there is no key policy in this file"],
    ["x".repeat(300_000), "kmsgate.yaml:3:3: policies/key.json: the file has 300000 bytes, and no key policy has more"],
  ])("%.40s: %s", async (text, message) => {
    const { code, err, out } = await kmsgate(given(text), outside);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(`kmsgate: ${message}`);
    expect(err).toContain("Expected: the output of aws kms get-key-policy --output json");
  });

  test.each([".", "/dev/null"])("%s is no file that could hold a policy", async (path) => {
    const { code, err } = await kmsgate(`policies: { "${arn}": ${path} }`, outside);
    expect([code, err]).toEqual([2, expect.stringContaining("this is no file") as string]);
  });

  test("the file is looked for beside the configuration", async () => {
    given(service);
    const deep = join(folder, "live");
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(folder, "kmsgate.yaml"), `version: 1\n${given(service)}`);
    const { out } = await runIn(deep, ["check", outside, "--format", "json"]);
    expect((JSON.parse(out) as Report).keys[0]?.policy.because).toContain(
      `read from ${join("..", "policies/key.json")}`,
    );
    writeFileSync(join(folder, "kmsgate.yaml"), `version: 1\npolicies:\n  ${arn}: none.json\n`);
    expect((await runIn(folder, ["check", outside])).err).toContain(
      "kmsgate.yaml:3:3: none.json: there is no such file",
    );
  });
});

describe("services beside the catalogue", () => {
  const examples = resolve(__dirname, "../../examples");
  const example = join(examples, "configuration/kmsgate.yaml");

  test("are printed", async () => {
    const { out, code } = await runIn(folder, ["services", "--config", example]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^ {2}acme-vault\.\S+\n {4}the key policy must allow the service role\n {6}kms:Decrypt, kms:GenerateDataKey$/m,
    );
    expect(out).toMatch(/\(personalize\)$/m);
    expect((await runIn(folder, ["services"])).out).not.toContain("acme-vault");
  });

  test("are judged where they are declared: the example in examples/configuration", async () => {
    const plan = join(examples, "plans/personalize-fails/plan.json");
    const { code, out } = await runIn(folder, ["check", plan, "--config", example, "--format", "json"]);
    const report = JSON.parse(out) as Report;
    expect(report.services).toEqual([{ id: "acme-vault", title: "Acme Vault" }]);
    expect(report.keys.map(({ verdict, uses }) => [verdict, uses.map(({ service }) => service)])).toEqual([
      ["pass", ["acme-vault"]],
      ["fail", ["personalize"]],
    ]);
    expect(report.findings.filter(({ ignored }) => ignored !== undefined).map(told)).toEqual([
      "ignored error violated key-policy-grants-service: kms:CreateGrant",
    ]);
    expect(report.summary).toMatchObject({ warnings: 0, ignored: 1 });
    expect(code).toBe(1);
    const text = await runIn(folder, ["check", plan, "--config", example]);
    expect(text.out).toContain("used by Acme Vault (archive) through arn:aws:iam::111122223333:role/vault");
  });

  test("are recognised as those of the catalogue are: by the trust of a role whose policy names a key", async () => {
    const plan = scenario("must-not-fire/sagemaker-role");
    expect((await reported("", plan)).report.summary.verdict).toBe("none");
    const source = "{ title: T, url: https://example.com/, read: 2026-11-22, says: S. }";
    const sagemaker = `services:
  - id: sagemaker
    title: SageMaker
    principals: [sagemaker.amazonaws.com]
    operations: [{ id: training, api: [CreateTrainingJob], keyMembers: [], roleMembers: [], s3: reads-and-writes }]
    requirements:
      - { id: sagemaker.key-policy.role, layer: key-policy, grantee: role, neededBy: [training], actions: [kms:Encrypt], when: always, source: ${source} }
      - { id: sagemaker.key-policy.service, layer: key-policy, grantee: service, neededBy: [training], actions: [kms:Decrypt], when: always, source: ${source} }
`;
    const { report } = await reported(sagemaker, plan);
    expect(report.keys.flatMap(({ uses }) => uses.map(({ service }) => service))).toContain("sagemaker");
    expect(report.findings.map(told)).toEqual(
      expect.arrayContaining([
        "error violated key-policy-grants-role: kms:Encrypt",
        "error violated key-policy-grants-service: kms:Decrypt",
      ]),
    );
    expect(report.findings.find(({ rule }) => rule === "key-policy-grants-role")?.source.url).toBe(
      "https://example.com/",
    );
  });
});

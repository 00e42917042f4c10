import type { CheckResult } from "../../src/pipeline/options";
import { renderText } from "../../src/report/formats/text/text-report";
import { A, B, changed, changeOf, joined, stack } from "./joined";

const platform = stack("platform/plan");
const product = stack("product/plan");
const state = stack("platform/state");
const keyArn = `arn:aws:kms:eu-west-1:${A}:key/1234abcd-12ab-34cd-56ef-000000000001`;

const summary = ({ report }: CheckResult) => report.summary.verdict;
const rules = ({ report }: CheckResult) => report.findings.map(({ rule, verdict }) => `${rule} ${verdict}`);

/** The product's plan in another account, with the key of the first one. */
const inB = (text: string): string => text.replaceAll(A, B).replaceAll(keyArn.replace(A, B), keyArn);

/** A plan of which nothing tells the account: nothing was read, nothing exists yet. */
const ofNoAccount = (text: string): string =>
  changed(text, (document) => {
    delete document.prior_state;
    for (const { change } of document.resource_changes) {
      change.actions = ["create"];
      change.before = null;
      const computed = ["arn", "id", "unique_id", "create_date"];
      change.after = Object.fromEntries(Object.entries(change.after).filter(([name]) => !computed.includes(name)));
      for (const name of computed) change.after_unknown[name] = true;
    }
  });

describe("a key of one plan answers for its use in another", () => {
  test("alone, each is undecided", async () => {
    expect(summary(await joined({ platform }))).toBe("undecided");
    expect(summary(await joined({ product }))).toBe("undecided");
    expect(summary(await joined({ platform, product }, { join: false }))).toBe("undecided");
  });

  test("together, the key has its user, and the report says which plan each is of", async () => {
    const { report } = await joined({ platform, product });
    expect(report.summary).toMatchObject({ verdict: "pass", keys: 1, passed: 1, not_judged: 0 });
    expect(report.plans.map(({ reader }) => reader)).toEqual(["json", "json"]);
    const [key] = report.keys;
    expect(key).toMatchObject({ id: "aws_kms_key.main", plan: 0, address: "aws_kms_key.main", arn: keyArn });
    expect(key?.uses).toEqual([
      {
        service: "personalize",
        operations: null,
        role: { address: "aws_iam_role.main", arn: `arn:aws:iam::${A}:role/recommendations`, plan: 1 },
        confidence: "certain",
        evidence: [
          { address: "aws_kms_key.main", attribute: "policy" },
          { address: "aws_iam_role_policy.main", attribute: "policy", plan: 1 },
        ],
      },
    ]);
    expect(report.unlinked).toEqual([]);
    expect(JSON.stringify(report)).not.toContain("⟪");
  });

  test("in whatever order", async () => {
    const { report } = await joined({ product, platform });
    expect(report.summary.verdict).toBe("pass");
    expect(report.keys[0]).toMatchObject({ plan: 1, uses: [{ role: { plan: 0 } }] });
  });

  test("a key policy that lacks the role fails, with the fingerprint that it has in any order", async () => {
    const lacking = platform.replaceAll("role/recommendations", "role/other");
    const [one, other] = [await joined({ lacking, product }), await joined({ product, lacking })];
    expect(rules(one)).toEqual(["key-policy-grants-role violated"]);
    expect(one.report.findings[0]?.grantee).toBe("aws_iam_role.main");
    expect(one.report.findings[0]?.fingerprint).toBe(other.report.findings[0]?.fingerprint);
    expect(one.report.findings[0]?.message).toMatch(/product\.json:aws_iam_role\.main/);
    const text = renderText(one.report, { colour: false, width: 200 });
    expect(text).toMatch(/product\.json:aws_iam_role_policy\.main\.policy/);
    expect(text).not.toContain("⟪");
  });

  test("the same plans give the same bytes", async () => {
    const without = ({ report }: CheckResult) => JSON.stringify(report).replace(/[^"]*kmsgate-join-[^"/]*/g, "");
    expect(without(await joined({ platform, product }))).toBe(without(await joined({ platform, product })));
  });
});

describe("a state stands for what exists", () => {
  test("beside a plan", async () => {
    const { report } = await joined({ product, state });
    expect(report.summary.verdict).toBe("pass");
    expect(report.keys).toMatchObject([{ plan: 1, arn: keyArn, uses: [{ role: { plan: 0 } }] }]);
    expect(report.plans[1]).toMatchObject({ reader: "json", complete: null, resource_count: 2, source: "none" });
  });

  test("and its policies are what is held to", async () => {
    const lacking = state.replaceAll("role/recommendations", "role/other");
    expect(rules(await joined({ product, lacking }))).toEqual(["key-policy-grants-role violated"]);
  });

  test("an empty one says nothing", async () => {
    const empty = '{"format_version":"1.0","terraform_version":"1.11.4"}';
    expect(summary(await joined({ product, empty }))).toBe("undecided");
  });

  test.each([
    ["without --join", { product, state }, { join: false }],
    ["alone", { state }, {}],
  ])("%s it is refused, and --join named", async (_, plans, options) => {
    const result = joined(plans as Readonly<Record<string, string>>, options).then(
      ({ unread }) => unread?.map(({ message }) => message).join() ?? "",
      (error: unknown) => String(error),
    );
    expect(await result).toMatch(/state\.json: this is a state .*--join/s);
  });

  test("states alone are refused", async () => {
    const other = state.replaceAll("eu-west-1", "eu-west-2");
    await expect(joined({ state, other })).rejects.toThrow("these are states, and there is no plan among them");
  });

  test("that of a plan's own stack is refused: it would say what no longer holds", async () => {
    await expect(joined({ platform, state })).rejects.toThrow(
      /aws_kms_\w+\.main in .*platform\.json and aws_kms_\w+\.main in .*state\.json are the same thing/,
    );
    await expect(joined({ state, platform })).rejects.toThrow("are the same thing");
  });

  test("its sensitive values are not quoted", async () => {
    const secret = changed(state, (document) => {
      for (const each of document.values.root_module.resources)
        if (each.address === "aws_kms_key.main") {
          each.values.policy = each.values.policy?.replaceAll("AccountAdministersTheKey", "canary") ?? "";
          each.sensitive_values = { policy: true };
        }
    }).replaceAll("role/recommendations", "role/other");
    expect(JSON.stringify((await joined({ product, secret })).report)).not.toContain("canary");
  });
});

describe("what does not meet", () => {
  test("a role of the same name in another account is another role", async () => {
    const result = await joined({ platform, product: inB(product) });
    expect(rules(result)).toContain("key-policy-grants-role violated");
    expect(result.report.keys[0]?.uses[0]?.role?.arn).toBe(`arn:aws:iam::${B}:role/recommendations`);
  });

  test("the account of a plan is not inferred from the other's ARNs that it names", async () => {
    const result = await joined({ platform, product: ofNoAccount(product) });
    expect(result.report.plans[1]?.accounts).toEqual([]);
    expect(summary(result)).toBe("undecided");
    expect(summary(await joined({ platform, product: ofNoAccount(product) }, { account: B }))).toBe("fail");
  });

  test("equal addresses in two plans are two keys", async () => {
    const second = platform
      .replaceAll("000000000001", "000000000002")
      .replaceAll("alias/products", "alias/second")
      .replaceAll("role/recommendations", "role/other");
    const { report } = await joined({ platform, second, product });
    expect(report.keys.map(({ id, plan, verdict }) => [id, plan, verdict])).toEqual([
      ["aws_kms_key.main", 0, "pass"],
      ["aws_kms_key.main", 1, "undecided"],
    ]);
    expect(report.keys[1]?.uses.map(({ role }) => role)).toEqual([null]);
  });

  test("a hole of one plan is nothing of another's, whatever it refers to", async () => {
    // The product's policy is only known after apply, and refers to a key of its own, under the address of the platform's.
    const hidden = changed(product, (document) => {
      const { change } = changeOf(document, "aws_iam_role_policy.main");
      delete change.after.policy;
      change.after_unknown.policy = true;
      for (const { address, expressions } of document.configuration.root_module.resources) {
        if (address !== "aws_iam_role_policy.main") continue;
        expressions.policy = { references: ["aws_kms_key.main.arn", "aws_kms_key.main"] };
      }
    });
    const open = platform.replaceAll("role/recommendations", "role/other");
    const { report } = await joined({ open, hidden });
    // The reference leads nowhere in its own plan: it may be any key, but none that another plan has under the address.
    expect(report.keys.map(({ id, plan, verdict }) => [id, plan, verdict])).toEqual([
      ["aws_kms_key.main", 0, "undecided"],
      ["aws_iam_role_policy.main", 1, "undecided"],
    ]);
    expect(report.keys.flatMap(({ uses }) => uses.map(({ role }) => role))).toEqual([null, null]);
    expect(report.unlinked).toMatchObject([
      { kind: "role", address: "aws_iam_role.main", plan: 1 },
      { kind: "key", address: "aws_iam_role_policy.main", plan: 1 },
    ]);
  });

  test("a policy that is attached by name counts in the account of the role alone", async () => {
    const bare = changed(product, (document) => {
      changeOf(document, "aws_iam_role_policy.main").change.after.policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "kms:DescribeKey", Resource: keyArn }],
      });
    });
    const attaching = changed(product, (document) => {
      const attachment = changeOf(document, "aws_iam_role_policy.main");
      attachment.change.after.name = "more";
      document.resource_changes = [attachment];
      const known = document.prior_state?.values.root_module;
      if (known !== undefined) known.resources = known.resources.filter(({ mode }) => mode === "data");
    });
    const lacks = "role-policy-grants-role violated";
    expect(rules(await joined({ platform, bare }))).toEqual([lacks]);
    expect(rules(await joined({ platform, bare, attaching }))).toEqual([]);
    expect(rules(await joined({ platform, bare, attaching: inB(attaching) }))).toEqual([lacks]);
    expect(rules(await joined({ platform, bare, attaching: ofNoAccount(attaching) }))).toEqual([
      "role-policy-grants-role undecided",
    ]);
  });
});

test("nor does one of an account that is not known count for a role that no plan manages", async () => {
  const attaching = changed(product, (document) => {
    document.resource_changes = [changeOf(document, "aws_iam_role_policy.main")];
    const known = document.prior_state?.values.root_module;
    if (known !== undefined) known.resources = known.resources.filter(({ mode }) => mode === "data");
  });
  const declaredUses = [
    {
      service: "personalize",
      operations: ["dataset-group"],
      key: keyArn,
      role: `arn:aws:iam::${A}:role/recommendations`,
      at: { file: "kmsgate.yaml", line: 2 },
    },
  ];
  expect(summary(await joined({ platform, attaching }, { declaredUses }))).toBe("pass");
  expect(summary(await joined({ platform, attaching: ofNoAccount(attaching) }, { declaredUses }))).toBe("undecided");
  expect(summary(await joined({ platform, attaching: inB(attaching) }, { declaredUses }))).toBe("undecided");
});

describe("with a configuration", () => {
  const at = { file: "kmsgate.yaml", line: 2 };
  const use = { service: "personalize", operations: ["dataset-group"], role: "aws_iam_role.main", at };

  test("an address that one plan has is that plan's", async () => {
    const bare = changed(product, (document) => {
      document.resource_changes = document.resource_changes.filter((each) => each.type !== "aws_iam_role_policy");
    });
    const declaredUses = [{ ...use, key: "aws_kms_key.main" }];
    const { report } = await joined({ platform, bare }, { declaredUses });
    expect(report.keys).toMatchObject([{ plan: 0, uses: [{ operations: ["dataset-group"], role: { plan: 1 } }] }]);
  });

  test("one that several have is declared for each of them", async () => {
    const second = platform.replaceAll("000000000001", "000000000002").replaceAll("alias/products", "alias/second");
    const { report } = await joined(
      { platform, second, product },
      { declaredUses: [{ ...use, key: "aws_kms_key.main" }] },
    );
    expect(report.keys.map(({ plan, uses }) => [plan, uses.map(({ role }) => role?.plan)])).toEqual([
      [0, [2]],
      [1, [2]],
    ]);
  });

  test("ignores name keys and roles as the report does", async () => {
    const lacking = platform.replaceAll("role/recommendations", "role/other");
    const ignore = {
      rule: "key-policy-grants-role",
      key: "aws_kms_key.main",
      grantee: "aws_iam_role.main",
      at,
    } as const;
    const { report } = await joined({ lacking, product }, { ignores: [{ ...ignore, reason: "known" }] });
    expect(report.findings).toMatchObject([{ ignored: { reason: "known" } }]);
  });
});

test("a plan that cannot be read hides no findings of the others", async () => {
  const { report, unread } = await joined({ cut: platform.slice(0, 500), platform, product });
  expect(report.summary.verdict).toBe("error");
  expect(report.plans.map(({ error }) => error)).toEqual([
    expect.stringMatching(/^this JSON is cut off/),
    undefined,
    undefined,
  ]);
  expect(report.keys).toMatchObject([{ plan: 1, uses: [{ role: { plan: 2 } }] }]);
  expect(unread).toMatchObject([{ message: expect.stringMatching(/cut\.json: this JSON is cut off/) as string }]);
});

test("--trace explains an address in each plan that has it", async () => {
  const { trace } = await joined({ platform, product }, { trace: "aws_iam_role.main" });
  expect(trace?.steps[0]?.subject).toMatch(/product\.json:aws_iam_role\.main$/);
  expect(JSON.stringify(trace)).not.toContain("⟪");
});

import type { CheckResult } from "../../src/pipeline/options";
import { planFromState } from "../../src/plan/plan-from-state";
import type { JsonObject } from "../../src/plan/plan";
import { baselineOf, compareWithBaseline } from "../../src/report/baseline";
import { identities } from "../../src/report/identity";
import { resolve } from "../../src/resolve/resolve";
import { A, B, changed, changeOf, joined, stack, type Document } from "./joined";

const platform = stack("platform/plan");
const product = stack("product/plan");
const state = stack("platform/state");
const roleArn = `arn:aws:iam::${A}:role/recommendations`;

const summary = ({ report }: CheckResult) => report.summary.verdict;
const rules = ({ report }: CheckResult) => report.findings.map(({ rule, verdict }) => `${rule} ${verdict}`);

/** The product's plan, which does `actions` with the role. */
const roleWill = (...actions: string[]): string =>
  changed(product, (document) => {
    const { change } = changeOf(document, "aws_iam_role.main");
    change.before = actions.includes("delete") ? { ...change.after, arn: roleArn } : null;
    change.actions = actions;
  });

/** The platform's plan, which does `actions` with all that it has. */
const keyWill = (...actions: string[]): string =>
  changed(platform, (document) => {
    for (const { change } of document.resource_changes) {
      change.actions = actions;
      if (actions.includes("create")) delete change.after.arn;
      change.after_unknown.arn = true;
    }
  });

describe("a role that its plan replaces, and a key policy that another plan writes", () => {
  const writing = changed(platform, (document) => {
    const { change } = changeOf(document, "aws_kms_key.main");
    change.before = { ...change.after, policy: "{}" };
    change.actions = ["update"];
  });

  test("nobody knows which comes first: the policy may mean the former role", async () => {
    const result = await joined({ writing, product: roleWill("delete", "create") });
    expect(rules(result)).toEqual(["key-policy-grants-role undecided"]);
  });

  test("a role that was not there is none that KMS would take for another", async () => {
    expect(summary(await joined({ writing, product: roleWill("create") }))).toBe("pass");
  });
});

describe("the state of a plan that takes away what it has", () => {
  test.each([["delete"], ["delete", "create"]])("is refused: %s %s", async (...actions) => {
    await expect(joined({ going: keyWill(...actions), state, product })).rejects.toThrow("are the same thing");
  });

  test("what a plan only forgets is still there, as the state has it", async () => {
    expect(summary(await joined({ going: keyWill("forget"), state, product }))).toBe("pass");
  });

  test("one plan may make what another takes away", async () => {
    const going = changed(roleWill("delete"), (document) => {
      document.resource_changes = [changeOf(document, "aws_iam_role.main")];
    });
    expect(await joined({ state, going, made: roleWill("create") })).toBeDefined();
  });
});

describe("a Deny that another plan attaches to what may be the role", () => {
  /** A plan of one attachment. */
  const denying = (change: (document: Document) => void): string =>
    changed(product, (document) => {
      const attachment = changeOf(document, "aws_iam_role_policy.main");
      attachment.change.after.name = "no-kms";
      attachment.change.after.policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "kms:*", Resource: "*" }],
      });
      document.resource_changes = [attachment];
      const known = document.prior_state?.values.root_module;
      if (known !== undefined) known.resources = known.resources.filter(({ mode }) => mode === "data");
      change(document);
    });
  const withRole = (reference: string): string =>
    denying((document) => {
      const { change } = changeOf(document, "aws_iam_role_policy.main");
      delete change.after.role;
      change.after_unknown.role = true;
      for (const { address, expressions } of document.configuration.root_module.resources)
        if (address === "aws_iam_role_policy.main") expressions.role = { references: [`${reference}.name`, reference] };
    });
  const ofNoAccount = (document: Document): void => {
    delete document.prior_state;
  };
  const inDoubt = ["no-deny-blocks-service undecided", "access-is-not-revoked undecided"];

  test("by its name, in an account that is not known", async () => {
    expect(rules(await joined({ state, product, denying: denying(ofNoAccount) }))).toEqual(inDoubt);
    expect(rules(await joined({ state, product, denying: denying(ofNoAccount) }, { account: B }))).toEqual([]);
  });

  test("by a name that is not known", async () => {
    const unknown = withRole("data.aws_iam_role.read");
    expect(rules(await joined({ state, product, unknown }))).toEqual(inDoubt);
    expect(rules(await joined({ state, product, unknown: unknown.replaceAll(A, B) }))).toEqual([]);
  });

  test("not where it can only mean a role of its own plan, or the role is only made now", async () => {
    expect(rules(await joined({ state, product, own: withRole("aws_iam_role.main") }))).toEqual([]);
    const made = platform.replaceAll('"no-op"', '"update"');
    expect(
      rules(await joined({ made, product: roleWill("create"), unknown: withRole("data.aws_iam_role.read") })),
    ).not.toContain(inDoubt[0]);
  });
});

describe("roles of one address in two plans", () => {
  const lacking = (name: string): string =>
    product.replaceAll("recommendations", name).replaceAll(',\\"kms:ListGrants\\"', "");
  const named = (...names: string[]): string =>
    platform.replace(/\\"(arn:aws:iam::\d+:role\/)recommendations\\"/g, (_, arn: string) =>
      JSON.stringify(JSON.stringify(names.map((name) => `${arn}${name}`))).slice(1, -1),
    );
  const first = product.replaceAll("recommendations", "first");
  const second = product.replaceAll("recommendations", "second");

  test("are told apart by their plans, in the baseline too", async () => {
    const both = named("first", "second");
    const before = await joined({ both, first: lacking("first"), second });
    expect(before.report.findings).toMatchObject([{ grantee: "aws_iam_role.main", plan: 0, grantee_plan: 1 }]);
    const name = (plan: number): string => ["both", "first", "second"][plan] ?? "";
    const held = baselineOf(before.report, name);
    const after = await joined({ both, first, second: lacking("second") });
    expect(after.report.findings[0]?.fingerprint).toBe(held.findings[0]?.fingerprint);
    expect(compareWithBaseline(after.report, held, name).findings[0]?.baseline).toBeUndefined();
    expect(compareWithBaseline(before.report, held, name).findings[0]?.baseline).toBe(true);
    const twice = await joined({ both, first: lacking("first"), second: lacking("second") });
    expect([...identities(twice.report).values()].map((each) => each.length)).toEqual([32, 32]);
  });
});

test("sentences name plans without the folders of the machine", async () => {
  const lacking = platform.replaceAll("role/recommendations", "role/other");
  const [one, other] = await Promise.all([joined({ lacking, product }), joined({ lacking, product })]);
  expect(one.report.findings[0]?.message).toContain("the role product.json:aws_iam_role.main.");
  expect(one.report.findings).toEqual(other.report.findings);
});

describe("a state that a configuration with several providers has", () => {
  const withData = (type: string, values: Record<string, string>): string =>
    changed(state, ({ values: { root_module: root } }) => {
      root.resources.unshift({
        ...root.resources[0],
        ...{ address: `data.${type}.other`, mode: "data", type, name: "other" },
        ...{ values, sensitive_values: {} },
      });
    });

  test("what a provider of another account answers is not the account of the keys", async () => {
    const result = await joined({ asking: withData("aws_caller_identity", { account_id: B }), product });
    expect(result.report.plans[0]?.accounts.map(({ id }) => id)).toEqual([A, B]);
    expect(summary(result)).toBe("pass");
  });

  test("nor is its Region that of the keys", () => {
    const asking = JSON.parse(withData("aws_region", { name: "us-east-1" })) as JsonObject;
    const plan = planFromState(asking, { path: "state.json", sha256: "" });
    expect(resolve(plan).at("aws_kms_alias.main")?.region).toBe("eu-west-1");
  });
});

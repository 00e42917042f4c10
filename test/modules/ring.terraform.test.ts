import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Testing } from "cdktf";

import type { ServiceKmsKey } from "../../modules";
import { check } from "../../src/pipeline/check";
import type { DeclaredUse } from "../../src/facts/facts";
import { combinations, type Combination } from "./combinations";
import { placeOf, withoutAction, withoutActions, type PlanDocument, type Removal, type Removals } from "./removal";
import { byKey, inShort, judgedKey, requiredBy, ruleOf, verdictOf, type Judged } from "./ring";
import { ACCOUNT, newStack } from "./synthesize";
import { describeWithTerraform, openWorkshop, type Workshop } from "./terraform";

// Of a key that exists, a plan shows the policy that it writes, and not whether the key is symmetric and enabled.
const unseen = "key-is-usable";

const harmless = { personalize: ["dataset-import-job"], "sagemaker-geospatial": ["earth-observation-job"] };

/** A combination in the stack. */
interface Made {
  readonly combination: Combination;
  /** As the report names it. */
  readonly keyId: string;
  /** Where the key policy stands. */
  readonly policyAddress: string;
  readonly rolePolicyAddress: string | undefined;
  readonly declared: DeclaredUse;
}

function madeOf(combination: Combination, construct: ServiceKmsKey): Made {
  const address = (type: string, id: string): string => {
    const child = construct.node.findChild(id) as KmsKey;
    return `${type}.${child.friendlyUniqueId}`;
  };
  const existing = construct.key === undefined;
  const keyId = existing ? construct.keyArn : address("aws_kms_key", "key");
  return {
    combination,
    keyId,
    policyAddress: existing ? address("aws_kms_key_policy", "key-policy") : keyId,
    rolePolicyAddress: construct.rolePolicy === undefined ? undefined : address("aws_iam_policy", "role-policy"),
    declared: {
      service: combination.service,
      operations: combination.operations,
      key: keyId,
      role: roleOf(construct),
      at: { file: "kmsgate.yaml", line: 1 },
    },
  };
}

/** An ARN where the role is outside of the plan, else an address. */
function roleOf(construct: ServiceKmsKey): string {
  if (construct.roleArn.startsWith("arn:")) return construct.roleArn;
  const role = construct.role ?? construct.node.scope?.node.tryFindChild(`${roleNameOf(construct)}-role`);
  return `aws_iam_role.${(role as IamRole).friendlyUniqueId}`;
}

function roleNameOf(construct: ServiceKmsKey): string {
  const [, number = "", , form = ""] = /^k(\d+)-(.*)-(\w+)-\w+$/.exec(construct.node.id) ?? [];
  const [, who = ""] = /-(root|administrators|both)-/.exec(construct.node.id) ?? [];
  return `r${number}-${form}-${who}`;
}

describeWithTerraform("the ring: all that the constructs emit passes the gate", () => {
  let workshop: Workshop;
  let plan: PlanDocument;
  const made: Made[] = [];

  beforeAll(() => {
    const stack = newStack();
    for (const combination of combinations) made.push(madeOf(combination, combination.make(stack)));
    workshop = openWorkshop({ "cdk.tf.json": Testing.synth(stack) });
    plan = JSON.parse(workshop.plan()) as PlanDocument;
  });

  afterAll(() => {
    workshop.remove();
  });

  // One export in a plan is an export for every dataset group of it: those that do not export are judged apart.
  const exporting = ({ combination: { exports, operations } }: Made): boolean =>
    exports || !operations.includes("dataset-group");
  const halves: readonly (readonly [string, (each: Made) => boolean])[] = [
    ["exports, and what is no dataset group", exporting],
    ["dataset groups without an export", (each) => !exporting(each)],
  ];

  async function reportOn(some: readonly Made[], document: PlanDocument): Promise<ReadonlyMap<string, Judged>> {
    const path = join(workshop.folder, "checked.json");
    writeFileSync(path, JSON.stringify(document));
    const judgedNow = new Set(some);
    // The rest of the stack is said to import, lest its roles be taken for those of other keys.
    const declaredUses = made.map((each) =>
      judgedNow.has(each) ? each.declared : { ...each.declared, operations: harmless[each.combination.service] },
    );
    const { report } = await check({
      inputs: [{ path }],
      profile: "documented",
      minConfidence: "inferred",
      declaredUses,
      account: ACCOUNT,
    });
    return byKey(report);
  }

  test("every key policy is wholly known when it is planned", () => {
    const policies = plan.resource_changes.filter(
      ({ type }) => type === "aws_kms_key" || type === "aws_kms_key_policy",
    );
    expect(policies).toHaveLength(made.length);
    for (const { address, change } of policies) {
      expect([address, typeof change.after["policy"]]).toEqual([address, "string"]);
    }
  });

  test.each(halves)("%s: each key passes, with the use that is expected, and no warning", async (_, half) => {
    const some = made.filter(half);
    expect(some.length).toBeGreaterThan(50);
    const judged = await reportOn(some, plan);
    for (const { keyId, combination, declared } of some) {
      const { key, findings } = judgedKey(judged, keyId);
      const uses = key.uses.map(({ service, operations }) => ({ service, operations }));
      const outside = keyId.startsWith("arn:");
      expect({ id: combination.id, verdict: key.verdict, findings: findings.map(inShort), uses }).toEqual({
        id: combination.id,
        verdict: outside ? "undecided" : "pass",
        findings: outside ? [`undecided ${unseen}`] : [],
        uses: [{ service: declared.service, operations: [...combination.operations].sort() }],
      });
      const asked = key.access.map(({ layer, grantee, action }) => `${layer} ${grantee.kind} ${action}`);
      expect({ id: combination.id, asked: asked.sort() }).toEqual({
        id: combination.id,
        asked: requiredBy(combination).map(worded).sort(),
      });
    }
  });

  const removals = new Map(combinations.flatMap((each) => requiredBy(each).map((one) => [worded(one), one] as const)));

  test.each([...removals])("without %s, exactly that is reported", async (_, removal) => {
    for (const [, half] of halves) {
      const some = made.filter(
        (each) => half(each) && requiredBy(each.combination).some((one) => worded(one) === worded(removal)),
      );
      if (some.length === 0) continue;
      const judged = await reportOn(
        some,
        withoutActions(plan, new Map(some.map((each) => [placeOf(each, removal), removal]))),
      );
      for (const each of some) expectOnly(judged, each, removal);
    }
  });

  test("planned anew, each key with one action less: the plan is as edited, and exactly that is reported", async () => {
    const removalOf = new Map(made.map((each, index) => [each, chosen(requiredBy(each.combination), index)]));
    const removed: Removals = new Map([...removalOf].map(([each, removal]) => [placeOf(each, removal), removal]));
    workshop.write(
      "cdk.tf.json",
      withoutActionsInSource(readFileSync(join(workshop.folder, "cdk.tf.json"), "utf8"), removed),
    );
    const anew = JSON.parse(workshop.plan()) as PlanDocument;
    const edited = withoutActions(plan, removed);
    expect(anew.resource_changes).toEqual(edited.resource_changes);
    expect(anew.configuration).toEqual(edited.configuration);
    for (const [, half] of halves) {
      const some = made.filter(half);
      const judged = await reportOn(some, anew);
      for (const each of some) expectOnly(judged, each, removalOf.get(each));
    }
  });
});

/** Another one for each key, so that all are taken from some. */
function chosen(removals: readonly Removal[], index: number): Removal {
  const removal = removals[index % removals.length];
  if (removal === undefined) throw new Error("a key that needs nothing");
  return removal;
}

/** The configuration with the actions taken away, before any plan. */
function withoutActionsInSource(text: string, removed: Removals): string {
  const source = JSON.parse(text) as { readonly resource: Record<string, Record<string, { policy?: string }>> };
  for (const [address, removal] of removed) {
    const [type = "", name = ""] = address.split(".");
    const resource = source.resource[type]?.[name];
    if (resource?.policy === undefined) throw new Error(`${address} has no policy`);
    resource.policy = withoutAction(resource.policy, removal);
  }
  return JSON.stringify(source);
}

function expectOnly(
  judged: ReadonlyMap<string, Judged>,
  { keyId, combination }: Made,
  removal: Removal | undefined,
): void {
  const { findings } = judgedKey(judged, keyId);
  const found = findings.map(inShort).filter((each) => !each.endsWith(unseen));
  const expected =
    removal &&
    `${verdictOf(removal, combination.roleOutside)} ${ruleOf(removal, combination.service)} ${removal.action}`;
  expect([combination.id, ...found]).toEqual([combination.id, expected]);
}

/** A permission that is needed: `key-policy role kms:Decrypt`. */
function worded({ layer, grantee, action }: Removal): string {
  return `${layer} ${grantee} ${action}`;
}

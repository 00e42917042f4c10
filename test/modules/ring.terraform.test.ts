import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Testing, type TerraformStack } from "cdktf";

import type { ServiceKmsKey } from "../../modules";
import type { Report } from "../../src/report/report";
import { combinations, type Combination } from "./combinations";
import { placeOf, withoutActions, type Removal } from "./removal";
import { byKey, checkAsConsumer, inShort, judgedKey, requiredBy, ruleOf, verdictOf, type Judged } from "./ring";
import { newStack } from "./synthesize";
import { describeWithTerraform, openWorkshop, type Workshop } from "./terraform";

// Of a key that exists, a plan shows the policy that it writes, and not whether the key is symmetric and enabled.
const unseen = "key-is-usable";

/** A combination in the stack. */
interface Made {
  readonly combination: Combination;
  /** As the report names it. */
  readonly keyId: string;
  /** Where the key policy stands. */
  readonly policyAddress: string;
  readonly rolePolicyAddress: string | undefined;
}

function madeOf(combination: Combination, construct: ServiceKmsKey): Made {
  const address = (type: string, id: string): string => {
    const child = construct.node.findChild(id) as KmsKey | IamPolicy;
    return `${type}.${child.friendlyUniqueId}`;
  };
  const existing = construct.key === undefined;
  return {
    combination,
    keyId: existing ? construct.keyArn : address("aws_kms_key", "key"),
    policyAddress: existing ? address("aws_kms_key_policy", "key-policy") : address("aws_kms_key", "key"),
    rolePolicyAddress: construct.rolePolicy === undefined ? undefined : address("aws_iam_policy", "role-policy"),
  };
}

/** The stack planned anew, each key with one action less; a key that has none left to lose is left out. */
async function broken(
  workshop: Workshop,
  source: string,
  made: readonly Made[],
  round: number,
): Promise<{
  readonly report: Report;
  readonly judged: ReadonlyMap<string, Judged>;
  readonly lost: ReadonlyMap<Made, Removal>;
}> {
  // Another action for each key, so that a few rounds take all of them from some.
  const lost = new Map(
    made.flatMap((each, index): [Made, Removal][] => {
      const required = requiredBy(each.combination);
      const removal = required[(index + round * 7) % required.length];
      return removal === undefined ? [] : [[each, removal]];
    }),
  );
  const removals = new Map([...lost].map(([each, removal]) => [placeOf(each, removal), removal]));
  workshop.write("cdk.tf.json", withoutActions(source, removals));
  workshop.plan();
  const report = await checkAsConsumer(workshop);
  return { report, judged: byKey(report), lost };
}

// What a plan of all would take is too much at once; each part has every form of key and role, and all operations.
const parts = [0, 1, 2, 3] as const;
const partOf = (part: number): readonly Combination[] =>
  combinations.filter((_, index) => Math.floor(index / 10) % parts.length === part);

describeWithTerraform("the ring: all that the constructs emit passes the gate", () => {
  const taken = new Set<string>();

  describe.each(parts)("part %i", (part) => {
    let workshop: Workshop;
    let source: string;
    const made: Made[] = [];

    beforeAll(() => {
      const stack = newStack();
      for (const combination of partOf(part)) made.push(madeOf(combination, combination.make(stack)));
      workshop = openWorkshop({ "cdk.tf.json": Testing.synth(stack) });
      source = readFileSync(join(workshop.folder, "cdk.tf.json"), "utf8");
    });

    afterAll(() => {
      workshop.remove();
    });

    test("each key passes on the saved plan alone, with the use that is expected, and no warning", async () => {
      expect(made.length).toBeGreaterThan(50);
      workshop.plan();
      const judged = byKey(await checkAsConsumer(workshop));
      for (const { keyId, combination } of made) {
        const { key, findings } = judgedKey(judged, keyId);
        const uses = key.uses.map(({ service, operations }) => ({ service, operations }));
        const outside = keyId.startsWith("arn:");
        const { service, operations, exports } = combination;
        const stated = exports ? [...new Set([...operations, "dataset-export-job"])] : [...operations];
        expect({ id: combination.id, verdict: key.verdict, findings: findings.map(inShort), uses }).toEqual({
          id: combination.id,
          verdict: outside ? "undecided" : "pass",
          findings: outside ? [`undecided ${unseen}`] : [],
          uses: [{ service, operations: stated.sort() }],
        });
        const asked = key.access.map(({ layer, grantee, action }) => `${layer} ${grantee.kind} ${action}`);
        expect({ id: combination.id, asked: asked.sort() }).toEqual({
          id: combination.id,
          asked: requiredBy(combination).map(worded).sort(),
        });
      }
    });

    test.each([0, 1])("planned anew, each key with one action less: exactly that is reported (%i)", async (round) => {
      const { judged, lost } = await broken(workshop, source, made, round);
      for (const [{ keyId, combination }, removal] of lost) {
        taken.add(worded(removal));
        const { findings } = judgedKey(judged, keyId);
        const { service, roleOutside } = combination;
        const found = findings.map(inShort).filter((each) => !each.endsWith(unseen));
        expect([combination.id, ...found]).toEqual([
          combination.id,
          `${verdictOf(removal, roleOutside)} ${ruleOf(removal, service)} ${removal.action}`,
        ]);
      }
    });
  });

  test("every action that is required was taken from some key", () => {
    const required = combinations.flatMap((each) => requiredBy(each).map(worded));
    expect([...taken].sort()).toEqual([...new Set(required)].sort());
  });
});

describeWithTerraform("the ring without declarations", () => {
  let workshop: Workshop;
  let source: string;
  const made: Made[] = [];

  beforeAll(() => {
    const stack = newStack();
    for (const combination of partOf(0).filter((each) => !isUnseen(each))) {
      const construct = combination.make(stack, false);
      // A role that only imports reads S3, as AWS asks of it: by that the gate knows it.
      if (combination.operations.join() === "dataset-import-job") letRead(stack, construct);
      made.push(madeOf(combination, construct));
    }
    workshop = openWorkshop({ "cdk.tf.json": Testing.synth(stack) });
    source = readFileSync(join(workshop.folder, "cdk.tf.json"), "utf8");
  });

  afterAll(() => {
    workshop.remove();
  });

  test("each key passes, or is undecided, and a declaration is named as the way to decide it", async () => {
    workshop.plan();
    const judged = byKey(await checkAsConsumer(workshop));
    for (const { keyId, combination } of made) {
      const { key, findings } = judgedKey(judged, keyId);
      const { id } = combination;
      expect({ id, verdict: key.verdict }).not.toEqual({ id, verdict: "fail" });
      const open = findings
        .filter(({ rule }) => rule !== unseen)
        .map(({ verdict, message }) => `${verdict} ${message}`);
      for (const each of open) expect([id, each]).toEqual([id, expect.stringMatching(/^undecided .*declare the use/s)]);
    }
  });

  test.each([0, 1])("no removal leaves a key that passes, but for what exports alone need (%i)", async (round) => {
    const { judged, lost } = await broken(workshop, source, made, round);
    const passing = [...lost].filter(([{ keyId }]) => judgedKey(judged, keyId).key.verdict === "pass");
    // Nothing shows an export where none is declared, so that nobody can tell that AWS asks for the action of exports.
    const silent = passing.filter(([, { action }]) => action !== "kms:GenerateDataKeyWithoutPlaintext");
    expect(silent.map(([{ combination }, removal]) => `${combination.id} without ${worded(removal)}`)).toEqual([]);
  });
});

/** Of a key and a role that both exist, whose policy names no service, no plan shows for whom they are. */
function isUnseen({ id, service, roleOutside }: Combination): boolean {
  return service === "sagemaker-geospatial" && roleOutside && id.endsWith("-existing");
}

/** Lets the role of a construct read the bucket that it imports from. */
function letRead(stack: TerraformStack, { role, node }: ServiceKmsKey): void {
  const given = role ?? node.scope?.node.tryFindChild(`${roleNameOf(node.id)}-role`);
  if (!(given instanceof IamRole)) return;
  const statement = { Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: "arn:aws:s3:::imported*" };
  new IamRolePolicy(stack, `${node.id}-reading`, {
    name: "reading",
    role: given.name,
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  });
}

function roleNameOf(id: string): string {
  const [, number = "", , form = ""] = /^k(\d+)-(.*)-(\w+)-\w+$/.exec(id) ?? [];
  const [, who = ""] = /-(root|administrators|both)-/.exec(id) ?? [];
  return `r${number}-${form}-${who}`;
}

/** A permission that is needed: `key-policy role kms:Decrypt`. */
function worded({ layer, grantee, action }: Removal): string {
  return `${layer} ${grantee} ${action}`;
}

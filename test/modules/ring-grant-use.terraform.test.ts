import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Testing, type TerraformStack } from "cdktf";
import type { Construct } from "constructs";

import {
  GeospatialKmsKey,
  PersonalizeKmsKey,
  type PersonalizeOperation,
  type ServiceKmsKey,
  type ServiceRole,
} from "../../modules";
import { administration, geospatialOperations, personalizeUses, trust } from "./combinations";
import { withoutActions, type Removal } from "./removal";
import { byKey, checkAsConsumer, inShort, judgedKey, requiredBy, ruleOf, verdictOf, type RingUse } from "./ring";
import { ACCOUNT, newStack } from "./synthesize";
import { describeWithTerraform, openWorkshop, type Workshop } from "./terraform";

/** A role of a key. */
interface Grantee extends RingUse {
  /** As declared: an address, or the ARN of a role outside of the plan. */
  readonly role: string;
  readonly arn: string;
  readonly outside: boolean;
  readonly rolePolicyAddress: string | undefined;
}

/** A key that two roles use. */
interface Shared {
  readonly id: string;
  readonly address: string;
  readonly grantees: readonly Grantee[];
}

/** What is taken from whom. */
interface Loss extends Removal {
  readonly from: Grantee;
}

const seconds: readonly (readonly PersonalizeOperation[] | undefined)[] = [
  undefined,
  ["dataset-import-job"],
  ["batch-inference-job"],
];

function addressOf(type: string, construct: { readonly friendlyUniqueId: string }): string {
  return `${type}.${construct.friendlyUniqueId}`;
}

function roleArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

/** Every other second role is outside of the plan. */
function secondRole(stack: TerraformStack, name: string, outside: boolean, service: string): ServiceRole {
  return outside ? { name } : new IamRole(stack, `${name}-role`, { name, assumeRolePolicy: trust(service) });
}

function* keysIn(stack: TerraformStack): Generator<Shared> {
  let count = 0;
  const next = (): { readonly id: string; readonly outside: boolean; readonly restricted: boolean } => {
    count += 1;
    return { id: `k${count}`, outside: count % 2 === 0, restricted: count % 3 === 0 };
  };
  for (const [who, administrators] of Object.entries(administration)) {
    const accountRoot = who !== "administrators";
    const propsOf = (id: string) => ({
      accountId: ACCOUNT,
      role: { create: { name: `${id}-first` } },
      ...administrators,
    });
    for (const { operations, exports = false } of personalizeUses) {
      // One export in a plan is an export for every dataset group of it; the ring of single roles has the others.
      if (operations.includes("dataset-group") && !exports) continue;
      for (const other of seconds) {
        const { id, outside, restricted: restrictServiceToAccount } = next();
        const props = { ...propsOf(id), operations, exportsDatasetGroup: exports, restrictServiceToAccount };
        const construct = new PersonalizeKmsKey(stack, id, props);
        const second = secondRole(stack, `${id}-second`, outside, "personalize");
        construct.grantUse(second, other && { operations: other });
        const use: RingUse = { service: "personalize", operations, exports, accountRoot };
        yield sharedKey(construct, second, [use, other ? { ...use, operations: other, exports: false } : use]);
      }
    }
    for (const operation of geospatialOperations) {
      for (const alwaysRolePolicy of [false, true]) {
        const { id, outside } = next();
        const props = { ...propsOf(id), operations: [operation], alwaysRolePolicy };
        const construct = new GeospatialKmsKey(stack, id, props);
        const second = secondRole(stack, `${id}-second`, outside, "sagemaker-geospatial");
        construct.grantUse(second);
        const use: RingUse = { service: "sagemaker-geospatial", operations: [operation], exports: false, accountRoot };
        yield sharedKey(construct, second, [use, use]);
      }
    }
  }
}

function sharedKey(construct: ServiceKmsKey, second: ServiceRole, [one, other]: readonly [RingUse, RingUse]): Shared {
  const { id } = construct.node;
  const rolePolicyIn = (scope: Construct): string | undefined => {
    const policy = scope.node.tryFindChild("role-policy");
    return policy && addressOf("aws_iam_policy", policy as IamPolicy);
  };
  const arns = [roleArn(`${id}-first`), roleArn(`${id}-second`)] as const;
  const ofStack = second instanceof IamRole;
  return {
    id,
    address: addressOf("aws_kms_key", construct.key as KmsKey),
    grantees: [
      {
        ...one,
        role: addressOf("aws_iam_role", construct.role as IamRole),
        arn: arns[0],
        outside: false,
        rolePolicyAddress: rolePolicyIn(construct),
      },
      {
        ...other,
        role: ofStack ? addressOf("aws_iam_role", second) : arns[1],
        arn: arns[1],
        outside: !ofStack,
        rolePolicyAddress: rolePolicyIn(construct.node.findChild(`use-by-${id}-second`)),
      },
    ],
  };
}

/** What each role needs, and, once, what the service does. */
function lossesOf({ grantees }: Shared): readonly Loss[] {
  const ofService = new Map<string, Loss>();
  const ofRoles: Loss[] = [];
  for (const from of grantees) {
    for (const removal of requiredBy(from)) {
      if (removal.grantee === "service") ofService.set(removal.action, { ...removal, from });
      else ofRoles.push({ ...removal, ...(removal.layer === "key-policy" && { arn: from.arn }), from });
    }
  }
  return [...ofRoles, ...ofService.values()];
}

describeWithTerraform("the ring, of keys that two roles use", () => {
  let workshop: Workshop;
  let source: string;
  let keys: readonly Shared[];

  beforeAll(() => {
    const stack = newStack();
    keys = [...keysIn(stack)];
    source = Testing.synth(stack);
    workshop = openWorkshop({ "cdk.tf.json": source });
  });

  afterAll(() => {
    workshop.remove();
  });

  test("each key passes on the saved plan alone, with both uses, and no warning", async () => {
    expect(keys.length).toBeGreaterThan(80);
    workshop.plan();
    const judged = byKey(await checkAsConsumer(workshop));
    for (const shared of keys) {
      const { key, findings } = judgedKey(judged, shared.address);
      const uses = key.uses.map(({ operations, role }) => `${role?.arn} ${operations?.join()}`);
      expect({ id: shared.id, verdict: key.verdict, findings, uses: uses.sort() }).toEqual({
        id: shared.id,
        verdict: "pass",
        findings: [],
        uses: shared.grantees.map(({ arn, operations, exports }) => {
          const stated = exports ? [...new Set([...operations, "dataset-export-job"])] : [...operations];
          return `${arn} ${stated.sort().join()}`;
        }),
      });
    }
  });

  // Another action of each key a round, planned anew: a few rounds take every action from some role, and from the service.
  test.each([0, 1, 2])(
    "each action taken from one role, or from the service, is reported of it alone (%i)",
    async (round) => {
      const taken = keys.flatMap((shared, index) => {
        const losses = lossesOf(shared);
        const loss = losses[(index + round * 7) % losses.length];
        if (loss === undefined) return [];
        const place = loss.layer === "key-policy" ? shared.address : loss.from.rolePolicyAddress;
        return [{ shared, loss, place: place ?? "" }];
      });
      workshop.write("cdk.tf.json", withoutActions(source, new Map(taken.map(({ place, loss }) => [place, loss]))));
      workshop.plan();
      const judged = byKey(await checkAsConsumer(workshop));
      for (const { shared, loss } of taken) {
        const { findings } = judgedKey(judged, shared.address);
        const { service, outside, arn, role } = loss.from;
        expect([shared.id, ...findings.map((each) => `${inShort(each)} ${each.grantee}`)]).toEqual([
          shared.id,
          `${verdictOf(loss, outside)} ${ruleOf(loss, service)} ${loss.action} ${
            loss.grantee === "service" ? "personalize.amazonaws.com" : outside ? arn : role
          }`,
        ]);
      }
    },
  );
});

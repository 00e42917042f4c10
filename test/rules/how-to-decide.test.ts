import type { Key, Role } from "../../src/facts/facts";
import { howToDecide } from "../../src/rules/telling/how-to-decide";
import { Hole } from "../../src/values/value";
import type { Blocker } from "../../src/verdict";
import { ROOT, aKey, aPolicy, aRole, outsideRole } from "./build-facts";

interface Given {
  readonly key?: Key;
  readonly role?: Role | null;
  readonly deny?: boolean;
  readonly sourceAtHand?: boolean;
}

function ways(blockers: readonly Blocker[], given: Given = {}): readonly string[] {
  const { key = aKey([ROOT]), role = aRole([]), deny = false, sourceAtHand = false } = given;
  return howToDecide(blockers, { key, role, deny }, { sourceAtHand });
}

const hole = (name: string): Blocker => ({ kind: "hole", hole: name });
const source =
  "check the saved plan (terraform plan -out=tfplan) or pass --source DIR, so that the policy is read as it is written";

test("what is decided needs no way", () => {
  expect(ways([])).toEqual([]);
});

test("a role that is not known can be declared", () => {
  expect(ways([{ kind: "unknown-role" }], { role: null })).toEqual([
    "to decide it, declare the use with its role in kmsgate.yaml, or in the plan (terraform_data, docs/modules.md)",
  ]);
});

test("a policy that the plan hides is in the source; where that is at hand, there is no other way", () => {
  const key = aKey(new Hole("aws_kms_key.data.policy"));
  expect(ways([hole("aws_kms_key.data.policy")], { key })).toEqual([`to decide it, ${source}`]);
  expect(ways([hole("aws_kms_key.data.policy")], { key, sourceAtHand: true })).toEqual([]);
});

test("an account can be given", () => {
  const account = new Hole("account of provider aws", { shape: "account" });
  expect(ways([{ kind: "account", hole: account.name }], { key: aKey([ROOT], { account }) })).toEqual([
    "to decide it, pass --account ID",
  ]);
  expect(ways([{ kind: "account", hole: account.name }], { role: aRole([], { account }) })).toEqual([
    "to decide it, pass --account ID",
  ]);
});

test("a key or a role outside the plan is decided where it is managed", () => {
  const elsewhere = (what: string, first = ""): string[] => [
    `to decide it, ${first}declare the use in kmsgate.yaml beside the configuration that manages the ${what}, and check its plan`,
  ];
  const key = aKey(new Hole("policy"), { resource: null });
  expect(ways([{ kind: "policy", hole: "policy" }], { key })).toEqual(
    elsewhere("key", "give its key policy in kmsgate.yaml, or "),
  );
  expect(ways([{ kind: "unseen-policies", role: "role" }], { role: outsideRole() })).toEqual(elsewhere("role"));
});

test("a policy of another configuration can be read by a data source", () => {
  const arn = "arn:aws:iam::111122223333:policy/shared";
  const attached = aPolicy(new Hole(`policy of ${arn}`), "identity", { origin: "outside", address: arn });
  const unseen = (policy: string): Blocker => {
    return { kind: "policy", hole: `policy of ${policy}`, statement: { layer: "role-policy", policy, statement: "…" } };
  };
  const role = aRole([], { identityPolicies: [attached] });
  expect(ways([unseen(`${arn}-2`)], { role })).toEqual([]);
  expect(ways([unseen(arn)], { role })).toEqual([
    'to decide it, read the attached policy with data "aws_iam_policy", so that the plan shows it',
  ]);
});

test("under -target, the whole plan tells", () => {
  expect(ways([{ kind: "incomplete-plan" }])).toEqual(["to decide it, make the plan without -target"]);
});

test("a condition that AWS does not document is avoided, in an Allow and in a Deny", () => {
  const keys = ["kms:ViaService", "kms:GrantIsForAWSResource", "kms:ViaService"];
  const blockers = keys.map((key): Blocker => ({ kind: "condition-key", key }));
  expect(ways(blockers)).toEqual([
    "to decide it, allow it in a statement that does not ask for kms:GrantIsForAWSResource and kms:ViaService",
  ]);
  expect(ways(blockers, { deny: true })).toEqual([
    "to decide it, let the Deny spare this caller by something else than kms:GrantIsForAWSResource and kms:ViaService",
  ]);
});

test.each<Blocker>([{ kind: "session" }, { kind: "unique-id" }, { kind: "not-principal", effect: "Deny" }])(
  "a role that is not named by its ARN can be (%j)",
  (blocker) => {
    expect(ways([blocker])).toEqual(["to decide it, name the role by its ARN"]);
  },
);

test("a role that is made anew is admitted by a policy that is written with it", () => {
  const key = aKey([ROOT], { policy: aPolicy([ROOT], "key", { written: false }) });
  expect(
    ways([{ kind: "replaced-role" }], {
      key,
      role: aRole([], { replaced: true }),
    }),
  ).toEqual(["to decide it, write the key policy in the same plan that makes the role"]);
});

test("of many ways, the two shortest are told", () => {
  const key = aKey(new Hole("aws_kms_key.data.policy"));
  const blockers: Blocker[] = [
    hole("aws_kms_key.data.policy"),
    { kind: "condition-key", key: "kms:ViaService" },
    { kind: "session" },
  ];
  expect(ways(blockers, { key })).toEqual([
    `to decide it, ${source}, or allow it in a statement that does not ask for kms:ViaService`,
  ]);
});

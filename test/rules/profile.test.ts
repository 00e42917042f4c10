import { judge } from "../../src/rules/judge";
import type { Facts } from "../../src/facts/facts";
import {
  PERSONALIZE_KEY_ACTIONS,
  PERSONALIZE_ROLE_ACTIONS,
  RIGHT_KEY_POLICY,
  RIGHT_ROLE_POLICY,
  ROOT,
  aKey,
  aRole,
  aUse,
  onKey,
  theFacts,
  toRole,
  toService,
} from "./build-facts";
import { KEY_ACTIONS, ROLE, ROLE_ACTIONS, SERVICE, rightKey, rightRole, unknownPolicy } from "./cases/case";

function told(facts: Facts, options: Partial<Parameters<typeof judge>[1]> = {}): string[] {
  const { findings } = judge(facts, { profile: "documented", minConfidence: "inferred", ...options });
  return findings.map(({ rule, level, verdict, confidence, grantee, actions }) =>
    [rule, level, verdict, confidence, `${String(grantee)}:`, ...actions].join(" "),
  );
}

const delegating = aKey([ROOT, toService(PERSONALIZE_KEY_ACTIONS)]);

describe("the role gets everything through the account and its own policy", () => {
  const facts = theFacts([aUse(delegating, aRole([onKey(PERSONALIZE_KEY_ACTIONS)]))]);
  const excess = `grants-no-more-than-needed note violated certain ${ROLE}: kms:CreateGrant`;

  test("AWS requires it in the key policy", () => {
    expect(told(facts)).toEqual([`key-policy-grants-role error violated certain ${ROLE}: ${KEY_ACTIONS}`, excess]);
  });

  test("its calls succeed all the same: a note", () => {
    expect(told(facts, { profile: "effective" })).toEqual([
      `key-policy-grants-role note violated certain ${ROLE}: ${KEY_ACTIONS}`,
      excess,
    ]);
  });
});

describe("a call is refused for want of an Allow", () => {
  test("a layer that has its Allow does not tell the lack of the other", () => {
    expect(told(theFacts([aUse(aKey([toService(PERSONALIZE_KEY_ACTIONS)]), rightRole)]))).toEqual([
      `key-policy-grants-role error violated certain ${ROLE}: ${KEY_ACTIONS}`,
    ]);
  });

  test("each layer tells its own lack", () => {
    expect(told(theFacts([aUse(aKey([toService(PERSONALIZE_KEY_ACTIONS)]), aRole([]))]))).toEqual([
      `key-policy-grants-role error violated certain ${ROLE}: ${KEY_ACTIONS}`,
      `role-policy-grants-role error violated certain ${ROLE}: ${ROLE_ACTIONS}`,
    ]);
  });

  test("by profile, what the key policy gives makes the role's own policy a note", () => {
    const facts = theFacts([aUse(rightKey, aRole([]))]);
    expect(told(facts)).toEqual([`role-policy-grants-role error violated certain ${ROLE}: ${ROLE_ACTIONS}`]);
    expect(told(facts, { profile: "effective" })).toEqual([
      `role-policy-grants-role note violated certain ${ROLE}: ${ROLE_ACTIONS}`,
    ]);
  });
});

describe("a Deny", () => {
  const deny = { Effect: "Deny", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
  const both = [ROLE, SERVICE].map((who) => `no-deny-blocks-service error violated certain ${who}: kms:Decrypt`);

  test.each(["documented", "effective"] as const)("is told once, by one rule (%s)", (profile) => {
    expect(told(theFacts([aUse(aKey([...RIGHT_KEY_POLICY, deny]), rightRole)]), { profile })).toEqual(both);
  });

  test("the Allow that is missing besides is told by its layer, as AWS asks for it whatever else holds", () => {
    const facts = theFacts([
      aUse(
        aKey([
          toRole(PERSONALIZE_ROLE_ACTIONS),
          toService(PERSONALIZE_KEY_ACTIONS),
          { ...deny, Action: "kms:CreateGrant" },
        ]),
        rightRole,
      ),
    ]);
    const denied = both.map((each) => each.replace("kms:Decrypt", "kms:CreateGrant"));
    expect(told(facts)).toEqual([`key-policy-grants-role error violated certain ${ROLE}: kms:CreateGrant`, ...denied]);
    expect(told(facts, { profile: "effective" })).toEqual(denied);
  });

  test("leaves nothing undecided where every completion of what is unknown is refused", () => {
    const open = aKey([
      ROOT,
      toRole(PERSONALIZE_KEY_ACTIONS, { Action: unknownPolicy }),
      toService(PERSONALIZE_KEY_ACTIONS),
      { ...deny, Action: "*" },
    ]);
    expect(told(theFacts([aUse(open, rightRole)]))).toEqual(
      both.map((each) => each.replace("kms:Decrypt", KEY_ACTIONS)),
    );
  });
});

describe("profile effective, where it is unknown", () => {
  test("a layer's Allow, of a call that gets through: nothing worse than a note can come of it", () => {
    const facts = theFacts([
      aUse(
        rightKey,
        aRole([
          onKey(PERSONALIZE_ROLE_ACTIONS, {
            Condition: { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } },
          }),
        ]),
      ),
    ]);
    expect(told(facts, { profile: "effective" })).toEqual([
      `role-policy-grants-role note undecided certain ${ROLE}: ${ROLE_ACTIONS}`,
    ]);
    expect(told(facts)).toEqual([`role-policy-grants-role error undecided certain ${ROLE}: ${ROLE_ACTIONS}`]);
  });
});

describe("confidence", () => {
  const inferred = { confidence: "inferred" } as const;

  test("a finding is as sure as its use", () => {
    expect(told(theFacts([aUse(delegating, rightRole, inferred)]))).toEqual([
      `key-policy-grants-role error violated inferred ${ROLE}: ${KEY_ACTIONS}`,
    ]);
  });

  test("with certain uses asked for, an inferred one gives notes, undecided ones too", () => {
    const certain = { minConfidence: "certain" } as const;
    expect(told(theFacts([aUse(delegating, rightRole, inferred)]), certain)).toEqual([
      `key-policy-grants-role note violated inferred ${ROLE}: ${KEY_ACTIONS}`,
    ]);
    expect(
      told(theFacts([aUse(aKey(unknownPolicy), rightRole, inferred)]), certain).map((each) => each.split(" ")[1]),
    ).toEqual(["note", "note"]);
    expect(told(theFacts([aUse(delegating, rightRole)]), certain)).toEqual([
      `key-policy-grants-role error violated certain ${ROLE}: ${KEY_ACTIONS}`,
    ]);
  });

  test("what several uses need is as sure as the surest", () => {
    const other = aRole(RIGHT_ROLE_POLICY, { id: "aws_iam_role.other" });
    const key = aKey([ROOT, toRole(PERSONALIZE_KEY_ACTIONS)]);
    expect(told(theFacts([aUse(key, rightRole, inferred), aUse(key, other)]))).toEqual([
      `key-policy-grants-service error violated certain ${SERVICE}: ${KEY_ACTIONS}`,
    ]);
  });

  test("a denial that rests on AWS's CloudTrail example is inferred", () => {
    const context = { Condition: { Null: { "kms:EncryptionContextKeys": "false" } } };
    const key = aKey([
      ROOT,
      toRole(["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"]),
      toRole(["kms:CreateGrant"], context),
    ]);
    const facts = theFacts([
      aUse(key, aRole([]), { service: "sagemaker-geospatial", operations: ["earth-observation-job"] }),
    ]);
    expect(told(facts)).toEqual([`key-policy-grants-role error violated inferred ${ROLE}: kms:CreateGrant`]);
  });
});

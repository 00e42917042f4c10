import type { Key, Use, Using } from "../../src/facts/facts";
import { judge } from "../../src/rules/judge";
import type { Requirement, Service } from "../../src/services";
import type { Value } from "../../src/values";
import { ACCOUNT, ROLE_ARN, aKey, aResource, aRole, theFacts } from "../rules/build-facts";

/* Built facts and a small service: each test is about one thing that a requirement can say. */

const source = { title: "A guide, a page", url: "https://example.com/", read: "2026-12-01", says: "It needs them." };

const base: Requirement = {
  id: "mail.key-policy.service",
  layer: "key-policy",
  grantee: { service: "mail.amazonaws.com" },
  neededBy: ["send"],
  actions: ["kms:Decrypt"],
  when: "always",
  source,
};

function mail(requirements: readonly Partial<Requirement>[], given: Partial<Service> = {}): Service {
  return {
    id: "mail",
    title: "Some Mail",
    principals: [],
    callsByItself: true,
    operations: [],
    requirements: requirements.map((each) => ({ ...base, ...each })),
    exemptions: [],
    notes: { key: source },
    ...given,
  };
}

const using: Using = {
  id: "aws_mail.out",
  resource: aResource("aws_mail.out"),
  arn: `arn:aws:mail:us-west-2:${ACCOUNT}:out`,
  name: "out",
  account: ACCOUNT,
  region: "us-west-2",
  bucketKey: "unknown",
  hasSensitiveName: false,
};

function aUseOf(key: Key, given: Partial<Use> = {}): Use {
  return {
    service: "mail",
    operations: ["send"],
    key,
    role: null,
    ...(given.role === undefined && { withoutRole: true }),
    confidence: "certain",
    evidence: [{ address: "aws_mail.out", attribute: "kms_key_id" }],
    datasetGroupKey: false,
    exportSeen: false,
    using,
    ...given,
  };
}

const root = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" };

function toMail(more: Readonly<Record<string, Value>> = {}): Readonly<Record<string, Value>> {
  return {
    Effect: "Allow",
    Principal: { Service: "mail.amazonaws.com" },
    Action: "kms:Decrypt",
    Resource: "*",
    ...more,
  };
}

type Told = ReturnType<typeof judge>["findings"];

function findings(service: Service, use: Use, profile: "documented" | "effective" = "documented"): Told {
  return judge({ ...theFacts([use]), services: [service] }, { profile, minConfidence: "inferred" }).findings;
}

const brief = (told: Told): readonly string[] =>
  told.map(({ rule, level, verdict, actions }) => `${rule} ${level} ${verdict} ${actions.join(" ")}`.trim());

describe("a condition key that AWS does not support", () => {
  const service = mail([{ context: [{ key: "aws:SourceArn", state: "unsupported", label: "doc" }] }]);
  const told = (statement: Value): readonly string[] => brief(findings(service, aUseOf(aKey([statement]))));

  test("fails an Allow that asks for it", () => {
    expect(told(toMail({ Condition: { ArnLike: { "aws:SourceArn": "arn:*" } } }))).toEqual([
      "key-policy-grants-service error violated kms:Decrypt",
    ]);
  });

  test.each([
    ["with IfExists", { ArnLikeIfExists: { "aws:SourceArn": "arn:*" } }],
    ["negated", { ArnNotLike: { "aws:SourceArn": "arn:*" } }],
    ["that it is there", { Null: { "aws:SourceArn": "false" } }],
  ])("leaves an Allow open that asks %s", (_, Condition) => {
    expect(told(toMail({ Condition }))).toEqual(["key-policy-grants-service error undecided kms:Decrypt"]);
  });

  test("leaves a Deny open", () => {
    const deny = { ...toMail(), Effect: "Deny", Condition: { StringEquals: { "aws:SourceArn": "arn" } } };
    const key = aKey([toMail(), deny]);
    expect(brief(findings(service, aUseOf(key)))).toEqual(["no-deny-blocks-service error undecided kms:Decrypt"]);
  });

  test("is said", () => {
    const statement = toMail({ Condition: { ArnLike: { "aws:SourceArn": "arn:*" } } });
    const [finding] = findings(service, aUseOf(aKey([statement])));
    expect(finding?.message).toContain("which AWS does not support for this call");
  });
});

test("a text that can be no account's id never matches an account", () => {
  const statement = toMail({
    Condition: { StringEquals: { "aws:SourceAccount": `arn:aws:mail:us-west-2:${ACCOUNT}` } },
  });
  const [finding] = findings(mail([{}]), aUseOf(aKey([statement])));
  expect(finding?.verdict).toBe("violated");
  expect(finding?.message).toContain("is no account id");
});

test("where a requirement says nothing of the account, it is that of the resource, if any", () => {
  const other = "444455556666";
  const statement = toMail({ Condition: { StringEqualsIfExists: { "aws:SourceAccount": other } } });
  const key = aKey([statement]);
  expect(findings(mail([{}]), aUseOf(key, { using: { ...using, account: other } }))).toEqual([]);
  expect(brief(findings(mail([{}]), aUseOf(key)))).toEqual(["key-policy-grants-service error undecided kms:Decrypt"]);
});

describe("in the key policy or in the role's", () => {
  const service = mail([{ layer: "either", grantee: "role" }]);
  const onKey = { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" };
  const told = (key: Key, statements: readonly Value[]): readonly string[] =>
    brief(findings(service, aUseOf(key, { role: aRole(statements) })));
  const toRole = { Effect: "Allow", Principal: { AWS: ROLE_ARN }, Action: "kms:Decrypt", Resource: "*" };

  test("one of them is enough", () => {
    expect(told(aKey([root]), [onKey])).toEqual([]);
    expect(told(aKey([toRole]), [])).toEqual([]);
  });

  test("the role's lacks what the key policy leaves to it", () => {
    expect(told(aKey([root]), [])).toEqual(["role-policy-grants-role error violated kms:Decrypt"]);
  });

  test("the key policy lacks what it does not leave to the role's", () => {
    expect(told(aKey([toMail()]), [onKey])).toEqual(["key-policy-grants-role error violated kms:Decrypt"]);
  });

  test("nothing is asked of a role that no attribute names", () => {
    expect(brief(findings(service, aUseOf(aKey([toMail()]))))).toEqual([]);
  });
});

test("what AWS tries instead is enough", () => {
  const service = mail([
    { id: "mail.own", layer: "either", grantee: "role", fallback: "mail.other" },
    { id: "mail.other", when: "dataset-group-key-exported" },
  ]);
  const withRole = { role: aRole([]) };
  expect(findings(service, aUseOf(aKey([toMail()]), withRole))).toEqual([]);
  expect(brief(findings(service, aUseOf(aKey([root]), withRole)))).toEqual([
    "role-policy-grants-role error violated kms:Decrypt",
  ]);
});

describe("what AWS lists besides", () => {
  const listed = ["kms:Decrypt*", "kms:ReEncrypt*"];
  const service = mail([{ listed }]);

  test("is a note where it is missing, whatever the conditions", () => {
    const key = aKey([toMail()]);
    expect(brief(findings(service, aUseOf(key)))).toEqual(["key-policy-grants-service note violated kms:ReEncrypt*"]);
    const has = toMail({ Action: "kms:ReEncrypt*", Condition: { StringEquals: { "aws:SourceArn": "x" } } });
    expect(findings(service, aUseOf(aKey([toMail(), has])))).toEqual([]);
  });

  test("is nothing in the profile effective, and nothing beside what is needed", () => {
    expect(findings(service, aUseOf(aKey([toMail()])), "effective")).toEqual([]);
    expect(brief(findings(service, aUseOf(aKey([root]))))).toEqual([
      "key-policy-grants-service error violated kms:Decrypt",
    ]);
  });

  test("is all a note where the list is inferred", () => {
    const inferred = mail([{ listLabel: "inf" }]);
    expect(brief(findings(inferred, aUseOf(aKey([root]))))).toEqual([
      "key-policy-grants-service note violated kms:Decrypt",
    ]);
  });
});

test("a message says what comes of it, and the statement to add has the conditions that AWS recommends", () => {
  const service = mail([
    {
      essentialLabel: "inf",
      failure: { how: "silent", says: "mail is dropped without an error", label: "doc" },
      context: [{ key: "aws:SourceArn", state: "is", value: "{using.arn}", label: "doc" }],
      recommended: [{ operator: "ArnEquals", key: "aws:SourceArn", value: "{using.arn}" }],
    },
  ]);
  const [finding] = findings(service, aUseOf(aKey([root, toMail({ Action: "kms:Encrypt" })])));
  expect(finding?.message).toContain(
    "AWS lists this for Some Mail (aws_mail.out). Without it, mail is dropped without an error.",
  );
  expect(finding?.fix.statement).toMatchObject({ Condition: { ArnEquals: { "aws:SourceArn": using.arn } } });
  const secret = { ...using, hasSensitiveName: true };
  const [untold] = findings(service, aUseOf(aKey([root, toMail({ Action: "kms:Encrypt" })]), { using: secret }));
  expect(JSON.stringify(untold)).not.toContain(using.arn);
});

describe("the kinds of key that a service takes", () => {
  const right = (given: Partial<Key> = {}): Key => aKey([toMail()], given);
  const told = (takes: Partial<NonNullable<Service["takes"]>>, key: Key, given: Partial<Use> = {}): readonly string[] =>
    findings(mail([{}], { takes: { source, ...takes } }), aUseOf(key, given)).map(
      ({ rule, verdict, message }) => `${rule} ${verdict}: ${message}`,
    );

  test("specs and usages", () => {
    const takes = { specs: ["ECC_NIST_P256"], usages: ["SIGN_VERIFY"] };
    expect(told(takes, right({ spec: "ECC_NIST_P256", usage: "SIGN_VERIFY" }))).toEqual([]);
    expect(told(takes, right())).toEqual([
      expect.stringContaining("its key spec is SYMMETRIC_DEFAULT, and it takes ECC_NIST_P256"),
    ]);
  });

  test("Regions", () => {
    expect(told({ regions: ["us-east-1"] }, right())).toEqual([expect.stringContaining("it is in us-west-2")]);
    expect(told({ regions: "using" }, right())).toEqual([]);
    const elsewhere = { using: { ...using, region: "eu-west-1" } };
    expect(told({ regions: "using" }, right(), elsewhere)).toEqual([
      expect.stringContaining("aws_mail.out needs a key in eu-west-1"),
    ]);
  });

  test("a key that AWS manages", () => {
    const managed = right({ id: "alias/aws/mail", managedByAws: true });
    expect(told({ customerManaged: true }, managed)).toEqual([
      expect.stringMatching(/^key-is-usable violated: .*customer managed key/),
    ]);
    expect(told({}, managed)).toEqual([]);
  });

  test("a multi-Region key", () => {
    expect(told({ multiRegion: false }, right({ multiRegion: true }))).toEqual([
      expect.stringContaining("it is a multi-Region key"),
    ]);
  });

  test("how it is named", () => {
    const at = { address: "aws_mail.out", attribute: "kms_key_id" };
    const keyWrittenAs = { value: "alias/data", member: "kms_key_id", acceptsAlias: true, at };
    expect(told({ namedBy: ["arn"] }, right(), { keyWrittenAs })).toEqual([
      expect.stringContaining("kms_key_id is an alias, and it takes the ARN of a key"),
    ]);
    expect(told({ namedBy: ["arn", "alias"] }, right(), { keyWrittenAs })).toEqual([]);
  });

  test("no key at all", () => {
    const use = { operations: ["elsewhere"], unsupported: source };
    expect(told({}, right(), use)).toEqual([
      expect.stringContaining("no KMS key works for aws_mail.out. AWS: It needs"),
    ]);
    const maybe = { ...use, unsupported: { ...source, hasWorkarounds: true } as const };
    expect(told({}, right(), maybe)).toEqual([expect.stringContaining("key-is-usable undecided")]);
  });
});

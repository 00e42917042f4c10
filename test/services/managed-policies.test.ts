import { condense, mayMatch, print, tableOf, type CollectedPolicy } from "../../scripts/managed-policies";
import { managedPolicy, type ManagedStatement } from "../../src/services/managed-policies";
import file from "../../src/services/managed-policies.json";
import { personalize } from "../../src/services/entries/personalize";
import { sagemakerGeospatial } from "../../src/services/entries/sagemaker-geospatial";

const arn = (name: string, partition = "aws") => `arn:${partition}:iam::aws:policy/${name}`;

const statements = (name: string): readonly ManagedStatement[] => {
  const found = managedPolicy(arn(name));
  if (found === undefined || found === "none") throw new Error(`${name}: ${String(found)}`);
  return found.statements;
};

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

const required = [
  ...new Set(
    [personalize, sagemakerGeospatial].flatMap(({ requirements }) => requirements.flatMap(({ actions }) => actions)),
  ),
];

// No pattern of the table has a wildcard before its last character but for `*` alone: a prefix comparison is enough here.
const covers = (pattern: string, action: string): boolean =>
  pattern.endsWith("*") ? action.startsWith(pattern.slice(0, -1)) : pattern === action;

const allowed = (name: string): readonly string[] =>
  required.filter((action) =>
    statements(name).some(
      ({ Effect, Action, NotAction }) =>
        Effect === "Allow" &&
        (NotAction === undefined
          ? list(Action).some((pattern) => covers(pattern, action))
          : !list(NotAction).some((pattern) => covers(pattern, action))),
    ),
  );

const kmsActions = (name: string): readonly string[] =>
  statements(name).flatMap(({ Action }) => list(Action).filter((action) => action.startsWith("kms:")));

describe("the table", () => {
  test.each(["service-role/AmazonPersonalizeFullAccess", "service-role/AmazonSageMakerGeospatialExecutionRole"])(
    "%s speaks of S3 and holds no KMS action",
    (name) => {
      expect(statements(name)).not.toEqual([]);
      expect(kmsActions(name)).toEqual([]);
      expect(allowed(name)).toEqual([]);
    },
  );

  test("AmazonSageMakerGeospatialFullAccess speaks of neither", () => {
    expect(managedPolicy(arn("service-role/AmazonSageMakerGeospatialFullAccess"))).toBe("none");
  });

  test("AmazonSageMakerFullAccess has only kms:DescribeKey of what the services need", () => {
    expect(allowed("AmazonSageMakerFullAccess")).toEqual(["kms:DescribeKey"]);
  });

  test.each(["AdministratorAccess", "PowerUserAccess"])("%s has all six", (name) => {
    expect(required).toHaveLength(6);
    expect(allowed(name)).toEqual(required);
  });

  test("AmazonS3FullAccess speaks of S3 alone", () => {
    expect(statements("AmazonS3FullAccess")).toEqual([{ Effect: "Allow", Action: "s3:*", Resource: "*" }]);
  });

  test("a policy that says nothing of KMS or S3 is known to say nothing", () => {
    expect(managedPolicy(arn("AmazonSQSFullAccess"))).toBe("none");
  });

  test.each([
    arn("NoSuchPolicy"),
    arn("AmazonPersonalizeFullAccess"),
    "arn:aws:iam::111122223333:policy/AdministratorAccess",
    "AdministratorAccess",
    arn("constructor"),
    arn("administratoraccess"),
  ])("%s is unknown, not empty", (name) => {
    expect(managedPolicy(name)).toBeUndefined();
  });

  test("in another partition the statements name that partition", () => {
    const name = "AmazonSageMakerFullAccess";
    const china = managedPolicy(arn(name, "aws-cn"));
    if (china === undefined || china === "none") throw new Error("not found");
    const resources = (all: readonly ManagedStatement[]) => all.flatMap(({ Resource }) => list(Resource));
    expect(resources(china.statements).filter((each) => each.startsWith("arn:aws:"))).toEqual([]);
    expect(resources(china.statements).map((each) => each.replace("arn:aws-cn:", "arn:aws:"))).toEqual(
      resources(statements(name)),
    );
  });

  test("Deny, NotAction, NotResource and Condition are in it", () => {
    const all = Object.keys(file.policies).flatMap((name) => statements(name));
    expect(all.some(({ Effect }) => Effect === "Deny")).toBe(true);
    expect(all.some(({ Effect, NotAction }) => Effect === "Deny" && NotAction !== undefined)).toBe(true);
    expect(all.some(({ NotResource }) => NotResource !== undefined)).toBe(true);
    expect(all.some(({ Condition }) => Condition !== undefined)).toBe(true);
  });

  test("no policy is in both halves, and every statement of the table is used", () => {
    expect(file.none.filter((name) => Object.hasOwn(file.policies, name))).toEqual([]);
    const used = new Set(Object.values(file.policies).flat());
    expect(used.size).toBe(file.statements.length);
  });
});

describe("making it", () => {
  test.each([
    ["kms:Decrypt", true],
    ["KMS:decrypt", true],
    ["s3:*", true],
    ["*", true],
    ["*:Get*", true],
    ["?3:Get*", true],
    ["s3-outposts:GetObject", false],
    ["s3express:*", false],
    ["ec2:*", false],
    ["k.s:Decrypt", false],
  ])("%s may match KMS or S3: %s", (action, expected) => {
    expect(mayMatch(action)).toBe(expected);
  });

  test("a list of actions is cut, and the other elements are whole", () => {
    expect(
      condense({
        Sid: "Use",
        Effect: "Allow",
        Action: ["ec2:*", "kms:Decrypt"],
        Resource: ["arn:aws:ec2:*:*:*", "*"],
        Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
      }),
    ).toEqual({
      Sid: "Use",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: ["arn:aws:ec2:*:*:*", "*"],
      Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
    });
  });

  test("everything but something else is everything of KMS and S3", () => {
    expect(condense({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" })).toEqual({
      Effect: "Allow",
      NotAction: "iam:*",
      Resource: "*",
    });
  });

  test("a statement about other services is left out", () => {
    expect(condense({ Effect: "Deny", Action: ["ec2:*"], Resource: "*" })).toBeUndefined();
  });

  const policy = (name: string, ...actions: string[]): CollectedPolicy => ({
    arn: arn(name),
    latestVersionId: "v2",
    versions: {
      v1: { document: { Version: "2012-10-17", Statement: [] } },
      v2: {
        document: {
          Version: "2012-10-17",
          Statement: actions.map((Action) => ({ Effect: "Allow", Action, Resource: "*" })),
        },
      },
    },
  });

  test("the latest version counts, equal statements stand once, and what says nothing is listed", () => {
    const table = tableOf([policy("b/B", "kms:Decrypt", "s3:*"), policy("C", "ec2:*"), policy("A", "kms:Decrypt")], {});
    expect(table.policies).toEqual({ A: [0], "b/B": [0, 1] });
    expect(table.none).toEqual(["C"]);
    expect(JSON.parse(print(table))).toEqual(JSON.parse(JSON.stringify(table)));
  });

  test("a document in the old policy language stops it", () => {
    const old = { ...policy("A"), versions: { v2: { document: { Version: "2008-10-17", Statement: [] } } } };
    expect(() => tableOf([old], {})).toThrow("2008-10-17");
  });
});

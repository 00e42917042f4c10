import { GeospatialKmsKey, PersonalizeKmsKey, type PersonalizeKmsKeyProps } from "../../modules";
import { ACCOUNT, newStack } from "./synthesize";

const valid: PersonalizeKmsKeyProps = {
  accountId: ACCOUNT,
  role: { name: "personalize" },
  operations: ["dataset-group"],
};
const keyArn = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

test.each<readonly [Readonly<Record<string, unknown>>, string]>([
  [{ accountId: "1234" }, 'accountId: got "1234", expected the twelve digits of an AWS account'],
  [{ partition: "china" }, 'partition: got "china", expected aws, aws-cn or aws-us-gov'],
  [
    { operations: ["train"] },
    'operations: got "train", expected one or more of dataset-group, dataset-import-job, dataset-export-job, batch-inference-job, batch-segment-job, metric-attribution',
  ],
  [{ operations: undefined }, "operations: got nothing, expected one or more of dataset-group"],
  [{ operations: "dataset-group" }, 'operations: got "dataset-group", expected one or more of'],
  [{ operations: [] }, "operations: got [], expected one or more of dataset-group"],
  [{ operations: ["data-deletion-job"] }, 'operations: got "data-deletion-job"'],
  [
    { operations: ["dataset-import-job"], exportsDatasetGroup: true },
    "exportsDatasetGroup: got true, expected the operation dataset-group beside it",
  ],
  [{ alias: "personalize" }, 'alias: got "personalize", expected alias/NAME'],
  [{ alias: "alias/aws/s3" }, 'alias: got "alias/aws/s3"'],
  [{ deletionWindowInDays: 3 }, "deletionWindowInDays: got 3, expected a whole number from 7 to 30"],
  [{ deletionWindowInDays: 31 }, "deletionWindowInDays: got 31"],
  [{ deletionWindowInDays: 7.5 }, "deletionWindowInDays: got 7.5"],
  [{ administrators: ["security"] }, 'administrators: got "security", expected ARNs of IAM roles and users'],
  [
    { accountRootAdministers: false },
    "administrators: got [], expected at least one, since accountRootAdministers is false",
  ],
  [{ role: undefined }, "role: got nothing, expected an IamRole, { create: { name } }, { name } or { arn }"],
  [{ role: "personalize" }, 'role: got "personalize", expected an IamRole'],
  [{ role: {} }, "role: got {}, expected an IamRole"],
  [
    { role: { create: { name: "a", permissionsBoundary: "boundary" } } },
    'permissionsBoundary: got "boundary", expected arn:aws:iam::ACCOUNT:policy/NAME',
  ],
  [{ partition: "aws-cn", role: { arn: `arn:aws:iam::${ACCOUNT}:role/a` } }, "expected a role of the partition aws-cn"],
  [{ tags: { "aws:team": "ml" } }, 'tags: got "aws:team", expected a name of 1 to 128 characters'],
  [{ role: { name: "a b" } }, 'role name: got "a b", expected the name of an IAM role'],
  [{ role: { name: "a", path: "ml" } }, 'role path: got "ml", expected a path that begins and ends with /'],
  [{ role: { create: { name: "a", path: "/ml" } } }, 'role path: got "/ml"'],
  [{ role: { arn: "arn:aws:iam::111122223333:user/a" } }, "expected arn:aws:iam::ACCOUNT:role/NAME"],
  [{ role: { arn: "arn:aws:iam::999999999999:role/a" } }, `expected a role of account ${ACCOUNT}`],
  [{ role: { arn: `arn:aws:iam::${ACCOUNT}:role/a`, name: "b" } }, 'role name: got "b", expected a, as in'],
  [{ existingKey: { keyArn: "alias/x" } }, "expected arn:aws:kms:REGION:ACCOUNT:key/ID"],
  [{ existingKey: { keyArn: keyArn.replace(ACCOUNT, "999999999999") } }, `expected a key of account ${ACCOUNT}`],
  [{ existingKey: { keyArn }, description: "d" }, 'description: got "d"'],
  [{ existingKey: { keyArn }, deletionWindowInDays: 7 }, "deletionWindowInDays: got 7, expected nothing"],
  [
    { existingKey: { keyArn }, multiRegion: true },
    "multiRegion: got true, expected nothing, since the key exists and is not changed",
  ],
  [{ existingKey: { keyArn }, enableKeyRotation: true }, "enableKeyRotation: got true"],
])("%j is refused", (wrong, message) => {
  const stack = newStack();
  const before = stack.node.findAll().length;
  const make = (): unknown => new PersonalizeKmsKey(stack, "k", { ...valid, ...wrong });
  expect(make).toThrow(message);
  expect(make).toThrow(/^stack\/k: /);
  expect(stack.node.findAll()).toHaveLength(before);
});

test("what is valid is not refused", () => {
  const stack = newStack();
  expect(
    () => new PersonalizeKmsKey(stack, "k", { ...valid, alias: "alias/a/b-c_1", deletionWindowInDays: 7 }),
  ).not.toThrow();
});

test("a role ARN that is a token needs the role's name", () => {
  const stack = newStack();
  const first = new PersonalizeKmsKey(stack, "first", { ...valid, role: { create: { name: "made" } } });
  const role = { arn: first.roleArn };
  expect(() => new PersonalizeKmsKey(stack, "k", { ...valid, role })).toThrow(
    "role name: got nothing, expected the role's name, since its ARN is a token",
  );
});

test.each<readonly [Readonly<Record<string, unknown>>, string]>([
  [{ operations: ["dataset-group"] }, 'operations: got "dataset-group", expected one or more of earth-observation-job'],
  [
    { existingKey: { keyArn: keyArn.replace("us-west-2", "eu-west-1") } },
    "expected a key in us-west-2, where the service runs",
  ],
])("a key for SageMaker geospatial capabilities with %j is refused", (wrong, message) => {
  const stack = newStack();
  const role = { name: "geospatial" };
  expect(() => new GeospatialKmsKey(stack, "k", { accountId: ACCOUNT, role, ...wrong })).toThrow(message);
});

test("a second role is looked at as the first is", () => {
  const key = new PersonalizeKmsKey(newStack(), "k", valid);
  const wrong = "second" as unknown as PersonalizeKmsKeyProps["role"] & { readonly name: string };
  expect(() => key.grantUse(wrong)).toThrow('role: got "second", expected an IamRole');
});

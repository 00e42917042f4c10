import type { Json } from "../../../../src/plan/plan";

/** What the stack's resources turn out to be: given to Terraform, and to kmsgate only where all is to be known. */
export const OVERRIDES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws_iam_role.r": { arn: "arn:aws:iam::111122223333:role/r-name", id: "r", unique_id: "AROAROLER" },
  "aws_iam_role.c[0]": { arn: "arn:aws:iam::111122223333:role/c-0", id: "c-0", unique_id: "AROAC0" },
  "aws_iam_role.c[1]": { arn: "arn:aws:iam::111122223333:role/c-1", id: "c-1", unique_id: "AROAC1" },
  'aws_iam_role.f["a"]': { arn: "arn:aws:iam::111122223333:role/f-a", id: "f-a", unique_id: "AROAFA" },
  'aws_iam_role.f["b.c"]': { arn: "arn:aws:iam::111122223333:role/f-b-c", id: "f-b-c", unique_id: "AROAFBC" },
  "aws_kms_key.k": { arn: "arn:aws:kms:eu-west-1:111122223333:key/1234", key_id: "1234", id: "1234" },
  "module.own-roles.aws_iam_role.one": { arn: "arn:aws:iam::111122223333:role/own" },
  'module.keyed-roles.aws_iam_role.many["a.b"]': { arn: "arn:aws:iam::111122223333:role/x/many-a_b" },
  'module.keyed-roles.aws_iam_role.many["c"]': { arn: "arn:aws:iam::111122223333:role/many-c" },
  "module.counted-roles.aws_iam_role.many[0]": { arn: "arn:aws:iam::111122223333:role/x" },
  "module.counted-roles.aws_iam_role.many[1]": { arn: "arn:aws:iam::111122223333:role/y" },
};

/** What every plan of the stack knows although its source does not say so. */
export const PLANNED: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  "aws_iam_role.r": { description: null },
  "terraform_data.d": {},
};

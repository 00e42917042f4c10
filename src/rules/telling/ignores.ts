import type { Ignore } from "../../findings";

/** What an ignore is about: `key-policy-grants-role (kms:Decrypt) for aws_kms_key.x and aws_iam_role.y`. */
export function nameOfIgnore({ rule, key, grantee, action }: Ignore): string {
  const what = action === undefined ? rule : `${rule} (${action})`;
  return grantee === undefined ? `${what} for ${key}` : `${what} for ${key} and ${grantee}`;
}

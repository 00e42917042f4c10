import type * as crypto from "node:crypto";
import type { Finding } from "./finding";

/**
 * What makes a finding the same finding in another run: never its message, its place or its order. It covers every
 * action, so that a baseline taken today never hides an action that goes missing tomorrow.
 *
 * @returns 32 hexadecimal digits.
 */
export function fingerprint(
  finding: Pick<Finding, "rule" | "level" | "verdict" | "key" | "grantee" | "actions">,
): string {
  // A plan without findings never loads it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { createHash } = require("node:crypto") as typeof crypto;
  const { rule, level, verdict, key, grantee, actions } = finding;
  const identity = JSON.stringify([rule, level, verdict, key, grantee, [...actions].sort()]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}

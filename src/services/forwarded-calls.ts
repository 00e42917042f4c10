import type { RowContext } from "./row-context";

/**
 * What a role's calls hold that another service makes with the role's own session, as S3 does for an object under SSE-KMS. IAM
 * User Guide, "Forward access sessions", read 2026-12-01: "The aws:ViaAWSService condition key value is set to true whenever a
 * FAS request is made." Whom aws:CalledVia names depends on how many services forwarded the call.
 */
export const forwarded: readonly RowContext[] = [
  { key: "aws:ViaAWSService", state: "is", value: "true", caller: "role", label: "doc" },
  { key: "aws:CalledVia*", state: "unknown", caller: "role", label: "doc" },
];

/** The same, where AWS does not say whether the role's calls are forwarded. */
export const perhapsForwarded: readonly RowContext[] = [
  { key: "aws:ViaAWSService", state: "unknown", caller: "role", label: "inf" },
  { key: "aws:CalledVia*", state: "unknown", caller: "role", label: "inf" },
];

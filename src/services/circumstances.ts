import type { Requirement } from "./requirement";
import type { Service } from "./service";

/** What is known of the circumstances in which a key is used. */
export interface Circumstances {
  /** The account root is an administrator of the key. */
  readonly accountRootAdministers: "yes" | "no" | "unknown";
  /** The key was given to the resource that holds the data, and an export of these data is seen. */
  readonly dataAreExported: boolean;
  /** The bucket that the service reads or writes has an S3 Bucket Key; `unseen`: the plan does not manage the bucket. */
  readonly bucketKey: "yes" | "no" | "unknown" | "unseen";
  /** The role that the using resource names is a service-linked one. */
  readonly roleIsServiceLinked: "yes" | "no" | "unknown";
  /** An attribute of the using resource names a role; absent: not known. */
  readonly roleIsNamed?: "yes" | "no" | "unknown";
}

/** Whether a requirement holds: `unknown` where that hangs on something that is not known. */
export type Holds = "yes" | "no" | "unknown";

/** Each condition under which a requirement holds, as a predicate over the circumstances. */
const CONDITIONS = {
  always: () => "yes",
  "no-account-root-administrator": ({ accountRootAdministers }) => OPPOSITE[accountRootAdministers],
  "dataset-group-key-exported": ({ dataAreExported }) => (dataAreExported ? "yes" : "no"),
  "bucket-key-enabled": ({ bucketKey }) => (bucketKey === "unseen" ? "unknown" : bucketKey),
  "bucket-key-seen": ({ bucketKey }) => (bucketKey === "unseen" ? "no" : bucketKey),
  "bucket-key-not-enabled": ({ bucketKey }) => OPPOSITE[bucketKey],
  "role-is-service-linked": ({ roleIsServiceLinked }) => roleIsServiceLinked,
  "role-is-own": ({ roleIsServiceLinked }) => OPPOSITE[roleIsServiceLinked],
  "without-role": ({ roleIsNamed = "unknown" }) => OPPOSITE[roleIsNamed],
} as const satisfies Record<Requirement["when"], (circumstances: Circumstances) => Holds>;

const OPPOSITE = { yes: "no", no: "yes", unknown: "unknown", unseen: "unknown" } as const;

/** Whether the requirement holds in these circumstances. */
export function holdsIn({ when }: Requirement, circumstances: Circumstances): Holds {
  return CONDITIONS[when](circumstances);
}

/** Whether the requirement hangs on who administers the key. */
export function hangsOnAdministrator({ when }: Requirement): boolean {
  return when === "no-account-root-administrator";
}

/** Whether the requirement is one of exports: it binds the key that the data have, whatever operations are known. */
export function isOfExport({ when }: Requirement): boolean {
  return when === "dataset-group-key-exported";
}

/** Whether the key that an operation is given becomes that of the data whose exports the service has requirements for. */
export function givesKeyToData({ requirements }: Service, operation: string | null): boolean {
  return operation !== null && requirements.some((each) => isOfExport(each) && each.neededBy.includes(operation));
}

/** Whether an operation exports such data: AWS's names for them end alike. */
export function isExport(operation: string | null): boolean {
  return operation?.endsWith("export-job") ?? false;
}

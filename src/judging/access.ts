import type { Key, Role, Use } from "../facts";
import type { Confidence } from "../resolve";
import type { Layer, Requirement, Service, Spared } from "../services";
import type { Words } from "../values";
import type { Verdict } from "../verdict";

/** All that is asked about one key: who calls it, and whether they may. */
export interface KeyAccess {
  readonly key: Key;
  readonly uses: readonly Use[];
  /** Who calls it. */
  readonly grantees: readonly Grantee[];
  readonly calls: readonly Call[];
  /** Those that do not get through, or not by what AWS documents. No rule has anything against the others. */
  readonly openCalls: readonly Call[];
  /** The open ones of those that would be needed besides, were the data of a dataset group exported; no export is seen. */
  readonly openExportCalls: readonly Call[];
  /** The calls that a service makes itself under its grant: only a Deny matters to them. */
  readonly grantedCalls: readonly GrantedCall[];
  /** The calls that a Deny takes from whom it must spare. */
  readonly sparedCalls: readonly SparedCall[];
}

/** One action that one grantee needs for one service, and every requirement that says so. */
export interface Call {
  readonly key: Key;
  readonly service: Service;
  readonly grantee: Grantee;
  readonly action: string;
  /** May the call succeed, all layers together? */
  readonly effective: Verdict;
  /** At least one. */
  readonly rows: readonly Row[];
  readonly uses: readonly Use[];
}

/** One requirement for one call: a row of the report's access table. */
export interface Row {
  readonly call: Call;
  readonly requirement: Requirement;
  readonly required: "yes" | "unknown";
  /** The layer whose Allow it is: that of the requirement; where either will do, the one that lacks it. */
  readonly layer: Exclude<Layer, "either">;
  /** Does an Allow in the layer that AWS names match? */
  readonly documented: Verdict;
}

/** A call that a service makes in its own name under its grant. */
export interface GrantedCall {
  readonly key: Key;
  readonly service: Service;
  readonly action: string;
  /** Denied where a Deny takes it away; that nothing allows it does not count. */
  readonly verdict: Verdict;
  readonly uses: readonly Use[];
  /** The role's call of the same action, whose key policy is the same. */
  readonly beside: readonly Call[];
}

/** A call of whom a Deny must spare, and that one takes away. */
export interface SparedCall {
  readonly key: Key;
  readonly service: Service;
  readonly spared: Spared;
  readonly action: string;
  readonly verdict: Verdict;
  /** The role's ARN; `null` for some principal of the account. */
  readonly grantee: string | null;
  readonly uses: readonly Use[];
}

/** Who must be allowed. */
export type Grantee =
  | {
      readonly kind: "role";
      readonly role: Role | null;
    }
  | {
      readonly kind: "service";
      /** For people, and in reports; what is not known of it stands by its name. */
      readonly principal: string;
      /** The name itself, where a requirement names it: two where the Region is not known that decides between them. Absent: the service's. */
      readonly calls?: readonly Words[];
    };

/** A role's address or ARN, a service principal; `null` for a role that is not known. */
export function granteeId(grantee: Grantee): string | null {
  return grantee.kind === "service" ? grantee.principal : (grantee.role?.id ?? null);
}

/** The confidence of a finding: that of the surest use behind it. */
export function confidenceOf(uses: readonly Use[]): Confidence {
  return uses.some(({ confidence }) => confidence === "certain") ? "certain" : "inferred";
}

/** Whether a call gets through: it may succeed, and each layer that AWS names has its Allow. */
export function getsThrough({ effective, rows }: Call): boolean {
  return effective.outcome === "allowed" && rows.every(({ documented }) => documented.outcome === "allowed");
}

/** Whether a rule may have something against a call. */
export function isOpen(call: Call): boolean {
  return !getsThrough(call);
}

/** The rows of these calls that a rule may have something against: not those that are documented and get through. */
export function openRows(calls: readonly Call[]): readonly Row[] {
  const open: Row[] = [];
  for (const { rows, effective } of calls) {
    const refused = effective.outcome !== "allowed";
    for (const row of rows) if (refused || row.documented.outcome !== "allowed") open.push(row);
  }
  return open;
}

import { compare } from "../grouping";
import { printableArn, type Use } from "../facts";
import { documentedOf, effectiveOf, type Grantee, type KeyAccess, type Row, weaker } from "../judging";
import type { Verdict } from "../verdict";
import type { Access, ReportUse } from "./report";

/** The uses of a key, by service, using resource and role. */
export function reportUses(uses: readonly Use[]): readonly ReportUse[] {
  return uses
    .map((use) => ({ written: reportUse(use), name: nameOfUse(use) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ written }) => written);
}

function reportUse(use: Use): ReportUse {
  const { service, operations, using, withoutRole, confidence, evidence } = use;
  const role = roleOf(use);
  return {
    service,
    operations: operations === null ? null : [...operations].sort(),
    ...(using !== null && { using: using.id }),
    role: role === null ? null : { address: role.resource?.address.text ?? null, arn: known(printableArn(role)) },
    ...(withoutRole === true && role === null && { without_role: true as const }),
    confidence,
    evidence: evidence.map(({ address, attribute }) => ({ address, attribute })),
  };
}

/** The access table: each action of each requirement in force, by requirement, grantee and action. */
export function accessRows({ calls }: KeyAccess): readonly Access[] {
  return calls
    .flatMap(({ rows }) => rows)
    .map((row) => {
      const written = accessRow(row);
      return { written, name: nameOfRow(written) };
    })
    .sort((a, b) => compare(a.name, b.name))
    .map(({ written }) => written);
}

function accessRow(row: Row): Access {
  const { call, requirement, documented } = row;
  const { effective } = call;
  return {
    requirement: requirement.id,
    layer: requirement.layer,
    grantee: granteeOf(call.grantee),
    action: call.action,
    documented: documentedOf(documented),
    effective: effectiveOf(effective),
    ...(effective.outcome === "denied" && { by: effective.by }),
    basis: weaker(documented.basis, effective.basis),
    because: becauseOf(row),
  };
}

/** Why the layer answers as it does; and why the call does, where that is not the same. */
function becauseOf({ documented, call: { effective } }: Row): string {
  if (documented.outcome === effective.outcome && !isByDeny(effective)) return String(documented.because);
  return `${String(documented.because)}; ${String(effective.because)}`;
}

function isByDeny(verdict: Verdict): boolean {
  return verdict.outcome === "denied" && verdict.by !== "no-allow";
}

function granteeOf(grantee: Grantee): Access["grantee"] {
  if (grantee.kind === "service") return { kind: "service", principal: grantee.principal };
  if (grantee.role === null) return { kind: "role" };
  const { resource } = grantee.role;
  const text = known(printableArn(grantee.role));
  return {
    kind: "role",
    ...(resource !== null && { address: resource.address.text }),
    ...(text !== null && { arn: text }),
  };
}

function known(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** The role that the service is given, or its own service-linked one. */
function roleOf({ role, serviceLinkedRole }: Use): Use["role"] {
  return role ?? serviceLinkedRole ?? null;
}

function nameOfUse(use: Use): string {
  const { service, operations, using } = use;
  const role = roleOf(use);
  const roleName = [role?.resource?.address.text ?? "", role === null ? "" : (known(printableArn(role)) ?? "")];
  return JSON.stringify([service, ...roleName, using?.id ?? "", operations]);
}

function nameOfRow({ requirement, grantee, action }: Access): string {
  return JSON.stringify([requirement, grantee.address ?? "", grantee.arn ?? "", grantee.principal ?? "", action]);
}

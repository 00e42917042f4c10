import { groupBy, kept } from "../../../grouping";
import type { StatementView } from "../../../policy";
import { parseArn, type Value } from "../../../values";
import type { Holder } from "../../../resolve";
import type { Service } from "../../../services";
import type { Role } from "../../facts";
import type { Lookup } from "../../lookup";

/** The roles which trust the service that statements name by ARN, or of which they name a session. */
export function rolesNamed(
  lookup: Lookup,
  service: Service,
  statements: readonly StatementView[],
  from: Holder | undefined,
): readonly Role[] {
  const serving = indexed(lookup.serviceRoles(service));
  if (serving.all.size === 0) return [];
  const found = new Set<Role>();
  for (const { principals } of statements) {
    for (const { kind, value } of principals) {
      const role = kind === "AWS" ? (lookup.roleOf(value, from)?.role ?? ofSession(value, serving)) : undefined;
      if (role !== undefined && serving.all.has(role)) found.add(role);
    }
  }
  return [...found];
}

/** The roles which trust the service whose name, but not whose path, a principal has, in an account that may be theirs. */
export function* rolesOfOtherPath(
  lookup: Lookup,
  service: Service,
  statements: readonly StatementView[],
): Iterable<{ readonly role: Role; readonly written: string }> {
  const serving = indexed(lookup.serviceRoles(service));
  if (serving.all.size === 0) return;
  for (const { kind, value } of statements.flatMap(({ principals }) => principals)) {
    const { service: of, account, resource } = kind === "AWS" ? (parseArn(value) ?? {}) : {};
    if (of !== "iam" || typeof resource !== "string" || !resource.startsWith("role/") || typeof value !== "string")
      continue;
    for (const role of serving.named.get(resource.slice(resource.lastIndexOf("/") + 1)) ?? []) {
      const own = parseArn(role.arn)?.resource;
      const isSameAccount = typeof role.account !== "string" || role.account === account;
      if (typeof own === "string" && own !== resource && isSameAccount && role.hasSensitiveName !== true)
        yield { role, written: value };
    }
  }
}

interface Serving {
  readonly all: ReadonlySet<Role>;
  /** By name, where it is known. */
  readonly named: ReadonlyMap<unknown, readonly Role[]>;
}

// A lookup answers with one list of a service's roles, and is asked for every policy.
const indexes = new WeakMap<readonly Role[], Serving>();

function indexed(roles: readonly Role[]): Serving {
  return kept(indexes, roles, () => ({
    all: new Set(roles),
    named: groupBy(roles, ({ name }): unknown => name),
  }));
}

/** The role of a session, whose ARN holds the role's name without its path. */
function ofSession(value: Value, { named }: Serving): Role | undefined {
  if (typeof value === "string" && !value.includes(":assumed-role/")) return undefined;
  const { service, account, resource } = parseArn(value) ?? {};
  const [kind, name] = service === "sts" && typeof resource === "string" ? resource.split("/") : [];
  if (kind !== "assumed-role") return undefined;
  return named.get(name)?.find((role) => typeof role.account !== "string" || role.account === account);
}

import { compare } from "../../grouping";
import type { RuntimeKey, Unlinked, Use } from "../facts";
import type { Lookup } from "../lookup";

/**
 * What must not pass in silence: roles that trust a service and for which no key was found, operations whose key cannot be
 * told, and what was found to be in doubt besides (`more`).
 */
export function unlinkedIn(
  lookup: Lookup,
  uses: readonly Use[],
  runtime: readonly RuntimeKey[],
  more: readonly Unlinked[],
): readonly Unlinked[] {
  const usedRoles = new Set(uses.map(({ service, role }) => `${service} ${role?.id ?? ""}`));
  const found: Unlinked[] = [...more];
  for (const service of lookup.services) {
    for (const role of lookup.serviceRoles(service)) {
      if (usedRoles.has(`${service.id} ${role.id}`)) continue;
      const because = `${service.title} may assume ${role.id}, but no KMS key was found that it uses`;
      found.push({ kind: "role", address: role.id, because });
    }
  }
  for (const { service, operation, at, because } of runtime) {
    const title = lookup.services.find(({ id }) => id === service)?.title ?? service;
    found.push({
      kind: "key",
      address: at.address,
      because: `${title}: the key of ${operation ?? "an operation"} cannot be told: ${because}`,
    });
  }
  const sorted = new Map(found.map((each) => [`${each.kind} ${each.address} ${each.because}`, each]));
  return [...sorted].sort(([a], [b]) => compare(a, b)).map(([, each]) => each);
}

import { compare, groupBy } from "../grouping";
import type { Facts, Key, Use } from "../facts";
import { coversAction, type Policy, viewStatements } from "../policy";
import { requirementsOf, type Requirement, type Service, serviceIn } from "../services";
import { accountOfRoot, isAccountId, type Value } from "../values";

/** What whoever runs Terraform will need of a key whose policy does not leave that to the account. */
export interface CallerNeed {
  readonly key: Key;
  readonly service: Service;
  readonly requirement: Requirement;
  readonly uses: readonly Use[];
}

/** The needs of the caller that a key policy neither leaves to the account nor gives to everybody; sorted by key. */
export function callerNeeds({ uses, services }: Facts): readonly CallerNeed[] {
  const found: CallerNeed[] = [];
  for (const own of groupBy(uses, ({ key }) => `${String(key.plan)} ${key.id}`).values()) {
    const [{ key }] = own as [Use];
    const { policy } = key.policy;
    if (policy === null || key.managedByAws === true) continue;
    for (const [id, ofService] of groupBy(own, ({ service }) => service)) {
      const service = serviceIn(services, id);
      for (const requirement of requirementsOf(service, null)) {
        if (requirement.grantee !== "caller" || mayAllow(policy, requirement.actions)) continue;
        const needing = ofService.filter(({ operations }) => requirementsOf(service, operations).includes(requirement));
        if (needing.length > 0) found.push({ key, service, requirement, uses: needing });
      }
    }
  }
  return found.sort((a, b) => a.key.plan - b.key.plan || compare(a.key.id, b.key.id));
}

/** Whether the policy may leave the actions to an account, or give them to everybody; so it does where nobody knows it. */
function mayAllow(policy: Policy, actions: readonly string[]): boolean {
  if (policy.open !== undefined) return true;
  const open = viewStatements(policy).filter(
    ({ effect, unknown, principals, notPrincipal }) =>
      unknown ||
      (effect === "Allow" && (notPrincipal || principals.some(({ anyone, value }) => anyone || isAccount(value)))),
  );
  return actions.every((action) => open.some((view) => view.unknown || coversAction(view, action) !== "no"));
}

/** An account, or what may turn out to be one. */
function isAccount(value: Value): boolean {
  if (typeof value !== "string") return true;
  return isAccountId(value) || accountOfRoot(value) !== undefined;
}

import type { Key, Role, Use } from "../facts";
import { kept } from "../grouping";
import { viewStatements } from "../policy";
import { type Service, type Spared } from "../services";
import { canonical, Hole, isAccountId, makeArn, parseArn, spell, type Value } from "../values";
import type { Grantee, SparedCall } from "./access";
import { deniedOutright } from "./questions";
import { placeholdersOf } from "./using";

/**
 * The calls that a Deny takes from whom AWS says it must spare. What is not known claims nothing here, as of whoever runs
 * Terraform: nothing says that these callers are allowed either.
 */
export function sparedCallsOf(key: Key, service: Service, uses: readonly Use[]): readonly SparedCall[] {
  const { spared = [] } = service;
  if (spared.length === 0 || key.managedByAws === true || !hasDeny(key)) return NONE;
  const found = new Map<string, SparedCall & { readonly uses: Use[] }>();
  for (const each of spared) {
    for (const use of uses) {
      if (use.using === null || use.operations?.some((operation) => each.neededBy.includes(operation)) !== true)
        continue;
      const role = roleOf(each, key, use.using.account);
      for (const action of each.actions) {
        const name = `${each.id} ${canonical(role.account)} ${action}`;
        kept(found, name, () => ({ ...asked(key, service, each, role, action, use), uses: [] })).uses.push(use);
      }
    }
  }
  return [...found.values()].filter(({ verdict }) => verdict.outcome === "denied");
}

const NONE: readonly never[] = [];

function hasDeny({ policy: { policy } }: Key): boolean {
  if (policy === null || policy.open !== undefined) return false;
  return viewStatements(policy).some(({ effect, unknown }) => !unknown && effect === "Deny");
}

function asked(
  key: Key,
  service: Service,
  spared: Spared,
  role: Role,
  action: string,
  use: Use,
): Omit<SparedCall, "uses"> {
  const grantee: Grantee = { kind: "role", role };
  const circumstance = { rows: spared.context ?? [], placeholders: placeholdersOf(use, service) };
  const verdict = deniedOutright({ key, service, grantee }, action, circumstance);
  return { key, service, spared, action, verdict, grantee: spared.role === "*" ? null : role.id };
}

/** A role of AWS's own making, with no policies: its ARN is no text of a configuration. */
function roleOf({ role, title }: Spared, key: Key, account: Value): Role {
  const partition = parseArn(key.arn)?.partition ?? "aws";
  const madeUp = new Hole(title, { shape: "id", fresh: true });
  const name = role.slice(0, -1);
  const arn = makeArn(partition, "iam", "", account, [`role/${name}`, madeUp]);
  const printed = typeof account === "string" && isAccountId(account) ? account : "*";
  return {
    id: `arn:${typeof partition === "string" ? partition : spell(partition)}:iam::${printed}:role/${role}`,
    resource: null,
    arn,
    account,
    name: madeUp,
    tags: null,
    trust: { origin: "outside", policy: null, location: { address: role }, written: false, references: [] },
    identityPolicies: [],
    possiblyAttached: [],
    boundary: null,
    managedHere: true,
    replaced: false,
  };
}

import type { Key, PolicyFact, Role, Use } from "../facts";
import { kept } from "../grouping";
import { coversAction, viewStatements, type StatementView } from "../policy";
import { canonical, type Value } from "../values";
import type { Location } from "../resolve";
import { type Service, serviceIn } from "../services";
import type { Grantee, KeyAccess } from "./access";
import { about, asking, documented } from "./questions";

/** A statement that gives more than AWS lists. */
export interface Excess {
  readonly key: Key;
  readonly grantee: string;
  /** As the policy writes them. */
  readonly actions: readonly string[];
  readonly uses: readonly Use[];
  readonly at: Location;
  readonly what: WhatIsTooMuch;
}

/** In which way a statement gives more than AWS lists. */
export type WhatIsTooMuch =
  /** The key policy allows its actions to everybody, without a condition. */
  | { readonly kind: "everybody" }
  /** The key policy gives all actions to somebody who needs only these. */
  | { readonly kind: "key-policy"; readonly grantee: Grantee; readonly needed: readonly string[] }
  /** An IAM policy of the role gives too much on the key; AWS asks for these actions in the key policy only. */
  | { readonly kind: "role-policy"; readonly inKeyPolicyOnly: readonly string[] };

/** What the key policy gives to the services' roles and principals, and to everybody, beyond need. */
export function* excessInKeyPolicy(access: KeyAccess): Generator<Excess> {
  const { key, uses } = access;
  const { policy, location: at } = key.policy;
  for (const view of policy === null ? [] : viewStatements(policy)) {
    if (view.effect !== "Allow" || view.notPrincipal) continue;
    const broad = everything(view);
    const everybody = view.principals.some(({ anyone }) => anyone) && view.conditionKeys.length === 0;
    if (everybody) {
      yield { key, grantee: "*", actions: written(view), uses, at, what: { kind: "everybody" } };
    }
    if (broad.length === 0 || !namesSome(view, access)) continue;
    for (const { id, grantee, own } of granteesOf(access)) {
      if (!view.principals.some(({ kind, value }) => names(kind, value, grantee))) continue;
      const what = { kind: "key-policy", grantee, needed: needed(access, id) } as const;
      yield { key, grantee: id, actions: broad, uses: own, at, what };
    }
  }
}

/** What the roles' IAM policies give on the key beyond need. */
export function* excessInRolePolicies({ key, uses }: KeyAccess, services: readonly Service[]): Generator<Excess> {
  for (const use of uses) {
    if (use.role === null) continue;
    const service = serviceIn(services, use.service);
    for (const suspect of suspectsOf(use.role, service)) {
      if (!reaches(suspect, key, use.role, service)) continue;
      const { actions, fact } = suspect;
      const what = { kind: "role-policy", inKeyPolicyOnly: sparedBy(service) } as const;
      yield { key, grantee: use.role.id, actions, uses: [use], at: fact.location, what };
    }
  }
}

/** A statement of a role's policy that gives more than is needed, if it reaches the key. */
interface Suspect {
  readonly fact: PolicyFact;
  readonly statement: string;
  /** What it gives too much, as it is written. */
  readonly actions: readonly string[];
  /** An action to ask by. */
  readonly action: string;
}

function* suspectsOf(role: Role, service: Service): Generator<Suspect> {
  for (const fact of role.identityPolicies) {
    for (const view of viewsOf(fact)) {
      const suspicion = suspicionOf(view, service);
      if (suspicion !== null) yield { fact, statement: view.id, ...suspicion };
    }
  }
}

type Suspicion = Pick<Suspect, "actions" | "action">;

const known = new WeakMap<StatementView, Map<Service, Suspicion | null>>();

/** What a statement gives too much to a role of the service; asked once, since roles share statements. */
function suspicionOf(view: StatementView, service: Service): Suspicion | null {
  const ofView = kept(known, view, () => new Map<Service, Suspicion | null>());
  return kept(ofView, service, () => suspicion(view, service));
}

function suspicion(view: StatementView, service: Service): Suspicion | null {
  if (view.effect !== "Allow") return null;
  const spared = sparedBy(service);
  const [any] = service.requirements.filter(({ grantee }) => grantee === "role").flatMap(({ actions }) => actions);
  const actions = [...new Set([...everything(view), ...spared.flatMap((action) => covering(view, action))])].sort();
  const action = spared.find((each) => coversAction(view, each) === "yes") ?? any;
  return actions.length > 0 && action !== undefined ? { actions, action } : null;
}

/** What AWS says the role's policy does not need. */
function sparedBy(service: Service): readonly string[] {
  return service.exemptions.filter(({ layer }) => layer === "role-policy").flatMap(({ actions = [] }) => actions);
}

/** Whether the statement allows its action on the key. */
function reaches({ action, fact, statement }: Suspect, key: Key, role: Role | null, service: Service): boolean {
  const subject = { key, service, grantee: { kind: "role", role } } as const;
  const verdict = documented(about(asking(subject, false), action), "role-policy");
  if (verdict.outcome !== "allowed") return false;
  return verdict.statements.some((ref) => ref.policy === fact.policy?.name && ref.statement === statement);
}

function viewsOf({ policy }: PolicyFact): readonly StatementView[] {
  return policy === null ? [] : viewStatements(policy);
}

/** `*` and `kms:*`, as far as the statement lists them. */
function everything({ notAction, actions }: StatementView): readonly string[] {
  return notAction ? [] : actions.filter(isEverything).sort();
}

function isEverything(action: Value): action is string {
  return action === "*" || (typeof action === "string" && action.toLowerCase() === "kms:*");
}

function written({ actions }: StatementView): readonly string[] {
  return actions.filter((action): action is string => typeof action === "string").sort();
}

/** The patterns of the statement that cover the action; the action itself where it is covered by not being excepted. */
function covering(view: StatementView, action: string): readonly string[] {
  if (coversAction(view, action) !== "yes") return [];
  return view.notAction ? [action] : written(view).filter((pattern) => matches(pattern, action));
}

function matches(pattern: string, action: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "is").test(action);
}

/** The account root, whom most policies give everything, is none of them. */
function namesSome({ principals }: StatementView, { grantees }: KeyAccess): boolean {
  return principals.some(({ kind, value }) => grantees.some((grantee) => names(kind, value, grantee)));
}

function granteesOf({ calls }: KeyAccess): readonly { id: string; grantee: Grantee; own: readonly Use[] }[] {
  const found = new Map<string, { id: string; grantee: Grantee; own: readonly Use[] }>();
  for (const { grantee, uses } of calls) {
    const id = grantee.kind === "service" ? grantee.principal : grantee.role?.id;
    if (id !== undefined && !found.has(id)) found.set(id, { id, grantee, own: uses });
  }
  return [...found.values()];
}

function names(kind: string, value: Value, grantee: Grantee): boolean {
  if (grantee.kind === "service") return kind === "Service" && value === grantee.principal;
  if (kind !== "AWS" || grantee.role === null) return false;
  const { arn } = grantee.role;
  if (typeof arn === "string" && typeof value === "string") return value === arn;
  const written = canonical(arn);
  return written !== undefined && canonical(value) === written;
}

function needed({ calls }: KeyAccess, id: string): readonly string[] {
  const own = calls.filter(({ grantee }) => (grantee.kind === "service" ? grantee.principal : grantee.role?.id) === id);
  const listed = own.flatMap(({ rows }) => rows.flatMap(({ requirement }) => requirement.listed ?? []));
  const actions = own.map(({ action }) => action);
  // a pattern that AWS lists says what it covers
  const patterns = listed.filter((each) => each.includes("*"));
  const plain = [...actions, ...listed].filter(
    (each) => patterns.includes(each) || !patterns.some((pattern) => matches(pattern, each)),
  );
  return [...new Set(plain)].sort();
}

import { Hole, isList, partitionIn, spell, type Words, wordsOf } from "../../values";
import type { Principal, RoleSession } from "./principal";

/** Who calls, as the principals of a statement see it. */
export type Caller = RoleCaller | ServiceCaller;

export interface RoleCaller {
  readonly kind: "role";
  readonly arn: Words;
  readonly account: Words;
  readonly role: RoleSession;
  /** AWS may keep another role's unique id behind this ARN. */
  readonly maybeAnother: boolean;
}

export interface ServiceCaller {
  readonly kind: "service";
  readonly service: Words;
}

/**
 * The caller as matching needs it, for each name that it may have: a service may have several, AWS does not say which it
 * uses, and the call is decided once for each.
 */
export function callersOf(principal: Principal, keyPolicyWritten: boolean): readonly Caller[] {
  if (principal.kind === "role") return [roleCaller(principal, keyPolicyWritten)];
  const { service } = principal;
  const names = isList(service) ? service : [service];
  return names.map((name) => ({
    kind: "service",
    service: wordsOf(name) ?? new Hole(`a service principal ${spell(name)}`, { shape: "name" }),
  }));
}

function roleCaller(principal: RoleSession, keyPolicyWritten: boolean): RoleCaller {
  return {
    kind: "role",
    arn: wordsOf(principal.arn) ?? new Hole(`the role's ARN ${spell(principal.arn)}`, { shape: "arn" }),
    account:
      wordsOf(principal.account) ?? new Hole(`the role's account ${spell(principal.account)}`, { shape: "account" }),
    role: principal,
    maybeAnother: principal.replaced === true && !keyPolicyWritten,
  };
}

/** The partition of a role's ARN; a hole where its text does not show one. */
export function partitionOf(arn: Words): Words {
  return (partitionIn(arn) ?? new Hole("the role's partition", { shape: "partition" })) as Words;
}

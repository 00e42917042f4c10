import { Hole, partitionIn, spell, type Words, wordsOf } from "../../values";
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

/** The caller as matching needs it. A query that names several services is decided once for each name. */
export function callerOf(principal: Principal, keyPolicyWritten: boolean, service: Words): Caller {
  if (principal.kind === "service") return { kind: "service", service };
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

import { Choice, isMap, parseArn, type Value, type ValueMap } from "../../values";
import { coversPutKeyPolicy, documentOf, isAbsent, itemsOf } from "./key-policy-statements";

/** The accounts whose root a key policy makes an administrator of the key. */
export interface RootAccounts {
  readonly accounts: ReadonlySet<string>;
  /** It names the root of an account, too, that is not known: then a literal one is as likely somebody else's. */
  readonly namesUnknown: boolean;
}

/**
 * Reads them out of a key policy, as the plan knows it or as it was recovered: the accounts to whose root an Allow without
 * conditions gives `kms:PutKeyPolicy`. A statement that is not known says nothing.
 */
export function rootAccounts(policy: Value): RootAccounts {
  const accounts = new Set<string>();
  let namesUnknown = false;
  for (const statement of statementsIn(policy)) {
    if (!administers(statement)) continue;
    for (const principal of principalsOf(statement)) {
      const account = rootAccount(principal);
      if (typeof account === "string") accounts.add(account);
      else if (account !== undefined) namesUnknown = true;
    }
  }
  return { accounts, namesUnknown };
}

function statementsIn(policy: Value): readonly ValueMap[] {
  if (policy instanceof Choice) return [...statementsIn(policy.whenTrue), ...statementsIn(policy.whenFalse)];
  const document = documentOf(policy);
  return isMap(document) ? itemsOf(document.Statement).filter(isMap) : [];
}

function administers({ Effect, Action, Condition }: ValueMap): boolean {
  if (Effect !== "Allow" || !isAbsent(Condition)) return false;
  return itemsOf(Action).some((action) => typeof action === "string" && coversPutKeyPolicy(action));
}

function principalsOf({ Principal }: ValueMap): readonly Value[] {
  return isMap(Principal) ? itemsOf(Principal.AWS) : [];
}

/** The account that a principal is the root of, which need not be known; `undefined` for any other principal. */
function rootAccount(principal: Value): Value | undefined {
  if (typeof principal === "string" && /^\d{12}$/.test(principal)) return principal;
  const arn = parseArn(principal);
  if (arn?.service !== "iam" || arn.resource !== "root") return undefined;
  return typeof arn.account === "string" && !/^\d{12}$/.test(arn.account) ? undefined : arn.account;
}

import { Choice, isAccountId, isList, isMap, parseArn, type Value, type ValueMap } from "../../values";
import { coversPutKeyPolicy, documentOf, itemsOf } from "./key-policy-statements";

/**
 * The account of whoever writes a key policy, and with it the key's: the one account whose principals alone the policy may
 * let call `kms:PutKeyPolicy`. KMS refuses any other policy, "The key policy must allow the calling principal to make a
 * subsequent PutKeyPolicy request on the KMS key", and any other caller, "Cross-account use: No"
 * (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html, and API_CreateKey.html, read 2026-12-01).
 * Conditions do not matter: whom a statement lets in only sometimes, it may let in now. `undefined` where it may be anybody else.
 */
export function accountOfCaller(policy: Value): string | undefined {
  const principals = administratorsIn(policy);
  const accounts = new Set(principals?.map(accountOf));
  const [only] = accounts;
  return accounts.size === 1 ? only : undefined;
}

/** Every principal that the policy may let write it; `undefined` where somebody may who is not named. */
function administratorsIn(policy: Value): readonly Value[] | undefined {
  if (policy instanceof Choice) return all([policy.whenTrue, policy.whenFalse].map(administratorsIn));
  const document = documentOf(policy);
  const statements = isMap(document) ? listed(document.Statement) : undefined;
  return statements && all(statements.map(letIn));
}

function letIn(statement: Value): readonly Value[] | undefined {
  if (!isMap(statement)) return undefined;
  const { Effect: effect, Principal: principal } = statement;
  if (effect === "Deny" || !mayCoverPutKeyPolicy(statement)) return [];
  if (effect !== "Allow" || !isMap(principal) || Object.keys(principal).some((type) => type !== "AWS"))
    return undefined;
  return listed(principal.AWS);
}

function mayCoverPutKeyPolicy({ Action: action, NotAction: notAction }: ValueMap): boolean {
  if (action === undefined) return notAction !== undefined;
  return listed(action)?.some((each) => typeof each !== "string" || coversPutKeyPolicy(each)) ?? true;
}

/** The account that a principal belongs to; `undefined` where it is not known, or the principal of any account. */
function accountOf(principal: Value): string | undefined {
  const account = typeof principal === "string" && isAccountId(principal) ? principal : parseArn(principal)?.account;
  return isAccountId(account) ? account : undefined;
}

/** An element's items, all of them; `undefined` where more may come. */
function listed(value: Value | undefined): readonly Value[] | undefined {
  return isList(value) || typeof value === "string" || isMap(value) ? itemsOf(value) : undefined;
}

function all(lists: readonly (readonly Value[] | undefined)[]): readonly Value[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  return known.length === lists.length ? known.flat() : undefined;
}

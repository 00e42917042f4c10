import type { Value } from "../../../values";
import { keysBehind } from "../../candidates";
import type { Key } from "../../facts";
import type { Lookup } from "../../lookup";
import type { PossibleUseSignal } from "./detector";
import type { IdentityPolicy } from "./identity-policies";
import { referredTo } from "./unread";

/** What a policy of a role may mean: these keys, or whatever stands behind a value that is not known. */
type Meant = { readonly keys: readonly Key[] | "any" } | { readonly value: Value };

/** A policy of a role that may be evidence that a service uses a key through the role. */
export function* possibleUse(
  lookup: Lookup,
  { role, fact, doubt }: IdentityPolicy,
  meant: Meant,
): Iterable<PossibleUseSignal> {
  const { keys, open } = "keys" in meant ? { keys: meant.keys, open: undefined } : keysBehind(lookup, meant.value);
  if (keys.length === 0 && open === undefined) return;
  const plan = role.resource?.plan ?? lookup.infrastructure.plan;
  yield {
    kind: "possible-use",
    keys: keys.length === 0 ? "any" : keys,
    roles: [role],
    plan,
    at: fact.location,
    refersTo: keys === "any" ? [] : referredTo(keys, open),
    ...(doubt === undefined ? {} : { because: doubt }),
  };
}

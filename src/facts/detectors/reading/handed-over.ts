import type { Resource } from "../../../resolve";
import type { Value } from "../../../values";
import type { Role } from "../../facts";
import type { Lookup } from "../../lookup";
import { weakest } from "./api-calls";
import type { UseSignal } from "./detector";
import { lookupWithoutSecrets } from "../../lookup-without-secrets";

/** Values that somebody is given to call with: variables of an environment, words of a command. */
interface HandedOver {
  readonly resource: Resource;
  readonly attribute: string;
  readonly values: readonly Value[];
}

/** A key beside a role that trusts a service: whoever is given both lets the service use the key through the role. */
export function* handedOver(lookup: Lookup, { resource, attribute, values }: HandedOver): Iterable<UseSignal> {
  const { keyOf, roleOf } = lookupWithoutSecrets(lookup, resource, attribute);
  const keys = values.flatMap((value) => keyOf(value) ?? []);
  if (keys.length === 0) return;
  const roles = values.flatMap((value) => roleOf(value) ?? []);
  for (const service of lookup.services) {
    const serving: ReadonlySet<Role> = new Set(lookup.serviceRoles(service));
    for (const { role, confidence: sure } of roles.filter((each) => serving.has(each.role))) {
      for (const { key, confidence } of keys) {
        yield {
          kind: "use",
          service,
          operations: null,
          key,
          role,
          confidence: weakest("inferred", confidence, sure),
          evidence: { address: resource.address.text, attribute },
        };
      }
    }
  }
}

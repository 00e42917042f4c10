import type { Resource } from "../../../resolve";
import type { Service } from "../../../services";
import type { RuntimeKeySignal } from "./detector";

/** An operation is there for certain, but what it names is not known. */
export function unreadable(
  service: Service,
  operation: string | null,
  resource: Resource,
  attribute: string,
  why = "is known after apply",
): RuntimeKeySignal {
  return {
    kind: "runtime-key",
    service,
    operation,
    at: resource.location(attribute),
    plan: resource.plan,
    because: `${resource.address.text}.${attribute} ${why}`,
  };
}

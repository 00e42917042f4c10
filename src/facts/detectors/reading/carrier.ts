import { isRemoved, type Resource } from "../../../resolve";
import type { Value } from "../../../values";
import type { Lookup } from "../../lookup";
import type { Detector, Signal } from "./detector";
import { unread } from "./unread";

/**
 * A place in which calls of a service's API stand, or what they are given: what can be read of it, and what it means that it
 * cannot be read, in one object, so that no place is read without being missed when it is hidden.
 */
export interface Carrier {
  /** The detector's id. */
  readonly id: string;
  /** The resource types that hold such a value; `any`: every managed resource may. */
  readonly types: readonly string[] | "any";
  /** Where the value stands, for evidence. */
  readonly attribute: string;
  /** The values of a resource in which calls may stand. */
  readonly valuesOf: (resource: Resource) => readonly Value[];
  /** What the part of a value that can be read shows. */
  readonly callsIn: (lookup: Lookup, carried: Carried) => Iterable<Signal>;
  /** The parts of a value that `callsIn` could not read. */
  readonly unreadIn: (lookup: Lookup, carried: Carried) => readonly Value[];
  /**
   * What such a part may be. `call`: a call of its own, so that one key or one role of a service behind it is enough.
   * `hand-over`: what somebody else calls with, so that a key and a role have to stand together.
   */
  readonly whenUnknown: "call" | "hand-over";
}

/** One value of a resource. */
export interface Carried {
  readonly resource: Resource;
  readonly attribute: string;
  readonly value: Value;
}

/** The detector of a carrier. */
export function detectorOf(carrier: Carrier): Detector {
  return {
    id: carrier.id,
    *detect(lookup) {
      for (const carried of carriedBy(carrier, lookup)) {
        yield* carrier.callsIn(lookup, carried);
        for (const value of carrier.unreadIn(lookup, carried)) {
          yield* unread(lookup, { ...carried, value }, carrier.whenUnknown);
        }
      }
    },
  };
}

function* carriedBy({ types, attribute, valuesOf }: Carrier, { infrastructure }: Lookup): Iterable<Carried> {
  const resources = types === "any" ? infrastructure.resources : infrastructure.ofType(...types);
  for (const resource of resources) {
    if (resource.mode !== "managed" || isRemoved(resource)) continue;
    for (const value of valuesOf(resource)) yield { resource, attribute, value };
  }
}

import { Hole } from "../../values";
import { ObjectHole } from "./object-hole";
import type { Type } from "./type";
import { WholeNumber } from "./whole-number";

/** A hole of which nothing is known but its type, and that it is not null: what `length` or `==` gives. */
export class TypedHole extends Hole {
  constructor(
    name: string,
    readonly type: Type,
    references: readonly string[],
  ) {
    super(name, { references });
  }
}

/** True for a hole that may be null, a text, a list, anything. */
export function mayBeAnything(value: unknown): value is Hole {
  if (!(value instanceof Hole) || value.shape !== "any" || value.fresh) return false;
  return !(value instanceof ObjectHole || value instanceof WholeNumber || value instanceof TypedHole);
}

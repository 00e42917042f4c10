import { Hole } from "../../values";

/** Holes that stand for the value of a condition key are named so that no hole of a plan can have the name. */
const CONTEXT_HOLE = "\u0000context ";
const FOREIGN_HOLE = "\u0000foreign ";

/** The value of a condition key, not known. */
export function contextHole(key: string, shape: Hole["shape"] = "any"): Hole {
  return new Hole(CONTEXT_HOLE + key, { shape });
}

/** The value of a condition key of which one thing is known: nothing in this configuration equals it. */
export function foreignHole(key: string): Hole {
  return new Hole(FOREIGN_HOLE + key, { fresh: true });
}

export function isForeign(hole: Hole): boolean {
  return hole.name.startsWith(FOREIGN_HOLE);
}

/** True for a hole that stands for the value of a condition key. */
export function isOfContext(holeName: string): boolean {
  return holeName.startsWith(CONTEXT_HOLE) || holeName.startsWith(FOREIGN_HOLE);
}

import type { Extent } from "./json-extent";

/** How deep a plan may nest. Real ones stay below 60. */
export const MAX_DEPTH = 500;

/** What a list or an object takes of memory, in values. */
export const CONTAINER = 8;

/**
 * What values are refused past, in a saved plan of that many bytes: a few bytes of it may unpack to millions of values. Those of
 * any plan that is allowed stay below 300 MB; a plan of 100,000 resources has some 20 million and is larger than 5 MB.
 */
export function savedPlanBudget(bytes: number): number {
  return Math.min(4_000_000 + 4 * bytes, 40_000_000);
}

/** The same for plan JSON: real ones have more than four characters a value, and all of it stands in the file. */
export function planJsonBudget(characters: number): number {
  return 12_000_000 + characters / 4;
}

/** What the values of a JSON text take. */
export function valuesOf({ containers, commas }: Extent): number {
  return CONTAINER * containers + commas;
}

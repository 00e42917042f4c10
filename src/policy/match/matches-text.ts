import { matches } from "./matches";
import { patternFrom, wildcardsIn } from "../document";

/** Whether known text fits a policy's pattern (`*`, `?`), case-sensitively and in time linear in both. */
export function matchesText(pattern: string, text: string): boolean {
  const { literal, pieces } = patternFrom(wildcardsIn(pattern));
  return literal === undefined ? matches(text, pieces ?? []) : literal === text;
}

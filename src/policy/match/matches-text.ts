import { matches, prepare, wildcardsIn } from "./pattern";

/** Whether known text fits a policy's pattern (`*`, `?`), case-sensitively and in time linear in both. */
export function matchesText(pattern: string, text: string): boolean {
  const { literal, pieces } = prepare(wildcardsIn(pattern));
  return literal === undefined ? matches(text, pieces ?? []) : literal === text;
}

import { ARN_FIELDS, mayHoldColon, splitAtColons } from "../../values";
import { ANY_TEXT, type Pattern, type PatternPart, patternFrom } from "./pattern";

/** An ARN with wildcards, prepared for matching component by component. */
export interface ArnPattern {
  readonly whole: Pattern;
  /** Absent where a hole may hold a colon, so that nobody knows where the components end. */
  readonly components?: readonly Pattern[];
  /** Set where the pattern is a known ARN up to a `*` at its end: whatever begins so matches, component by component. */
  readonly beginning?: string;
}

export function arnPatternOf(whole: Pattern): ArnPattern {
  const components = componentsOf(whole.parts);
  if (components === undefined) return { whole };
  const beginning = beginningOf(whole, components.length);
  return { whole, components: components.map(patternFrom), ...(beginning !== undefined && { beginning }) };
}

function beginningOf({ parts }: Pattern, components: number): string | undefined {
  const [first, second, ...others] = parts;
  const alone = typeof first === "string" && second === ANY_TEXT && others.length === 0;
  return alone && components === ARN_FIELDS ? first : undefined;
}

/** The six components, or fewer. `undefined`: nobody can tell where one ends. */
export function componentsOf(parts: readonly PatternPart[]): PatternPart[][] | undefined {
  return splitAtColons(parts, mayHoldColon);
}

import { Hole } from "../../values/value";
import { ANY_TEXT, type Pattern, type PatternPart, patternFrom } from "./pattern";

/** `arn:partition:service:region:account:resource`; the resource may hold colons of its own. */
export const COMPONENTS = 6;

/** An ARN with wildcards, prepared for matching component by component. */
export interface ArnPattern {
  readonly whole: Pattern;
  /** Absent where a hole may hold a colon, so that nobody knows where the components end. */
  readonly components?: readonly Pattern[];
  /** Set where the pattern is a known ARN up to a `*` at its end: whatever begins so matches, component by component. */
  readonly beginning?: string;
}

export function arnPatternOf(whole: Pattern): ArnPattern {
  const components = splitArn(whole.parts);
  if (components === undefined) return { whole };
  const beginning = beginningOf(whole, components.length);
  return { whole, components: components.map(patternFrom), ...(beginning !== undefined && { beginning }) };
}

function beginningOf({ parts }: Pattern, components: number): string | undefined {
  const [first, second, ...others] = parts;
  const alone = typeof first === "string" && second === ANY_TEXT && others.length === 0;
  return alone && components === COMPONENTS ? first : undefined;
}

/** The six components, or fewer. `undefined`: it cannot be told where one ends. */
export function splitArn(parts: readonly PatternPart[]): PatternPart[][] | undefined {
  const components: PatternPart[][] = [[]];
  for (const part of parts) {
    if (part instanceof Hole && mayHoldColon(part) && components.length < COMPONENTS) return undefined;
    const pieces = typeof part === "string" ? part.split(":") : [part];
    pieces.forEach((piece, index) => {
      const goesOn = index === 0 || components.length === COMPONENTS;
      if (!goesOn) components.push([piece]);
      else if (index === 0) components.at(-1)?.push(piece);
      else components.at(-1)?.push(":", piece);
    });
  }
  return components.map((component) => component.filter((part) => part !== ""));
}

function mayHoldColon(hole: Hole): boolean {
  return hole.shape === "any" || hole.shape === "arn";
}

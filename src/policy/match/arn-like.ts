import { ARN_FIELDS, Hole, isSame, join, partsOf, type Words } from "../../values";
import { ANY_TEXT, type ArnPattern, arnPatternOf, componentsOf, isWildcard, patternFrom, patternOf } from "../document";
import { differForFreshness, holesIn, like, plainText, spellParts } from "./comparison";
import { type Evaluation, FALSE, TRUE, type Truth, and, ask, askOfHoles, assumed, truthOf } from "../evaluate";
import { couldMatch } from "./overlap";

/** Does the text surely match, for how it begins? False says nothing. */
function beginsSo(text: Words, { beginning }: ArnPattern): boolean {
  const first = typeof text === "string" ? text : partsOf(text)[0];
  return beginning !== undefined && typeof first === "string" && first.startsWith(beginning);
}

/**
 * `ArnLike`, and `ArnEquals`, which is the same: each component is matched by itself, so that a `*` does not reach over a
 * colon but in the last. With fewer than six components AWS does not say what happens.
 */
export function arnLike(evaluation: Evaluation, text: Words, pattern: ArnPattern): Truth {
  if (beginsSo(text, pattern)) return TRUE;
  return componentwise(evaluation, text, withAssumed(evaluation, pattern), false);
}

/**
 * The `Resource` of an identity policy: as {@link arnLike}, but AWS adds `*` for components that are missing. A `*` at
 * the end of a component may reach over the colon, AWS says, and does not say when: so what only matches that way may match.
 */
export function resourceLike(evaluation: Evaluation, text: Words, pattern: ArnPattern): Truth {
  if (beginsSo(text, pattern)) return TRUE;
  const settled = withAssumed(evaluation, pattern);
  const exact = componentwise(evaluation, text, settled, true);
  if (exact !== FALSE || settled.components === undefined) return exact;
  if (like(evaluation, text, settled.whole) === FALSE) return FALSE;
  return undocumented(evaluation, assumed(evaluation, text), settled, true);
}

function componentwise(evaluation: Evaluation, text: Words, pattern: ArnPattern, filled: boolean): Truth {
  const words = assumed(evaluation, text);
  const actual = componentsIn(words);
  if (actual === undefined || pattern.components === undefined) return wholly(evaluation, words, pattern);
  const missing = Array.from({ length: ARN_FIELDS - pattern.components.length }, () => patternFrom([ANY_TEXT]));
  const documented = actual.length === ARN_FIELDS && (filled || missing.length === 0);
  const { literal } = pattern.whole;
  if (documented && missing.length === 0 && typeof words === "string" && literal !== undefined) {
    return truthOf(words === literal);
  }
  let truth: Truth = TRUE;
  for (const [index, component] of [...pattern.components, ...missing].entries()) {
    truth = and(truth, like(evaluation, actual[index] ?? "", component));
    if (truth === FALSE) break;
  }
  if (documented) return truth;
  if (isSamePattern(words, pattern)) return TRUE;
  return truth === FALSE && like(evaluation, words, pattern.whole) === FALSE
    ? FALSE
    : undocumented(evaluation, words, pattern, filled);
}

/** The components of some text; `undefined`: nobody can tell where one ends. One text is often matched with many patterns. */
function componentsIn(words: Words): readonly Words[] | undefined {
  if (words !== latest?.words) {
    const components = componentsOf(partsOf(words))?.map((parts) => join(parts as (string | Hole)[]));
    latest = { words, components };
  }
  return latest.components;
}

let latest: { readonly words: Words; readonly components: readonly Words[] | undefined } | undefined;

/** AWS does not say what it does here; but it does the same each time. */
function undocumented(evaluation: Evaluation, words: Words, pattern: ArnPattern, asResource: boolean): Truth {
  const written = textOf(pattern);
  const key = `components ${String(asResource)} ${spellParts(partsOf(words))} ${spellParts(pattern.whole.parts)}`;
  return ask(evaluation, { key }, { kind: "undescribed-element", element: "ARN", written });
}

function textOf({ whole }: ArnPattern): string {
  return whole.parts
    .map((part) => (typeof part === "string" ? part : isWildcard(part) ? part.wildcard : `\${${part.name}}`))
    .join("");
}

function isSamePattern(words: Words, { whole: { parts } }: ArnPattern): boolean {
  return !parts.some(isWildcard) && isSame(words, join(parts as readonly (string | Hole)[]));
}

function withAssumed(evaluation: Evaluation, pattern: ArnPattern): ArnPattern {
  const { values } = evaluation.assumptions;
  if (values.size === 0 || !holesIn(pattern.whole.parts).some((name) => values.has(name))) return pattern;
  return arnPatternOf(
    patternFrom(
      pattern.whole.parts.flatMap((part) => {
        const words = part instanceof Hole ? values.get(part.name) : undefined;
        return words === undefined ? [part] : patternOf(words).parts;
      }),
    ),
  );
}

/** Nobody knows where the components end: it matches if it is the same text, and not if nothing could make it so. */
function wholly(evaluation: Evaluation, words: Words, pattern: ArnPattern): Truth {
  if (isSamePattern(words, pattern)) return TRUE;
  const parts = partsOf(words);
  const plain = plainText(pattern.whole);
  if (plain !== undefined && (differForFreshness(words, plain) || differForFreshness(plain, words))) return FALSE;
  if (!couldMatch(parts, [...pattern.whole.parts, ANY_TEXT])) return FALSE;
  const key = `arn ${spellParts(parts)} ${spellParts(pattern.whole.parts)}`;
  return askOfHoles(evaluation, { key }, holesIn([...parts, ...pattern.whole.parts]));
}

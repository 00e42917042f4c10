import { type Assumptions, type Leaf, NOTHING_ASSUMED, type Question } from "./evaluation";
import { type Words, fill } from "../../values";

/** A pass that came out one way, or is unknown for what stands in its leaves. */
export interface Pass<T> {
  readonly result: T;
  /** Two passes with the same say come to the same; `undefined`: it is unknown. */
  readonly says: string | undefined;
  readonly leaves: readonly Leaf[];
}

/** No more questions are answered one after another, and no more passes made. */
const MOST_QUESTIONS = 6;
const MOST_PASSES = 40;

/**
 * Looks whether a pass that is unknown comes out the same however its questions are answered: then that is the answer.
 * The questions that are asked most often come first. Gives the results of all the cases; `undefined`: they differ, or
 * one stays unknown.
 */
export function splitCases<T>(first: Pass<T>, run: (assumptions: Assumptions) => Pass<T>): readonly T[] | undefined {
  const results: T[] = [];
  let says: string | undefined;
  let passes = 0;
  const settle = (pass: Pass<T>, assumptions: Assumptions, depth: number): boolean => {
    if (pass.says !== undefined) {
      says ??= pass.says;
      results.push(pass.result);
      return says === pass.says;
    }
    const question = depth < MOST_QUESTIONS ? mostAsked(pass.leaves) : undefined;
    if (question === undefined || passes >= MOST_PASSES) return false;
    return [true, false].every((answer) => {
      passes += 1;
      const more = assume(assumptions, question, answer);
      return settle(run(more), more, depth + 1);
    });
  };
  return settle(first, NOTHING_ASSUMED, 0) ? results : undefined;
}

function mostAsked(leaves: readonly Leaf[]): Question | undefined {
  const counts = new Map<string, { question: Question; count: number }>();
  for (const { question } of leaves) {
    if (question === undefined) continue;
    const known = counts.get(question.key);
    if (known === undefined) counts.set(question.key, { question, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.question;
}

function assume({ answers, values }: Assumptions, question: Question, answer: boolean): Assumptions {
  const withAnswer = new Map(answers).set(question.key, answer);
  const { means } = question;
  if (!answer || means === undefined) return { answers: withAnswer, values };
  const put = (words: Words): Words => fill(words, (hole) => (hole.name === means.hole.name ? means.words : undefined));
  const withValue = new Map([...values].map(([name, words]) => [name, put(words)]));
  return { answers: withAnswer, values: withValue.set(means.hole.name, means.words) };
}

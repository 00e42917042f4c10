import { foldWords, type Hole, type Words } from "../../values";
import { type ArnPattern, arnPatternOf } from "./arn-pattern";
import type { Listing } from "./listing";
import type { WrittenOperator } from "./operator";
import { type Pattern, patternOf } from "./pattern";
import type { Template } from "./variables-in-text";

/** One key of one operator block, prepared. */
export interface ConditionTest extends WrittenOperator {
  /** In lower case. */
  readonly key: string;
  /** As written, for the proof. */
  readonly name: string;
  /** The operator as written. */
  readonly written: string;
  readonly values: Listing<ConditionValue>;
}

/** A part of a condition that is not known: any test may stand there. */
export interface UnknownCondition {
  readonly unknown: Hole;
  /** Where the operator is known; absent: the whole `Condition` is not. */
  readonly operator?: string;
}

/** An operator that AWS does not have, or that it does not take here. */
export interface UnreadableCondition {
  readonly unreadable: string;
}

export type Condition = ConditionTest | UnknownCondition | UnreadableCondition;

/** A value in a policy's condition, prepared for its operator. */
export interface ConditionValue {
  readonly words: Words;
  readonly pattern?: Pattern;
  readonly arn?: ArnPattern;
  readonly template?: Template | "unreadable";
}

/** Prepares a value. `template`: its variables, where the policy's version has them. */
export function conditionValueOf(
  written: WrittenOperator,
  words: Words,
  template: Template | "unreadable" | undefined,
): ConditionValue {
  const { comparison, folded } = written.operator;
  if (template !== undefined) return { words, template };
  if (comparison === "pattern") return { words, pattern: patternOf(words) };
  if (comparison === "arn") return { words, arn: arnPatternOf(patternOf(words)) };
  return { words: folded ? foldWords(words) : words };
}

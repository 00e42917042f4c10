import type { RecommendedCondition, RowContext } from "../services";
import { filledFor } from "./using";
import type { Row } from "./access";
import type { Use } from "../facts";

/** Conditions by operator and key, with their values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** More resources are not listed in one condition. */
const MOST_LISTED = 10;

/**
 * The conditions that AWS recommends for a statement that is to allow these rows' calls: those that all of the rows recommend,
 * whose key AWS sends with each of the calls, and whose values are known and may be told. `undefined`: none.
 */
export function recommendedFor(rows: readonly Row[]): Conditions | undefined {
  const [first, ...others] = rows;
  const found: Record<string, Record<string, string | readonly string[]>> = {};
  for (const condition of first?.requirement.recommended ?? []) {
    const own = [first as Row, ...others].map((row) => valuesFor(row, condition));
    const values = [...new Set(own.flatMap((each) => each ?? []))].sort();
    const [only] = values;
    if (own.includes(undefined) || only === undefined || values.length > MOST_LISTED) continue;
    (found[condition.operator] ??= {})[condition.key] = values.length === 1 ? only : values;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

function valuesFor({ requirement, call }: Row, { operator, key }: RecommendedCondition): readonly string[] | undefined {
  const own = requirement.recommended?.find((each) => each.operator === operator && each.key === key);
  const sent = requirement.context?.find((row) => row.key === key && isOf(row, call.action));
  if (own === undefined || sent === undefined || sent.state === "absent" || sent.state === "unsupported")
    return undefined;
  const texts = typeof own.value === "string" ? [own.value] : own.value;
  const values = call.uses.flatMap((use) =>
    texts.map((text) => (mayBeTold(text, use) ? filledFor(text, use, call.service) : undefined)),
  );
  return values.every((value) => typeof value === "string") ? values : undefined;
}

function isOf({ only, except }: RowContext, action: string): boolean {
  return (only === undefined || only.includes(action)) && (except === undefined || !except.includes(action));
}

/** A name, and what is made of it, may be sensitive. */
function mayBeTold(text: string, { using }: Use): boolean {
  const named = /\{(using|source|destination|carrier)\.(arn|name)\}|\{prefix\}/.exec(text);
  if (named === null) return true;
  const spoken = named[1];
  const resource = spoken === "source" || spoken === "destination" || spoken === "carrier" ? using?.[spoken] : using;
  return resource?.hasSensitiveName === false;
}

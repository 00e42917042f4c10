import { partsOf, type Words } from "../../values";
import type { Condition, ConditionTest } from "../document";
import type { Examined } from "./examined-statement";
import type { Case } from "./explain-outcome";

/** How the sentences of a proof call things. */

/** The caller. */
export function who({ outcome }: Case): string {
  const { caller } = outcome.call;
  return caller.kind === "service" ? written(caller.service) : "the role";
}

/** Text, in which what is not known stands by its name. */
export function written(words: Words): string {
  return partsOf(words)
    .map((part) => (typeof part === "string" ? part : `<${part.name}>`))
    .join("");
}

/** A statement by name; one outside the key policy with the policy that it stands in. */
export function named({ ref, policy }: Pick<Examined, "ref" | "policy">): string {
  const statement = `statement \`${ref.statement}\``;
  if (policy.kind === "key") return statement;
  if (ref.policy !== undefined) return `${statement} of \`${ref.policy}\``;
  return policy.kind === "boundary" ? `${statement} of the permissions boundary` : statement;
}

/** A condition, as a clause: `where \`kms:GrantIsForAWSResource\` is true`, `through \`kms:ViaService\``. */
export function clause(condition: ConditionTest): string {
  if (condition.key === "kms:viaservice" && !condition.operator.negated) return `through \`${condition.name}\``;
  const only = onlyValue(condition);
  const { comparison } = condition.operator;
  if (comparison === "bool" && only !== undefined) return `where \`${condition.name}\` is ${only}`;
  if (comparison === "null" && only === "true") return `where there is no \`${condition.name}\``;
  if (comparison === "null" && only === "false") return `where there is a \`${condition.name}\``;
  return `under a condition on \`${condition.name}\``;
}

function onlyValue({ values: { entries, rest } }: ConditionTest): string | undefined {
  const [entry] = entries;
  return entries.length === 1 && rest.length === 0 && typeof entry?.value.words === "string"
    ? entry.value.words
    : undefined;
}

/** What a condition is called: by its key, or by the hole in its place. */
export function conditionName(condition: Condition): string {
  if ("unknown" in condition) return `\`${condition.unknown.name}\``;
  return `\`${"unreadable" in condition ? condition.unreadable : condition.name}\``;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

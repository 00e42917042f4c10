import type { Report } from "./report";

/** What to tell those whose ignores or baseline still name a rule that told a finding before; `undefined`: none does. */
export function formerRulesWarning({ findings }: Report): string | undefined {
  const held = findings.filter(({ held_as }) => held_as !== undefined);
  const renamed = new Set(held.map(({ held_as, rule }) => `${String(held_as)} is ${rule} now`));
  if (renamed.size === 0) return undefined;
  const pairs = [...renamed].sort().join(", ");
  return `an ignore or the baseline holds what another rule tells now (${pairs}); name the new rule, or write the baseline anew`;
}

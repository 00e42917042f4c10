/**
 * Mutants that are known to break "sight only helps" or "unknown is open, both ways", with what would mend them. Nothing else may break them, and what is mended
 * has to leave this list.
 */
export const KNOWN_BREAKS: readonly { readonly mutant: string; readonly because: string }[] = [];

export function isKnownBreak(broken: string): boolean {
  return KNOWN_BREAKS.some(({ mutant }) => broken.includes(mutant));
}

import type { DeclaredUse, Facts } from "../facts";
import type { CheckOptions } from "./options";

/** The declared uses whose key is there; a key that is not is listed as unlinked, as it was declared. */
export function matchedUses({ declaredUses }: CheckOptions, { unlinked }: Facts): ReadonlySet<DeclaredUse> {
  const missing = new Set(unlinked.filter(({ kind }) => kind === "key").map(({ address }) => address));
  return new Set(declaredUses.filter(({ key }) => !missing.has(key)));
}

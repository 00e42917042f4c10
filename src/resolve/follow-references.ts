import { kept } from "../grouping";
import {
  type Address,
  type Configuration,
  followReferences,
  formatAddress,
  formatModule,
  mostSpecific,
  parseReference,
} from "../plan";
import type { Resource } from "./infrastructure";
import type { Surroundings } from "./resource";

/** References of a block, followed, which is the same for all of its instances. */
interface Followed {
  readonly references: readonly string[];
  /** Whether they depend on the key of the instance. */
  readonly keyed: boolean;
}

/**
 * What an attribute's references are about: followed through module inputs and outputs, and, where they lead to a resource
 * with several instances, to the one that has the instance key of the resource itself (`role = aws_iam_role.r[each.key].name`).
 */
export function narrowing(
  configuration: Configuration | null,
  byAddress: ReadonlyMap<string, Resource>,
): Surroundings["narrow"] {
  // The instances of a block share one list of references.
  const known = new WeakMap<readonly string[], Followed>();
  const follow = (references: readonly string[]): Followed => ({
    references: followReferences(configuration, "", mostSpecific(references)),
    keyed: references.some((each) => /^(?:each\.(?:key|value)|count\.index)/.test(each)),
  });
  return ({ address: { key } }, references) => {
    const followed = kept(known, references, () => follow(references));
    if (key === undefined || !followed.keyed) return followed.references;
    const step = typeof key === "number" ? `[${String(key)}]` : `[${JSON.stringify(key)}]`;
    return followed.references.map((reference) => {
      const found = parseReference(reference);
      if (found === undefined || found.address.key !== undefined || byAddress.has(found.address.text)) return reference;
      const keyed = withKey(found.address, step).find((each) => byAddress.has(each));
      return keyed === undefined ? reference : `${keyed}${found.path}`;
    });
  };
}

/** The address with the key at the resource, else at the innermost module that has none. */
function withKey({ text, modules, mode, type, name }: Address, step: string): readonly string[] {
  const at = modules.findLastIndex(({ key }) => key === undefined);
  if (at < 0) return [`${text}${step}`];
  const before = formatModule(modules.slice(0, at + 1));
  const rest = formatAddress({ modules: modules.slice(at + 1), mode, type, name });
  return [`${text}${step}`, `${before}${step}.${rest}`];
}

import { formatAddress, formatModule, type Plan } from "../plan";
import type { Resource } from "./infrastructure";
import { isFormer } from "./is-removed";

/**
 * The instance keys that the plan has for a resource or a module call, by the address without its last key. Under `-target`
 * the plan may not have them all.
 */
export function instanceKeys(
  plan: Plan,
  resources: () => readonly Resource[],
): (address: string) => readonly (string | number)[] | undefined {
  let index: Map<string, Set<string | number>> | undefined;
  const note = (address: string, key: string | number | undefined): void => {
    if (key === undefined) return;
    const keys = index?.get(address);
    if (keys === undefined) index?.set(address, new Set([key]));
    else keys.add(key);
  };
  const build = (): void => {
    for (const resource of resources()) {
      if (isFormer(resource)) continue;
      const { address } = resource;
      const { modules, key } = address;
      for (const [at, step] of modules.entries())
        note(formatModule([...modules.slice(0, at), { name: step.name }]), step.key);
      const { mode, type, name } = address;
      if (key !== undefined) note(formatAddress({ modules, mode, type, name }), key);
    }
  };
  return (address) => {
    if (plan.file.complete === false) return undefined;
    if (index === undefined) {
      index = new Map();
      build();
    }
    const keys = index.get(address);
    return keys === undefined ? undefined : [...keys];
  };
}

import { configuredAddress, isType, type Plan, type PlanSource } from "../../plan";
import type { Resource } from "../infrastructure";
import { loadSource } from "./plan-source";

/**
 * Tells whether a resource that the plan makes may run a command of which nothing can be seen: its block is not in the source,
 * or it stands in a file that cannot be read and that mentions a provisioner. A plan without any key or role is not asked:
 * there is nothing of its own that a command could be about, and its source need not be parsed.
 */
export function hiddenProvisioners(source: PlanSource, { resources }: Plan): (resource: Resource) => boolean {
  const matters = resources.some(({ type }) => isType(type, "key") || isType(type, "role"));
  return ({ address, mode, change }) => {
    if (!matters || mode === "data" || (change !== "create" && change !== "replace")) return false;
    const module = source.modules.get(configuredAddress(address.module));
    if (module === undefined) return true;
    const { declares, unreadFiles } = loadSource();
    if (declares(module, address)) return false;
    const unread = unreadFiles(module);
    return unread.length === 0 || unread.some((text) => text.includes("provisioner"));
  };
}

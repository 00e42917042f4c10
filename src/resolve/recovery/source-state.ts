import { holdsUnknown, type Plan, type PlanSource, type SourceModule } from "../../plan";
import { isFormer } from "../is-removed";
import { isSourceLoaded, loadSource } from "./plan-source";
import type { UnbelievedPart, UnbelievedParts } from "./unbelieved-source";

/** How much of a plan's source there is, as the report tells it. */
export interface SourceState {
  /**
   * Where it was read from, where all is believed that was needed of it; `partial`: not all of it is; `unreadable`: the root
   * module is missing, or nothing in it can be read; `none`: there is no source.
   */
  readonly source: "plan" | "directory" | "partial" | "unreadable" | "none";
  /** What is not believed, cannot be read or is not there. */
  readonly unbelieved: readonly UnbelievedPart[];
}

/** What can be said of a plan's source by now: only what was asked of it has been looked at. */
export function sourceState(source: PlanSource | undefined, plan: Plan, parts: UnbelievedParts): SourceState {
  if (source === undefined) return { source: "none", unbelieved: [] };
  const says = rootSaysAnything(source, plan);
  for (const { file, line, message } of isSourceLoaded() ? loadSource().faultsFound(source) : [])
    parts.add({ kind: "unreadable", file, line, because: message });
  if (!says) return { source: "unreadable", unbelieved: parts.all };
  return { source: parts.all.length > 0 ? "partial" : source.origin, unbelieved: parts.all };
}

/**
 * Whether the root module is there and can be read. It is parsed only where something hangs on it: where the plan leaves
 * something open, or makes something, so that a provisioner may run.
 */
export function rootSaysAnything(source: PlanSource, plan: Plan): boolean {
  const expected = plan.resources.some((resource) => !resource.deposed && !isFormer(resource));
  if (!expected) return true;
  const root = source.modules.get("");
  if (root === undefined || isBlank(root)) return false;
  const makes = plan.resources.some(
    ({ mode, change }) => mode === "managed" && (change === "create" || change === "replace"),
  );
  return !(makes || holdsUnknown(plan)) || loadSource().rootSaysAnything(source);
}

function isBlank({ files }: SourceModule): boolean {
  return [...files.values()].every((text) => text.trim() === "");
}

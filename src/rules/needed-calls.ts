import { compare } from "../grouping";
import type { Requirement } from "../services/service";
import type { Need } from "./needs";

/** One action, and every requirement that asks for it, once. */
export interface NeededCall {
  readonly action: string;
  readonly required: readonly { readonly requirement: Requirement; readonly held: Need["required"] }[];
}

/** What is needed of one kind of grantee; sorted by action. */
export interface NeededOf {
  readonly grantee: Requirement["grantee"];
  readonly calls: readonly NeededCall[];
}

const known = new WeakMap<readonly Need[], readonly NeededOf[]>();

/** The calls that some needs come to, by who makes them; sorted. */
export function neededCalls(needs: readonly Need[]): readonly NeededOf[] {
  let found = known.get(needs);
  if (found === undefined) {
    const grantees = new Set(needs.map(({ requirement }) => requirement.grantee));
    found = [...grantees].sort().map((grantee) => ({
      grantee,
      calls: sorted(
        needs
          .filter(({ requirement }) => requirement.grantee === grantee)
          .map(({ requirement, action, required }) => ({ action, required: [{ requirement, held: required }] })),
      ),
    }));
    known.set(needs, found);
  }
  return found;
}

/** The calls of some uses, each action once: needed for certain where any of them needs it for certain. */
export function sorted(calls: readonly NeededCall[]): readonly NeededCall[] {
  const byAction = new Map<string, Map<Requirement, Need["required"]>>();
  for (const { action, required } of calls) {
    const all = byAction.get(action) ?? new Map<Requirement, Need["required"]>();
    for (const { requirement, held } of required) {
      if (held === "yes" || !all.has(requirement)) all.set(requirement, held);
    }
    byAction.set(action, all);
  }
  return [...byAction]
    .map(([action, all]) => ({ action, required: [...all].map(([requirement, held]) => ({ requirement, held })) }))
    .sort((a, b) => compare(a.action, b.action));
}

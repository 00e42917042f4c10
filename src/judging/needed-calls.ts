import { compare, groupBy, kept } from "../grouping";
import type { Requirement } from "../services";
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
  return kept(known, needs, () =>
    [...groupBy(needs, ({ requirement }) => JSON.stringify(requirement.grantee))]
      .sort(([a], [b]) => compare(a, b))
      .map(([, ofGrantee]) => ({
        grantee: (ofGrantee[0] as Need).requirement.grantee,
        calls: sorted(
          ofGrantee.map(({ requirement, action, required }) => ({
            action,
            required: [{ requirement, held: required }],
          })),
        ),
      })),
  );
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

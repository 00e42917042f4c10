import { compare, groupBy, kept } from "../grouping";
import type { Requirement, RowContext } from "../services";
import type { Need } from "./needs";

/** One action in one request context, and every requirement that asks for it, once. */
export interface NeededCall {
  /** Its action and what its requirements say of condition keys: calls of one name are the same call. */
  readonly name: string;
  readonly action: string;
  /** What its requirements say of condition keys, all of them the same. */
  readonly context: readonly RowContext[];
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
        calls: sorted(ofGrantee.map(neededCall)),
      })),
  );
}

function neededCall({ requirement, action, required }: Need): NeededCall {
  const { context = NOTHING } = requirement;
  return { name: `${action} ${spelled(context)}`, action, context, required: [{ requirement, held: required }] };
}

const NOTHING: readonly RowContext[] = [];

const spellings = new WeakMap<readonly RowContext[], string>();

function spelled(context: readonly RowContext[]): string {
  return context.length === 0 ? "" : kept(spellings, context, () => JSON.stringify(context));
}

/** The calls of some uses, each once: needed for certain where any of them needs it for certain. */
export function sorted(calls: readonly NeededCall[]): readonly NeededCall[] {
  const byName = new Map<string, { readonly first: NeededCall; readonly all: Map<Requirement, Need["required"]> }>();
  for (const call of calls) {
    const { all } = kept(byName, call.name, () => ({ first: call, all: new Map<Requirement, Need["required"]>() }));
    for (const { requirement, held } of call.required) {
      if (held === "yes" || !all.has(requirement)) all.set(requirement, held);
    }
  }
  return [...byName.values()]
    .map(({ first, all }) => ({
      ...first,
      required: [...all].map(([requirement, held]) => ({ requirement, held })),
    }))
    .sort((a, b) => compare(a.name, b.name));
}

/** What comes of pairing two items, and how well they fit; higher is better. */
export interface Pairing<Result> {
  readonly value: Result;
  readonly fit: number;
}

/** Past this many, items are only paired in their order: the pairings to be looked at grow with the square. */
const MOST_ITEMS = 64;

/**
 * Pairs each item with one of as many others so that all fit (`pair` gives `undefined` for two that do not), best fits first;
 * in the order in which they stand where that is as good. `undefined`: there is no such pairing.
 */
export function pairBestFits<Item, Result>(
  items: readonly Item[],
  others: readonly Item[],
  pair: (item: Item, other: Item) => Pairing<Result> | undefined,
): readonly Result[] | undefined {
  const straight = items.map((item, at) => pair(item, others[at] as Item));
  const fits = straight.every((each) => each !== undefined);
  if (items.length === 1 || items.length > MOST_ITEMS) return fits ? straight.map(({ value }) => value) : undefined;
  const rows = items.map((item, at) => others.map((other, to) => (to === at ? straight[at] : pair(item, other))));
  const best = bestPairing(rows);
  if (best === undefined) return undefined;
  const total = (of: readonly (Pairing<Result> | undefined)[]): number =>
    of.reduce((sum, each) => sum + (each?.fit ?? 0), 0);
  const chosen = best.map((to, at) => rows[at]?.[to]);
  return (fits && total(straight) >= total(chosen) ? straight : chosen).map((each) => (each as Pairing<Result>).value);
}

/**
 * For each row the column that it gets, each column once: the best fits first, and where that leaves a row without any, others
 * make room for it.
 */
function bestPairing(rows: readonly (readonly (Pairing<unknown> | undefined)[])[]): readonly number[] | undefined {
  const rowOf = new Map<number, number>();
  const columnOf = new Map<number, number>();
  const pairs = rows.flatMap((row, at) =>
    row.flatMap((each, to) => (each === undefined ? [] : [{ at, to, fit: each.fit, away: Math.abs(at - to) }])),
  );
  pairs.sort((a, b) => b.fit - a.fit || a.away - b.away);
  for (const { at, to } of pairs) {
    if (columnOf.has(at) || rowOf.has(to)) continue;
    columnOf.set(at, to);
    rowOf.set(to, at);
  }
  const makeRoom = (at: number, tried: Set<number>): boolean => {
    for (const [to, each] of (rows[at] ?? []).entries()) {
      if (each === undefined || tried.has(to)) continue;
      tried.add(to);
      const holder = rowOf.get(to);
      if (holder !== undefined && !makeRoom(holder, tried)) continue;
      columnOf.set(at, to);
      rowOf.set(to, at);
      return true;
    }
    return false;
  };
  for (const at of rows.keys()) if (!columnOf.has(at) && !makeRoom(at, new Set())) return undefined;
  return rows.map((_, at) => columnOf.get(at) ?? 0);
}

/**
 * Grouping and ordering.
 */

/** Adds an item to the group of this name. */
export function push<Name, Item>(groups: Map<Name, Item[]>, name: Name, item: Item): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [item]);
  else group.push(item);
}

/** Items by what names their group; groups and items in the order in which they come. */
export function groupBy<Name, Item>(items: Iterable<Item>, nameOf: (item: Item) => Name): Map<Name, Item[]> {
  const groups = new Map<Name, Item[]>();
  for (const item of items) push(groups, nameOf(item), item);
  return groups;
}

/** What maps keep things in, weak ones too. */
interface Keeping<Key, Thing> {
  get(key: Key): Thing | undefined;
  set(key: Key, thing: Thing): unknown;
}

/** What is kept under a key; made, and kept from then on, when it is first asked for. */
export function kept<Key, Thing>(things: Keeping<Key, Thing>, key: Key, make: () => Thing): Thing {
  let thing = things.get(key);
  if (thing === undefined) things.set(key, (thing = make()));
  return thing;
}

/** Text in code point order, whatever the locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

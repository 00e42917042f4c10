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

/** Text in code point order, whatever the locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

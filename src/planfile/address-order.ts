import type { Address, AddressStep } from "../plan";

/**
 * The order in which Terraform lists resources: shorter module paths first, then module by module; data sources before
 * managed resources; then type, name and instance key (none, numbers, text).
 */
export function compareAddresses(a: Address, b: Address): number {
  return (
    compareModules(a.modules, b.modules) ||
    compare(a.mode, b.mode) ||
    compare(a.type, b.type) ||
    compare(a.name, b.name) ||
    compareKeys(a.key, b.key)
  );
}

function compareModules(a: readonly AddressStep[], b: readonly AddressStep[]): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let index = 0; index < a.length; index += 1) {
    const order = compareSteps(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareSteps(a: AddressStep | undefined, b: AddressStep | undefined): number {
  return compare(a?.name ?? "", b?.name ?? "") || compareKeys(a?.key, b?.key);
}

type Key = string | number | undefined;

/** Instance keys: none, then numbers, then text. */
export function compareKeys(a: Key, b: Key): number {
  if (typeof a !== typeof b) return rank(a) - rank(b);
  return a === undefined || b === undefined ? 0 : compare(a, b);
}

function rank(key: Key): number {
  if (key === undefined) return 0;
  return typeof key === "number" ? 1 : 2;
}

/** Order by code unit, so that the same plan gives the same order everywhere. */
export function compare<T extends string | number>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

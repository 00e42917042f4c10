import { type Address, addressReader, parseAddress } from "../plan";
import { compare, compareAddresses, compareKeys } from "./address-order";
import type { SavedResourceChange } from "./change";
import { SavedPlanUnreadable } from "./saved-plan-unreadable";

/** A change and its address, taken apart. */
export interface ListedChange {
  readonly address: Address;
  readonly entry: SavedResourceChange;
}

/**
 * The changes that plan JSON lists, in its order: not those to ephemeral resources (OpenTofu), and not the removal of
 * data sources from the state, which is Terraform's own tidying.
 *
 * @throws SavedPlanUnreadable where an address is none
 */
export function listedChanges(changes: readonly SavedResourceChange[]): ListedChange[] {
  const listed: ListedChange[] = [];
  const read = addressReader();
  for (const entry of changes) {
    const address = read(entry.address);
    if (address !== undefined) {
      if (address.mode === "managed" || entry.change.action.change !== "delete") listed.push({ address, entry });
    } else if (!isEphemeral(entry.address)) {
      throw notAnAddress(entry.address);
    }
  }
  return inOrder(listed);
}

/** The error where a change has no address. */
export function notAnAddress(text: string): SavedPlanUnreadable {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return new SavedPlanUnreadable("damaged", `${JSON.stringify(shown)} is not the address of a resource`);
}

/** Sorts resource by resource: the instances of one differ in their keys alone, and there may be thousands. */
function inOrder(listed: readonly ListedChange[]): ListedChange[] {
  const resources = new Map<string, ListedChange[]>();
  for (const each of listed) {
    const { module, configured } = each.address;
    const name = module === "" ? configured : `${module} ${configured}`;
    const instances = resources.get(name);
    if (instances === undefined) resources.set(name, [each]);
    else instances.push(each);
  }
  const byAddress = [...resources.values()].sort(([a], [b]) =>
    a === undefined || b === undefined ? 0 : compareAddresses(a.address, b.address),
  );
  return byAddress.flatMap((instances) =>
    instances.sort(
      (a, b) =>
        compareKeys(a.address.key, b.address.key) || compare(a.entry.deposedKey ?? "", b.entry.deposedKey ?? ""),
    ),
  );
}

/** `ephemeral.x.y`, in any module. */
function isEphemeral(address: string): boolean {
  const data = address.replace(/(^|\.)ephemeral\.(?=[^."]+\.[^."]+(?:\[[^\]]*\])?$)/, "$1data.");
  return data !== address && parseAddress(data) !== undefined;
}

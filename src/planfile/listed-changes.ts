import type { Address } from "../plan/address";
import { parseAddress } from "../plan/parse-address";
import { compare, compareAddresses } from "./address-order";
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
  for (const entry of changes) {
    const address = parseAddress(entry.address);
    if (address !== undefined) {
      if (address.mode === "managed" || entry.change.action.change !== "delete") listed.push({ address, entry });
    } else if (!isEphemeral(entry.address)) {
      throw new SavedPlanUnreadable("damaged", `${JSON.stringify(entry.address)} is not the address of a resource`);
    }
  }
  return listed.sort(
    (a, b) => compareAddresses(a.address, b.address) || compare(a.entry.deposedKey ?? "", b.entry.deposedKey ?? ""),
  );
}

/** `ephemeral.x.y`, in any module. */
function isEphemeral(address: string): boolean {
  const data = address.replace(/(^|\.)ephemeral\.(?=[^."]+\.[^."]+(?:\[[^\]]*\])?$)/, "$1data.");
  return data !== address && parseAddress(data) !== undefined;
}

import type { Facts, Key, ManagedResource, Role, Use } from "../facts";
import type { Service } from "../services";
import type { Verdict } from "../verdict";
import type { Call, Grantee } from "./access";
import type { Misfit } from "./key-fitness";

/** What was there before a plan, as facts that are gathered as those of the plan are. */
export interface Before {
  /** Whether the plan changes anything at all. */
  readonly changesAnything: boolean;
  /** Whether anything changes, or was changed outside Terraform, that access to keys rests on. */
  readonly bearsOnAccess: boolean;
  /** What is there when the plan is made. */
  readonly now: Facts;
  /** What the last apply left; `null` where nobody changed anything since that matters. */
  readonly lastApply: () => Facts | null;
  /** What the plan does to a resource; `undefined` for one that it does not have. */
  readonly changeOf: (address: string) => ChangeOf | undefined;
}

/** What a plan does to one resource. */
export interface ChangeOf {
  readonly change: ManagedResource["change"];
  /** As plan JSON has it: `replace_because_cannot_update`, `delete_because_no_resource_config`. */
  readonly reason?: string;
  /** The attributes whose change makes the plan replace it. */
  readonly replacePaths?: readonly string[];
  /** An attribute as it was before; `undefined` where it was not set, or is sensitive. */
  before(attribute: string): unknown;
}

/** How a plan takes a grantee's access to a key. */
export type Way =
  /** No policy or grant lets the call through any more, or the layer that AWS names lacks its Allow. */
  | { readonly kind: "policies"; readonly documented?: Verdict; readonly documentedBefore?: Verdict }
  /** The key cannot be used any more: it is deleted, disabled, or of another kind. */
  | { readonly kind: "key"; readonly what: Misfit }
  /** The key is replaced: what the former one encrypted cannot be read once it is gone. */
  | { readonly kind: "former-key" }
  /** Another key is used from now on, and what the former one encrypted cannot be read with it. */
  | {
      readonly kind: "data-at-rest";
      readonly documented?: Verdict;
      readonly documentedBefore?: Verdict;
      readonly next: Key;
    }
  /** The role no longer lets the service assume it. */
  | { readonly kind: "trust"; readonly verdict: Verdict }
  /** An alias that the key had leads to another, which lets the service do less. */
  | { readonly kind: "alias"; readonly alias: string; readonly next: Key }
  /** The use goes with what made it: its role, or the resource that used the key. */
  | { readonly kind: "gone"; readonly with: string }
  /** Somebody deleted the key outside Terraform, and this plan makes another in its place. */
  | { readonly kind: "deleted-outside" };

/** One call that a grantee could make before the plan and cannot make after it, or may not. */
export interface Taking {
  /** `may`: whether it is taken is not known. */
  readonly certainty: "is" | "may";
  readonly way: Way;
  /** As the plan leaves it. */
  readonly key: Key;
  readonly service: Service;
  readonly grantee: Grantee;
  readonly action: string;
  readonly uses: readonly Use[];
  /** As it was. */
  readonly before: Call;
  /** The role as it was. */
  readonly roleBefore: Role | null;
  /** As it will be; `null` where nothing was asked. */
  readonly after: Call | null;
  /** What the last apply left did not allow it either: somebody gave it by hand. */
  readonly addedByHand: boolean;
  /** The addresses of the plan's changes that take it, those that come first in the proof first. */
  readonly by: readonly string[];
}

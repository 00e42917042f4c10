import type { Value } from "../../values";
import type { Basis } from "../../verdict";

/** The condition keys of one call. Looked up by key name, whose case does not matter. */
export interface RequestContext {
  /** What is known of a key; an unknown name is an unknown state, never an error. */
  state(key: string): ContextState;
}

/**
 * What is known of one condition key in one call.
 * `absent`: not in the request. `known`: in it, with these values (which may hold holes; several for a multivalued key).
 * `present`: in it, value unknown. `not-ours`: in it, with a value that no literal of this configuration equals (a
 * service's own VPC endpoint). `one-of`: in it, with one of these values. `unknown`: it may be absent or hold anything.
 * `possiblyAbsent` on `not-ours` and `one-of`: it may be absent too. `more`: a multivalued key may hold others besides
 * these. `notBefore`: a date of which this much is known. `unsupported`: AWS rules conditions on it out, so that an Allow with
 * one does not work; whether it is absent then is not told.
 * `otherReading`: what it holds if AWS's text is read in another way. `sent`: in words, what AWS sends.
 */
export type ContextState =
  | { readonly state: "absent"; readonly basis?: Basis; readonly sent?: string }
  | {
      readonly state: "known";
      readonly values: readonly Value[];
      readonly more?: boolean;
      readonly otherReading?: readonly Value[];
      readonly basis?: Basis;
      readonly sent?: string;
    }
  | { readonly state: "present"; readonly notBefore?: string; readonly basis?: Basis; readonly sent?: string }
  | { readonly state: "not-ours"; readonly possiblyAbsent?: boolean; readonly basis?: Basis; readonly sent?: string }
  | {
      readonly state: "one-of";
      readonly values: readonly Value[];
      readonly possiblyAbsent?: boolean;
      readonly basis?: Basis;
      readonly sent?: string;
    }
  | { readonly state: "unknown"; readonly basis?: Basis; readonly sent?: string }
  | { readonly state: "unsupported"; readonly basis?: Basis; readonly sent?: string };

/** What is known of a key of which nothing is known. */
export const UNKNOWN_STATE: ContextState = { state: "unknown" };

/** A request of which nothing is known. */
export const NO_CONTEXT: RequestContext = { state: () => UNKNOWN_STATE };

/** The state of a key that holds one of these values: the only one, or nobody knows which. */
export function oneAmong(values: readonly Value[]): ContextState {
  return values.length === 1 ? { state: "known", values } : { state: "one-of", values };
}

/**
 * A resource address, taken apart: `module.a["x.y"].aws_kms_key.k[0]`. Instance keys may hold dots, brackets and quotes.
 */
export interface Address {
  /** The whole address as the plan writes it. */
  readonly text: string;
  /** Module steps from the root. */
  readonly modules: readonly AddressStep[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key?: string | number;
  /** The module part as written, with instance keys: `module.a["x.y"]`; empty for the root. */
  readonly module: string;
  /** The whole address without any instance key: `module.a.aws_kms_key.k`; how configuration names it. */
  readonly configured: string;
}

/** `module.a["x"]`. */
export interface AddressStep {
  readonly name: string;
  readonly key?: string | number;
}

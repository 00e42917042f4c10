import type { KnownParts, ReadStatement } from "./known-parts";
import type { PolicyFault, PolicyKind } from "./policy";

/** What is gathered while a document is read. */
export interface Reading {
  readonly kind: PolicyKind;
  readonly faults: PolicyFault[];
  /** In the order of the document. */
  readonly statements: ReadStatement[];
  readonly open: Set<string>;
  /** What is read is text without holes, so that nothing in it is a choice. */
  plain: boolean;
  /** Policy variables have a meaning: `Version` is 2012-10-17; or it is not known. */
  variables: boolean | "perhaps";
  /** See `ParseOptions.concealed`. */
  readonly concealed: string | undefined;
  /** Of the policies that are parsed together with it. */
  readonly known: KnownParts;
}

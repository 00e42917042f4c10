import type { Hole, Words } from "../../values";
import type { ArnPattern } from "./arn-pattern";
import type { Condition } from "./condition";
import type { Entry, Guard, Listing } from "./listing";
import type { Pattern } from "./pattern";
import type { Statement } from "./policy";
import type { Template } from "./variables-in-text";

/** A statement, prepared for judging. */
export interface CompiledStatement extends Statement {
  /** It stands in the document only where these hold. */
  readonly guards: readonly Guard[];
  /** `Allow`, `Deny`, or text that may turn out to be either. */
  readonly effectWords: Words;
  /** Set where nothing but its existence is known: it may match anything. */
  readonly unknown: Hole | undefined;
  /** It stands for all that the list of statements may yet hold. */
  readonly rest: boolean;
  /** `undefined`: it has no `Principal` and no `NotPrincipal`. */
  readonly principals: readonly Entry<PrincipalEntry>[] | undefined;
  /** `NotPrincipal`. */
  readonly exceptPrincipals: boolean;
  readonly actions: Listing<ActionPattern>;
  /** `NotAction`. */
  readonly exceptActions: boolean;
  /** `undefined`: it has no `Resource` and no `NotResource`. */
  readonly resources: Listing<ResourcePattern> | undefined;
  /** `NotResource`. */
  readonly exceptResources: boolean;
  readonly conditions: readonly Condition[];
}

/** One principal. What a known one may match is told by its form. */
export interface PrincipalEntry {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`; or `*` for the principal `"*"` itself. */
  readonly type: string;
  readonly words: Words;
  readonly form: PrincipalForm;
}

/**
 * `anyone`: `*`. `account`: the account root, or its number. `role`: an ARN of a role. `session`: an ARN of a session.
 * `unique-id`: AWS's own id of a role. `service`. `never`: it matches neither a role nor a service. `text`: it has holes.
 * `rest`: a hole that stands for any number of principals of its kind.
 */
export type PrincipalForm =
  | {
      readonly form:
        "anyone" | "role" | "session" | "unique-id" | "service" | "any-service" | "never" | "text" | "rest";
    }
  | { readonly form: "account"; readonly account: Words; readonly partition?: string };

export interface ActionPattern {
  readonly words: Words;
  /** In lower case. */
  readonly pattern: Pattern;
  /** AWS takes a wildcard in the service prefix only as `*` alone: anything else may match, or be refused. */
  readonly doubtful: boolean;
}

export interface ResourcePattern {
  readonly words: Words;
  readonly arn: ArnPattern;
  /** `*` alone. */
  readonly everything: boolean;
  /** It begins with a wildcard, which AWS does not describe, or has a variable before the resource part. */
  readonly doubtful: boolean;
  readonly template?: Template | "unreadable";
}

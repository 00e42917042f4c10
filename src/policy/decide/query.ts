import type { Grant, KeyIdentity, Principal } from "../match";
import type { RequestContext } from "../evaluate";
import type { PolicyLayer } from "../../verdict";
import type { Policy } from "../document";

/** May `principal` do `action` on `key`, by these policies and grants, in this request context? */
export interface AuthorizeQuery {
  /** Who calls. */
  readonly principal: Principal;
  /** A full action name, `kms:Decrypt`. Without wildcards; case does not matter. */
  readonly action: string;
  /** The key the call is about. */
  readonly key: KeyIdentity;
  /** The key's policy. `null`: the key has none attached, which AWS never lets happen; nothing is allowed by it. */
  readonly keyPolicy: Policy | null;
  /** True where this plan writes the key policy, so that AWS looks up every ARN in it anew: see {@link RoleSession.replaced}. */
  readonly keyPolicyWritten?: boolean;
  /** All identity policies of the role. Ignored for a service principal. */
  readonly identityPolicies: readonly Policy[];
  /** Policies that may be attached to the role, or not: they add no Allow and may add a Deny. */
  readonly possiblyAttached?: readonly Policy[];
  /** Of the role; absent where it has none. */
  readonly permissionsBoundary?: Policy;
  /** Those of the key. */
  readonly grants?: readonly Grant[];
  /** What is known of the condition keys of the call. */
  readonly context: RequestContext;
}

/** The layers of which AWS's documentation names one for each requirement. */
export type DocumentedLayer = Extract<PolicyLayer, "key-policy" | "role-policy">;

/** All of a query but its action and what is known of its request: the same for all calls of one principal to one key. */
export type Parties = Omit<AuthorizeQuery, "action" | "context">;

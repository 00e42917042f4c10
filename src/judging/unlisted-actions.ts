import type { Key, Use } from "../facts";
import { kept } from "../grouping";
import { actionsMeant, type Layer, type Requirement, type Service } from "../services";
import { type Call, getsThrough, type Grantee, type KeyAccess } from "./access";
import { about, asking, mayBeListed } from "./questions";

/** What AWS lists for a grantee besides what it needs, and a layer does not have. */
export interface Unlisted {
  readonly key: Key;
  readonly service: Service;
  readonly grantee: Grantee;
  readonly requirement: Requirement;
  readonly layer: Layer;
  /** As AWS prints them: `kms:ReEncrypt*`. */
  readonly actions: readonly string[];
  readonly uses: readonly Use[];
}

/**
 * What the layers lack of what AWS lists and nothing needs, by principal and action alone. Where something needed is missing,
 * that is told, and its statement is to be written anew.
 */
export function* unlistedOf(access: KeyAccess): Generator<Unlisted> {
  const asked = new Map<Requirement, Map<string, { readonly calls: Call[]; readonly grantee: Grantee }>>();
  for (const call of access.calls) {
    for (const { requirement } of call.rows) {
      if (requirement.listed === undefined) continue;
      const name = JSON.stringify(call.grantee.kind === "role" ? call.grantee.role?.id : call.grantee.principal);
      const ofGrantee = kept(asked, requirement, () => new Map<string, { calls: Call[]; grantee: Grantee }>());
      kept(ofGrantee, name, () => ({ calls: [], grantee: call.grantee })).calls.push(call);
    }
  }
  for (const [requirement, grantees] of asked) {
    for (const { calls, grantee } of grantees.values()) {
      const [{ key, service }] = calls as [Call];
      if (!calls.every(getsThrough) || (grantee.kind === "role" && grantee.role?.managedHere !== true)) continue;
      const actions = (requirement.listed ?? []).filter((pattern) => lacks(pattern, requirement, calls[0] as Call));
      const uses = [...new Set(calls.flatMap((call) => call.uses))];
      if (actions.length > 0) yield { key, service, grantee, requirement, layer: requirement.layer, actions, uses };
    }
  }
}

function lacks(pattern: string, { actions, layer }: Requirement, { key, service, grantee }: Call): boolean {
  const meant = actionsMeant(pattern);
  // a pattern is covered by what of it is needed
  if (meant.some((action) => actions.includes(action))) return false;
  const own = asking({ key, service, grantee }, false);
  return meant.some((action) => !mayBeListed(about(own, action), layer));
}

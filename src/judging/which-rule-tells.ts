import type { Basis, Verdict } from "../verdict";
import { confidenceOf, granteeId, type Call, type Row } from "./access";
import type { Profile, RuleId } from "../findings/finding";
import { isOfExport } from "../services/circumstances";
import { levelOf, type Documented, type Effective, type RowLevel } from "./level";
import type { Judged } from "../findings/judged";
import { isRefused } from "./policy-state";

/*
 * Who tells what, so that each fault is told once:
 *
 * - A row whose layer lacks the Allow (documented: no, or unknown) is told by the rule of that layer.
 * - A Deny or a boundary is told by no-deny-blocks-service and by nobody else. A layer that lacks its Allow besides still
 *   says so in the profile `documented`, where the Allow is asked for whatever else holds.
 * - Where every layer that AWS names has its Allow and the call is refused all the same for want of another one (a role of
 *   another account needs both sides), the layer that was not asked for tells it.
 */

/** The rules that tell rows of the access table. */
export type LayerRule = Extract<
  RuleId,
  | "key-policy-grants-role"
  | "key-policy-grants-service"
  | "role-policy-grants-role"
  | "export-needs-data-key-without-plaintext"
>;

/** What one rule has to tell about one row; `null` where it is not its turn. */
export function judgeRow(row: Row, rule: LayerRule, profile: Profile): Judged | null {
  const own = ruleOf(row);
  const level = own === rule ? gap(row, profile) : beyond(row, profile) === rule ? levelOfRow(row, profile) : none;
  const { call } = row;
  if (level.kind === "none" || (level.kind === "undecided" && rests(call, row.requirement.layer))) return null;
  return {
    ...judgedCall(call),
    verdict: level.kind,
    level: level.level,
    basis: weaker(row.documented.basis, call.effective.basis),
  };
}

/** What no-deny-blocks-service has to tell about one call. */
export function judgeCall(call: Call, profile: Profile): Judged | null {
  const { effective: verdict } = call;
  if (verdict.outcome === "allowed") return null;
  const required = call.rows.some((row) => row.required === "yes");
  const judged = { ...judgedCall(call), level: "error", basis: verdict.basis } as const;
  if (verdict.outcome === "denied" && verdict.by !== "no-allow") {
    return { ...judged, verdict: required ? "violated" : "undecided" };
  }
  const mayBeTaken =
    verdict.outcome === "unknown" &&
    !verdict.possible.includes("no-allow") &&
    verdict.possible.some((outcome) => outcome === "explicit" || outcome === "boundary");
  if (!mayBeTaken || rests(call, "any") || call.rows.some((row) => gap(row, profile).kind !== "none")) return null;
  return { ...judged, verdict: "undecided" };
}

/** Whether what is open rests on a policy that AWS refuses: that is told, and mending it comes first. */
function rests({ key, grantee }: Call, layer: Row["requirement"]["layer"] | "any"): boolean {
  const role = grantee.kind === "role" ? grantee.role : null;
  const ofRole = [...(role?.identityPolicies ?? []), ...(role?.boundary ? [role.boundary] : [])];
  const policies = layer === "key-policy" ? [key.policy] : layer === "role-policy" ? ofRole : [key.policy, ...ofRole];
  return policies.some(isRefused);
}

/** The rule of the layer and the grantee that a row is about. */
function ruleOf({ requirement }: Row): LayerRule {
  if (isOfExport(requirement)) return "export-needs-data-key-without-plaintext";
  if (requirement.layer === "role-policy") return "role-policy-grants-role";
  return requirement.grantee === "role" ? "key-policy-grants-role" : "key-policy-grants-service";
}

const none: RowLevel = { kind: "none" };

/** What a row whose layer lacks the Allow comes to. */
function gap(row: Row, profile: Profile): RowLevel {
  const { effective: verdict, rows } = row.call;
  const doc = documentedOf(row.documented);
  if (doc === "yes") return none;
  const taken = verdict.outcome === "denied" && verdict.by !== "no-allow";
  if (taken) return doc === "no" && profile === "documented" ? levelOfRow(row, profile) : none;
  const toldByAnother =
    doc === "unknown" &&
    verdict.outcome === "denied" &&
    rows.some((other) => other.documented.outcome === "denied" && other.required === "yes");
  return toldByAnother ? none : levelOfRow(row, profile);
}

/** The rule that tells that the call lacks an Allow where no layer that AWS names lacks its own; only the first row asks. */
function beyond(row: Row, profile: Profile): LayerRule | null {
  const { effective: verdict, rows, grantee } = row.call;
  const lacks =
    (verdict.outcome === "denied" && verdict.by === "no-allow") ||
    (verdict.outcome === "unknown" && verdict.possible.includes("no-allow"));
  if (!lacks || row !== rows[0] || rows.some((each) => gap(each, profile).kind !== "none")) return null;
  if (rows.some(({ documented }) => documentedOf(documented) !== "yes")) return null;
  if (grantee.kind === "service") return "key-policy-grants-service";
  return row.requirement.layer === "key-policy" ? "role-policy-grants-role" : "key-policy-grants-role";
}

function levelOfRow(row: Row, profile: Profile): RowLevel {
  const effective = effectiveOf(row.call.effective);
  // A call that is refused is refused whether or not this requirement holds, if any requirement asks for the call.
  const refused = effective === "denied" && row.call.rows.some(({ required }) => required === "yes");
  const required = refused ? "yes" : row.required;
  return levelOf({ documented: documentedOf(row.documented), effective, profile, required });
}

/** A verdict on the layer as the report writes it. */
export function documentedOf({ outcome }: Verdict): Documented {
  return outcome === "unknown" ? "unknown" : outcome === "allowed" ? "yes" : "no";
}

/** A verdict on the call as the report writes it. */
export function effectiveOf({ outcome }: Verdict): Effective {
  return outcome;
}

function judgedCall(call: Call): Pick<Judged, "key" | "grantee" | "confidence" | "actions"> {
  return {
    key: call.key,
    grantee: granteeId(call.grantee),
    confidence: confidenceOf(call.uses),
    actions: [call.action],
  };
}

/** An answer that rests on two is as well founded as the weaker. */
export function weaker(one: Basis, other: Basis): Basis {
  return one === "trace" || other === "trace" ? "trace" : "documentation";
}

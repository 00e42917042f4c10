import type { Basis, Verdict } from "../verdict";
import { confidenceOf, granteeId, type Call, type Row } from "./access";
import type { Judged, Profile, RuleId } from "../findings";
import { isOfExport } from "../services";
import { levelOf, type Documented, type Effective, type RowLevel } from "./level";
import { isRefused } from "./policy-state";

/*
 * Exactly one rule reports each fault:
 *
 * - The rule of a layer reports that the layer lacks the Allow (documented: no, or unknown).
 * - no-deny-blocks-service alone reports a Deny or a boundary. In the profile `documented`, the rule of a layer that lacks its
 *   Allow as well reports that too, since AWS asks for the Allow whatever else holds.
 * - AWS may refuse a call although every layer that its page names has the Allow: a role of another account needs both sides.
 *   Then the rule of the layer that the page does not name reports it.
 */

/** The rules that report rows of the access table. */
export type LayerRule = Extract<
  RuleId,
  | "key-policy-grants-role"
  | "key-policy-grants-service"
  | "role-policy-grants-role"
  | "export-needs-data-key-without-plaintext"
>;

/** The verdict of one rule on one row; `null` where another rule reports the row, or nothing is wrong with it. */
export function judgeRow(row: Row, rule: LayerRule, profile: Profile): Judged | null {
  if (row.requirement.listLabel === "inf") return judgeInferred(row, rule);
  const own = ruleOf(row);
  const level =
    own === rule
      ? levelOfMissingAllow(row, profile)
      : ruleOfOtherLayer(row, profile) === rule
        ? levelOfRow(row, profile)
        : none;
  const { call } = row;
  if (
    level.kind === "none" ||
    (level.kind === "undecided" && restsOnRefusedPolicy(call, row.requirement.layer === "either" ? "any" : row.layer))
  )
    return null;
  return {
    ...judgedCall(call),
    verdict: level.kind,
    level: level.level,
    basis: weaker(row.documented.basis, call.effective.basis),
  };
}

/** A list that is inferred gives notes, and nothing where it cannot be told. */
function judgeInferred(row: Row, rule: LayerRule): Judged | null {
  if (ruleOf(row) !== rule || row.documented.outcome !== "denied") return null;
  return { ...judgedCall(row.call), verdict: "violated", level: "note", basis: row.documented.basis };
}

/** The verdict of no-deny-blocks-service on one call; `null` where it has nothing against it. */
export function judgeCall(call: Call, profile: Profile): Judged | null {
  const { effective: verdict } = call;
  if (verdict.outcome === "allowed") return null;
  const inferred = call.rows.every(({ requirement }) => requirement.listLabel === "inf");
  if (inferred && verdict.outcome === "unknown") return null;
  const required = call.rows.some((row) => row.required === "yes");
  const judged = { ...judgedCall(call), level: inferred ? "note" : "error", basis: verdict.basis } as const;
  if (verdict.outcome === "denied" && verdict.by !== "no-allow") {
    return { ...judged, verdict: required ? "violated" : "undecided" };
  }
  const mayBeTaken =
    verdict.outcome === "unknown" &&
    !verdict.possible.includes("no-allow") &&
    verdict.possible.some((outcome) => outcome === "explicit" || outcome === "boundary");
  if (
    !mayBeTaken ||
    restsOnRefusedPolicy(call, "any") ||
    call.rows.some((row) => levelOfMissingAllow(row, profile).kind !== "none")
  )
    return null;
  return { ...judged, verdict: "undecided" };
}

/** Whether an open question rests on a policy that AWS refuses: policy-is-well-formed reports that, and it has to be fixed first. */
function restsOnRefusedPolicy({ key, grantee }: Call, layer: Row["layer"] | "any"): boolean {
  const role = grantee.kind === "role" ? grantee.role : null;
  const ofRole = [...(role?.identityPolicies ?? []), ...(role?.boundary ? [role.boundary] : [])];
  const policies = layer === "key-policy" ? [key.policy] : layer === "role-policy" ? ofRole : [key.policy, ...ofRole];
  return policies.some(isRefused);
}

/** The rule of the layer and the grantee that a row is about. */
function ruleOf({ call, layer, requirement }: Row): LayerRule {
  if (isOfExport(requirement)) return "export-needs-data-key-without-plaintext";
  if (call.grantee.kind === "service") return "key-policy-grants-service";
  return layer === "role-policy" ? "role-policy-grants-role" : "key-policy-grants-role";
}

const none: RowLevel = { kind: "none" };

/** The level of a row whose layer lacks the Allow. */
function levelOfMissingAllow(row: Row, profile: Profile): RowLevel {
  const { effective: verdict, rows } = row.call;
  const doc = documentedOf(row.documented);
  if (doc === "yes") return none;
  const taken = verdict.outcome === "denied" && verdict.by !== "no-allow";
  if (taken) return doc === "no" && profile === "documented" ? levelOfRow(row, profile) : none;
  const anotherRowFails =
    doc === "unknown" &&
    verdict.outcome === "denied" &&
    rows.some((other) => other.documented.outcome === "denied" && other.required === "yes");
  return anotherRowFails ? none : levelOfRow(row, profile);
}

/**
 * The rule that reports that a call lacks an Allow although every layer that AWS names has its own. Only the first row of a call
 * asks for it, so that the call is reported once.
 */
function ruleOfOtherLayer(row: Row, profile: Profile): LayerRule | null {
  const { effective: verdict, rows, grantee } = row.call;
  const lacks =
    (verdict.outcome === "denied" && verdict.by === "no-allow") ||
    (verdict.outcome === "unknown" && verdict.possible.includes("no-allow"));
  if (!lacks || row !== rows[0] || rows.some((each) => levelOfMissingAllow(each, profile).kind !== "none")) return null;
  if (rows.some(({ documented }) => documentedOf(documented) !== "yes")) return null;
  if (grantee.kind === "service") return "key-policy-grants-service";
  return row.layer === "key-policy" ? "role-policy-grants-role" : "key-policy-grants-role";
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

/** The basis of an answer that rests on two: the weaker one. */
export function weaker(one: Basis, other: Basis): Basis {
  return one === "trace" || other === "trace" ? "trace" : "documentation";
}

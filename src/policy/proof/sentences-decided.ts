import type { StatementRef } from "../../verdict";
import { type DocumentedLayer, namesCaller } from "../decide";
import type { Examined } from "./examined-statement";
import type { Case } from "./explain";
import { clause, conditionName, list, named, who } from "./naming";
import { FALSE, TRUE, UNKNOWN, or } from "../evaluate";

/** A sentence of the proof, and the statements it is about. */
export interface Said {
  readonly statements: readonly StatementRef[];
  readonly sentence: string;
}

/** No more statements are told of. */
const MOST_TOLD = 3;

/** The sentences that prove an Allow or a denial: the only place where they are made. */
export const say = { allowed, explicit, boundary, noAllow, documented, undocumented, trust };

function sure(list: readonly Examined[]): Examined | undefined {
  return list.find(({ truth }) => truth === TRUE);
}

function allowed(found: Case): Said {
  const { action } = found;
  const role = sure(found.roleAllows);
  const bounded = found.judged.prepared.request.bounded ? sure(found.boundaryAllows) : undefined;
  const limits = bounded === undefined ? [] : [bounded.ref];
  const withinBoundary = bounded !== undefined || !found.judged.prepared.request.bounded;
  const own = admitting(found, withinBoundary);
  if (own !== undefined && !(found.crossAccount && role === undefined)) {
    const other = found.crossAccount && role !== undefined ? [role] : [];
    const also = other.map((each) => `; in the role's own account ${named(each)} allows it`).join("");
    return {
      statements: [own.ref, ...other.map(({ ref }) => ref), ...limits],
      sentence: `${named(own)} ${reaches(found, own)} and allows ${action}${also}`,
    };
  }
  const root = found.keyAllows.find(({ truth, match }) => truth === TRUE && match?.account === TRUE);
  if (root !== undefined && role !== undefined && withinBoundary) {
    const sentence = `${named(root)} leaves ${action} to the IAM policies of the account, and ${named(role)} allows it to the role`;
    return { statements: [root.ref, role.ref, ...limits], sentence };
  }
  const [grant] = found.grants;
  if (grant !== undefined) {
    const sentence = `grant \`${grant}\` allows ${action} to ${who(found)}`;
    return { statements: [{ layer: "grant", statement: grant }], sentence };
  }
  return whichever(found);
}

/** How a statement of the key policy comes to the caller. */
function reaches(found: Case, { match }: Examined): string {
  const byName = match !== undefined && or(or(match.direct, match.session), match.service) !== FALSE;
  return byName || match?.anyone !== TRUE ? `names ${who(found)}` : "admits everyone (`*`)";
}

/** The statement of the key policy that admits the caller itself; the boundary limits those that name the role's ARN. */
function admitting({ keyAllows }: Case, boundaryAllows: boolean): Examined | undefined {
  const certain = keyAllows.filter(({ truth }) => truth === TRUE);
  return (
    certain.find(({ match }) => match?.service === TRUE || match?.session === TRUE) ??
    certain.find(({ match }) => boundaryAllows && match?.direct === TRUE) ??
    certain.find(({ match }) => match?.anyone === TRUE)
  );
}

/** Several statements together allow it: one where an unknown part turns out one way, one where it turns out the other. */
function whichever(found: Case): Said {
  const candidates = [...found.keyAllows, ...found.roleAllows].filter(({ truth }) => truth !== FALSE);
  const names = [...new Set(candidates.map(named))];
  const verb = names.length === 1 ? "allows" : "allow";
  return {
    statements: candidates.map(({ ref }) => ref),
    sentence: `${list(names)} ${verb} ${found.action}, whatever is known only after apply`,
  };
}

function documented(found: Case, layer: DocumentedLayer): Said {
  const all =
    layer === "role-policy" ? found.roleAllows : found.keyAllows.filter(({ match }) => match && namesCaller(match));
  const own = sure(all);
  if (own === undefined) return whichever({ ...found, keyAllows: all, roleAllows: [] });
  const sentence =
    layer === "role-policy"
      ? `${named(own)} allows ${found.action}`
      : `${named(own)} ${reaches(found, own)} and allows ${found.action}`;
  return { statements: [own.ref], sentence };
}

function undocumented(found: Case, layer: DocumentedLayer): Said {
  const { parties, caller } = found.judged.prepared;
  if (layer === "key-policy") return keyPolicyLacks(found, "key policy");
  if (caller.kind === "service") return { statements: [], sentence: "a service principal has no IAM policies" };
  if (parties.identityPolicies.length === 0) return { statements: [], sentence: "the role has no IAM policy" };
  return withNearMisses(`no IAM policy of the role allows ${found.action}`, nearMisses(found, found.roleAllows));
}

function trust(found: Case, { outcome, by }: Pick<Case["judged"], "outcome" | "by">): Said {
  if (outcome === "denied") return by === "explicit" ? explicit(found) : keyPolicyLacks(found, "trust policy");
  const own = sure(found.keyAllows);
  if (own === undefined) return whichever(found);
  return { statements: [own.ref], sentence: `${named(own)} lets ${who(found)} assume the role` };
}

function explicit(found: Case): Said {
  const certain = found.denies.filter(({ truth }) => truth === TRUE);
  const told = certain.length > 0 ? certain : found.denies.filter(({ truth }) => truth === UNKNOWN);
  const sentences = told.slice(0, MOST_TOLD).map((each) => {
    const keys = each.statement.conditions.map(conditionName);
    const why = keys.length === 0 ? "" : `, since its condition on ${list(keys)} is met`;
    return `${named(each)} denies ${found.action} to ${who(found)}${why}`;
  });
  return { statements: told.map(({ ref }) => ref), sentence: sentences.join("; ") };
}

function boundary(found: Case): Said {
  const sentence = `the role's permissions boundary does not allow ${found.action}`;
  return withNearMisses(sentence, nearMisses(found, found.boundaryAllows));
}

function noAllow(found: Case): Said {
  const { keyPolicy } = found.judged.prepared.parties;
  if (keyPolicy === null) return { statements: [], sentence: "the key has no key policy" };
  const fault = keyPolicy.faults.find(({ accepted }) => accepted !== true);
  if (fault !== undefined && keyPolicy.allows.length === 0) {
    return {
      statements: [],
      sentence: `the key policy is malformed (${[fault.at, fault.what].filter(Boolean).join(": ")})`,
    };
  }
  return delegation(found) ?? elsewhere(found) ?? keyPolicyLacks(found, "key policy");
}

/** The key policy leaves the action to IAM, and IAM does not allow it. */
function delegation(found: Case): Said | undefined {
  const root = found.keyAllows.find(
    ({ truth, match }) => truth !== FALSE && match !== undefined && match.account !== FALSE,
  );
  if (root === undefined) return undefined;
  const near = nearMisses(found, found.roleAllows);
  const said = withNearMisses(
    `${named(root)} of the key policy leaves ${found.action} to the IAM policies of the account, and no policy of the role allows it`,
    near,
  );
  return { ...said, statements: [root.ref, ...said.statements] };
}

/** The key policy admits a role of another account, whose own policies do not allow it. */
function elsewhere(found: Case): Said | undefined {
  const own = found.crossAccount ? found.keyAllows.find(({ truth }) => truth !== FALSE) : undefined;
  if (own === undefined) return undefined;
  const sentence = `${named(own)} names the role, which is in another account, and no policy of the role allows ${found.action}`;
  const said = withNearMisses(sentence, nearMisses(found, found.roleAllows));
  return { ...said, statements: [own.ref, ...said.statements] };
}

/** What the key policy lacks: the statements that name the caller first. */
function keyPolicyLacks(found: Case, what: string): Said {
  const near = nearMisses(found, found.keyAllows);
  const naming = near.filter(({ names }) => names);
  if (naming.length > 0) {
    const sentences = naming.slice(0, MOST_TOLD).map(({ sentence }) => sentence);
    return { statements: naming.flatMap(({ statements }) => statements), sentence: sentences.join("; ") };
  }
  return withNearMisses(`no statement of the ${what} names ${who(found)}`, near);
}

function withNearMisses(sentence: string, near: readonly NearMiss[]): Said {
  const told = near.slice(0, MOST_TOLD).map((each) => each.sentence);
  return {
    statements: near.flatMap(({ statements }) => statements),
    sentence: told.length === 0 ? sentence : `${sentence} (${told.join("; ")})`,
  };
}

interface NearMiss extends Said {
  /** It names the caller itself. */
  readonly names: boolean;
}

function nearMisses(found: Case, examined: readonly Examined[]): readonly NearMiss[] {
  return examined.map((each) => nearMiss(found, each)).filter((each) => each !== undefined);
}

/** What a statement lacks that names the caller, or allows the action; `undefined`: it is not near. */
function nearMiss(found: Case, examined: Examined): NearMiss | undefined {
  const { match, action, resource, statement } = examined;
  const names = match === undefined || namesCaller(match);
  const tell = (rest: string): NearMiss => ({
    statements: [examined.ref],
    sentence: `${named(examined)} ${rest}`,
    names,
  });
  if (!names) return action === TRUE ? tell(otherwiseNamed(found, examined)) : undefined;
  if (action === FALSE)
    return match === undefined ? undefined : tell(`${reaches(found, examined)} but does not allow ${found.action}`);
  if (statement.resources === undefined && resource === FALSE)
    return tell("has no `Resource`, so that it has no effect");
  if (resource === FALSE) return tell(`allows ${found.action}, but not on this key`);
  const unmet = examined.conditions.filter(({ truth }) => truth === FALSE);
  // a condition that nobody can read is never certain not to be met
  const clauses = unmet.flatMap(({ condition }) => ("key" in condition ? [clause(condition)] : []));
  if (clauses.length === 0) return undefined;
  const how = list(clauses);
  const why = unmet.every(({ absent }) => absent) ? "which this call does not carry" : "which this call does not meet";
  return tell(`allows ${found.action} to ${who(found)} only ${how}, ${why}`);
}

/** It allows the action to somebody else; what comes near to a name is said. */
function otherwiseNamed(found: Case, { statement }: Examined): string {
  if (statement.principals === undefined) return "has no `Principal`, so that it has no effect";
  const patterns = statement.principals.flatMap(({ value: { form, words } }) =>
    form.form === "never" && typeof words === "string" && /[*?]/.test(words) ? [`\`${words}\``] : [],
  );
  if (patterns.length > 0) return `names ${list(patterns)}, and AWS takes no wildcard in part of a principal`;
  return `allows ${found.action}, but not to ${who(found)}`;
}

import { type Clause, type Phrase, joinPhrases, phrase } from "../../sentence";
import { partsOf, type Words } from "../../values";
import type { StatementRef } from "../../verdict";
import { type DocumentedLayer, namesCaller } from "../decide";
import type { ConditionTest } from "../document";
import type { Examined, ExaminedCondition } from "./examined-statement";
import type { Case } from "./explain-outcome";
import { clause, conditionName, list, named, who, written } from "./naming";
import { FALSE, TRUE, UNKNOWN, or } from "../evaluate";
import { ACCOUNT_KEYS } from "../match";

/** A sentence of the proof, and the statements it is about. */
export interface Said extends Clause {
  readonly statements: readonly StatementRef[];
}

/** No more statements are told of. */
const MOST_TOLD = 3;

/** The sentences that prove an Allow or a denial: the only place where they are made. */
export const say = { allowed, explicit, boundary, noAllow, documented, undocumented, trust };

function sure(list: readonly Examined[]): Examined | undefined {
  return list.find(({ truth }) => truth === TRUE);
}

function allowed(found: Case): Said {
  const role = sure(found.roleAllows);
  const bounded = found.outcome.call.request.bounded ? sure(found.boundaryAllows) : undefined;
  const limits = bounded === undefined ? [] : [bounded.ref];
  const withinBoundary = bounded !== undefined || !found.outcome.call.request.bounded;
  const own = admitting(found, withinBoundary);
  if (own !== undefined && !(found.crossAccount && role === undefined)) {
    const other = found.crossAccount && role !== undefined ? [role] : [];
    const also = other.map((each) => `; in the role's own account ${named(each)} allows it`).join("");
    return {
      statements: [own.ref, ...other.map(({ ref }) => ref), ...limits],
      says: phrase`${named(own)} ${reaches(found, own)} and allows ${found.action}${also}`,
    };
  }
  const root = found.keyAllows.find(({ truth, match }) => truth === TRUE && match?.account === TRUE);
  if (root !== undefined && role !== undefined && withinBoundary) {
    const says = phrase`${named(root)} leaves ${found.action} to the IAM policies of the account, and ${named(role)} allows it to the role`;
    return { statements: [root.ref, role.ref, ...limits], says };
  }
  const [grant] = found.grants;
  if (grant !== undefined) {
    const says = phrase`grant \`${grant}\` allows ${found.action} to ${who(found)}`;
    return { statements: [{ layer: "grant", statement: grant }], says };
  }
  return whichever(found);
}

/** How a statement of the key policy comes to the caller. */
function reaches(found: Case, { match }: Examined): string {
  const byName = match === undefined ? TRUE : or(or(match.direct, match.session), match.service);
  if (byName === TRUE) return `names ${who(found)}`;
  return match?.anyone === TRUE ? "admits everyone (`*`)" : `may name ${who(found)}`;
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
    says: phrase`${list(names)} ${verb} ${found.action}, whatever is known only after apply`,
  };
}

function documented(found: Case, layer: DocumentedLayer): Said {
  const all =
    layer === "role-policy" ? found.roleAllows : found.keyAllows.filter(({ match }) => match && namesCaller(match));
  const own = sure(all);
  if (own === undefined) return whichever({ ...found, keyAllows: all, roleAllows: [] });
  const says =
    layer === "role-policy"
      ? phrase`${named(own)} allows ${found.action}`
      : phrase`${named(own)} ${reaches(found, own)} and allows ${found.action}`;
  return { statements: [own.ref], says };
}

function undocumented(found: Case, layer: DocumentedLayer): Said {
  const { parties, caller } = found.outcome.call;
  if (layer === "key-policy") return keyPolicyLacks(found, "key policy");
  if (caller.kind === "service") return nothing("a service principal has no IAM policies");
  if (parties.identityPolicies.length === 0) return nothing("the role has no IAM policy");
  const says = phrase`no IAM policy of the role allows ${found.action}`;
  return { ...withNearMisses(says, nearMisses(found, found.roleAllows)), restates: true };
}

function trust(found: Case, { outcome, by }: Pick<Case["outcome"], "outcome" | "by">): Said {
  if (outcome === "denied") return by === "explicit" ? explicit(found) : keyPolicyLacks(found, "trust policy");
  const own = sure(found.keyAllows);
  if (own === undefined) return whichever(found);
  return { statements: [own.ref], says: [`${named(own)} lets ${who(found)} assume the role`] };
}

function explicit(found: Case): Said {
  const certain = found.denies.filter(({ truth }) => truth === TRUE);
  const told = certain.length > 0 ? certain : found.denies.filter(({ truth }) => truth === UNKNOWN);
  const denials = told.slice(0, MOST_TOLD).map((each) => {
    const keys = each.statement.conditions.map(conditionName);
    const why = keys.length === 0 ? "" : `, since its condition on ${list(keys)} is met`;
    return phrase`${named(each)} denies ${found.action} to ${who(found)}${why}`;
  });
  return { statements: told.map(({ ref }) => ref), says: joinPhrases(denials) };
}

function boundary(found: Case): Said {
  const says = phrase`the role's permissions boundary does not allow ${found.action}`;
  return { ...withNearMisses(says, nearMisses(found, found.boundaryAllows)), restates: true };
}

function noAllow(found: Case): Said {
  const { keyPolicy } = found.outcome.call.parties;
  if (keyPolicy === null) return nothing("the key has no key policy");
  const fault = keyPolicy.faults.find(({ accepted }) => accepted !== true);
  if (fault !== undefined && keyPolicy.allows.length === 0) {
    const aside = [[fault.at, fault.what].filter(Boolean).join(": ")];
    return { ...nothing("the key policy is malformed"), aside };
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
    phrase`${named(root)} of the key policy leaves ${found.action} to the IAM policies of the account, and no policy of the role allows it`,
    near,
  );
  return { ...said, statements: [root.ref, ...said.statements] };
}

/** The key policy admits a role of another account, whose own policies do not allow it. */
function elsewhere(found: Case): Said | undefined {
  const own = found.crossAccount ? found.keyAllows.find(({ truth }) => truth !== FALSE) : undefined;
  if (own === undefined) return undefined;
  const says = phrase`${named(own)} names the role, which is in another account, and no policy of the role allows ${found.action}`;
  const said = withNearMisses(says, nearMisses(found, found.roleAllows));
  return { ...said, statements: [own.ref, ...said.statements] };
}

/** What the key policy lacks: the statements that name the caller first. */
function keyPolicyLacks(found: Case, what: string): Said {
  const near = nearMisses(found, found.keyAllows);
  const naming = near.filter(({ names }) => names);
  if (naming.length > 0) {
    const told = naming.slice(0, MOST_TOLD).map(({ says }) => says);
    return { statements: naming.flatMap(({ statements }) => statements), says: joinPhrases(told) };
  }
  return withNearMisses([`no statement of the ${what} names ${who(found)}`], near);
}

function nothing(says: string): Said {
  return { statements: [], says: [says] };
}

function withNearMisses(says: Phrase, near: readonly NearMiss[]): Said {
  const told = near.slice(0, MOST_TOLD).map((each) => each.says);
  return {
    statements: near.flatMap(({ statements }) => statements),
    says,
    ...(told.length > 0 && { aside: joinPhrases(told) }),
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
  const tell = (rest: Phrase): NearMiss => ({
    statements: [examined.ref],
    says: [`${named(examined)} `, ...rest],
    names,
  });
  if (!names) return action === TRUE ? tell(otherwiseNamed(found, examined)) : undefined;
  if (action === FALSE)
    return match === undefined
      ? undefined
      : tell(phrase`${reaches(found, examined)} but does not allow ${found.action}`);
  if (statement.resources === undefined && resource === FALSE)
    return tell(["has no `Resource`, so that it has no effect"]);
  if (resource === FALSE) return tell(phrase`allows ${found.action}, but not on this key`);
  const unmet = examined.conditions.filter(({ truth }) => truth === FALSE);
  // a condition that nobody can read is never certain not to be met
  const clauses = unmet.flatMap(({ condition }) => ("key" in condition ? [clause(condition)] : []));
  if (clauses.length === 0) return undefined;
  return tell(phrase`allows ${found.action} to ${who(found)} only ${list(clauses)}, ${whyUnmet(unmet)}`);
}

/** Why conditions are not met; what AWS sends, where it is known in words that may be told. */
function whyUnmet(unmet: readonly ExaminedCondition[]): string {
  if (unmet.some(({ state }) => state.state === "unsupported")) return "which AWS does not support for this call";
  const never = unmet.flatMap(({ condition }) => ("key" in condition ? noAccounts(condition) : []));
  if (never.length > 0) return `which never matches, since ${list(never)} is no account id`;
  if (unmet.every(({ state }) => state.state === "absent")) return "which this call does not carry";
  const sent = unmet.flatMap(({ condition, state }) =>
    "key" in condition && state.sent !== undefined ? [`AWS sends ${state.sent} as \`${condition.name}\``] : [],
  );
  return ["which this call does not meet", ...new Set(sent)].join(": ");
}

/** The values of a condition on an account, where none of them can be the id of one. */
function noAccounts({ key, values: { entries, rest }, operator }: ConditionTest): readonly string[] {
  if (!ACCOUNT_KEYS.has(key) || operator.negated || rest.length > 0) return [];
  const ids = entries.map(({ value: { words } }) => words);
  const possible = (words: Words): boolean => {
    const [start] = partsOf(words);
    return typeof start !== "string" || /^[0-9*?]/.test(start);
  };
  return ids.some(possible) ? [] : ids.map((words) => `\`${written(words)}\``);
}

/** It allows the action to somebody else; what comes near to a name is said. */
function otherwiseNamed(found: Case, { statement }: Examined): Phrase {
  if (statement.principals === undefined) return ["has no `Principal`, so that it has no effect"];
  const patterns = statement.principals.flatMap(({ value: { form, words } }) =>
    form.form === "never" && typeof words === "string" && /[*?]/.test(words) ? [`\`${words}\``] : [],
  );
  if (patterns.length > 0) return [`names ${list(patterns)}, and AWS takes no wildcard in part of a principal`];
  return phrase`allows ${found.action}, but not to ${who(found)}`;
}

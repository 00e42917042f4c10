import type { StatementRef } from "../verdict";
import type { Condition } from "./condition";
import type { Leaf } from "./evaluation";
import type { Examined } from "./examine";
import type { Case } from "./explain";
import { REPLACED } from "./caller";
import { namesCaller } from "./decide";
import type { DocumentedLayer } from "./query";
import { FALSE, TRUE, UNKNOWN } from "./truth";

/** A sentence of the proof, and the statements it is about. */
export interface Said {
  readonly statements: readonly StatementRef[];
  readonly sentence: string;
}

/** No more near misses are told. */
const MOST_TOLD = 3;

/** The sentences of the proof: the only place where they are made. */
export const say = { allowed, explicit, boundary, noAllow, unknown, documented, undocumented, trust };

function who({ judged }: Case): string {
  const { caller } = judged.prepared;
  return caller.kind === "service" ? caller.service : "the role";
}

/** A statement by name; one outside the key policy with the policy it stands in. */
function named({ ref }: Pick<Examined, "ref">): string {
  const statement = `statement \`${ref.statement}\``;
  if (ref.layer === "key-policy") return statement;
  if (ref.policy !== undefined) return `${statement} of \`${ref.policy}\``;
  return ref.layer === "boundary" ? `${statement} of the permissions boundary` : statement;
}

function firstTrue(list: readonly Examined[]): Examined | undefined {
  return list.find(({ truth }) => truth === TRUE) ?? list.find(({ truth }) => truth === UNKNOWN);
}

function allowed(found: Case): Said {
  const { action } = found;
  const sure = found.keyAllows.filter(({ truth }) => truth === TRUE);
  const direct = sure.find(
    ({ match }) => match && (match.direct === TRUE || match.service === TRUE || match.session === TRUE),
  );
  const anyone = sure.find(({ match }) => match?.anyone === TRUE);
  const own = direct ?? anyone;
  if (own !== undefined) {
    const how = own === direct ? `names ${who(found)}` : "admits everyone (`*`)";
    return withOwnAccount(found, { statements: [own.ref], sentence: `${named(own)} ${how} and allows ${action}` });
  }
  const [grant] = found.grants;
  if (grant !== undefined) {
    return {
      statements: [{ layer: "grant", statement: grant }],
      sentence: `grant \`${grant}\` allows ${action} to ${who(found)}`,
    };
  }
  const root = sure.find(({ match }) => match?.account === TRUE);
  const role = firstTrue(found.roleAllows);
  if (root !== undefined && role !== undefined) {
    const sentence = `${named(root)} leaves ${action} to the IAM policies of the account, and ${named(role)} allows it to the role`;
    return { statements: [root.ref, role.ref], sentence };
  }
  const candidates = [...found.keyAllows, ...found.roleAllows].filter(({ truth }) => truth !== FALSE);
  const sentence = `${list(candidates.map(named))} ${candidates.length === 1 ? "allows" : "allow"} ${action}, whatever the unknown parts turn out to be`;
  return { statements: candidates.map(({ ref }) => ref), sentence };
}

/** In another account, the role's own policies must allow it too. */
function withOwnAccount(found: Case, said: Said): Said {
  const role = firstTrue(found.roleAllows);
  const { caller, query } = found.judged.prepared;
  if (
    role === undefined ||
    caller.kind === "service" ||
    JSON.stringify(caller.account) === JSON.stringify(query.key.account)
  )
    return said;
  return {
    statements: [...said.statements, role.ref],
    sentence: `${said.sentence}; in the role's own account ${named(role)} allows it`,
  };
}

function documented(found: Case, layer: DocumentedLayer): Said {
  if (layer === "role-policy") {
    const role = firstTrue(found.roleAllows);
    return role === undefined
      ? { statements: [], sentence: "" }
      : { statements: [role.ref], sentence: `${named(role)} allows ${found.action}` };
  }
  const naming = found.keyAllows.filter(({ match }) => match !== undefined && namesCaller(match));
  const own = firstTrue(naming);
  if (own === undefined) return { statements: [], sentence: "" };
  return { statements: [own.ref], sentence: `${named(own)} names ${who(found)} and allows ${found.action}` };
}

function undocumented(found: Case, layer: DocumentedLayer): Said {
  const { query, caller } = found.judged.prepared;
  if (layer === "key-policy") return keyPolicyLacks(found);
  if (caller.kind === "service") return { statements: [], sentence: "a service principal has no IAM policies" };
  if (query.identityPolicies.length === 0) return { statements: [], sentence: "the role has no IAM policy" };
  const near = found.roleAllows.map((each) => nearMiss(found, each)).filter((each) => each !== undefined);
  const detail =
    near.length === 0
      ? ""
      : `: ${near
          .map(({ sentence }) => sentence)
          .slice(0, MOST_TOLD)
          .join("; ")}`;
  return {
    statements: near.flatMap(({ statements }) => statements),
    sentence: `no IAM policy of the role allows ${found.action}${detail}`,
  };
}

function trust(found: Case, { outcome, by }: Pick<Case["judged"], "outcome" | "by">): Said {
  if (outcome === "denied" && by === "explicit") return explicit(found);
  const naming = found.keyAllows.filter(({ truth }) => truth !== FALSE);
  const own = firstTrue(naming);
  if (outcome === "allowed" && own !== undefined) {
    return { statements: [own.ref], sentence: `${named(own)} lets ${who(found)} assume the role` };
  }
  const near = found.keyAllows.map((each) => nearMiss(found, each)).filter((each) => each !== undefined);
  if (near.length === 0) return { statements: [], sentence: `no statement of the trust policy names ${who(found)}` };
  return {
    statements: near.flatMap(({ statements }) => statements),
    sentence: near
      .map(({ sentence }) => sentence)
      .slice(0, MOST_TOLD)
      .join("; "),
  };
}

function explicit(found: Case): Said {
  const sure = found.denies.filter(({ truth }) => truth === TRUE);
  const told = sure.length > 0 ? sure : found.denies.filter(({ truth }) => truth === UNKNOWN);
  const sentence = told.slice(0, MOST_TOLD).map((each) => {
    const keys = conditionNames(each.statement.conditions);
    const why = keys.length === 0 ? "" : `, since its condition on ${list(keys)} is met`;
    return `${named(each)} denies ${found.action} to ${who(found)}${why}`;
  });
  return { statements: told.map(({ ref }) => ref), sentence: sentence.join("; ") };
}

function boundary(found: Case): Said {
  const near = found.boundaryAllows.map((each) => nearMiss(found, each)).filter((each) => each !== undefined);
  const detail =
    near.length === 0
      ? ""
      : `: ${near
          .map(({ sentence }) => sentence)
          .slice(0, MOST_TOLD)
          .join("; ")}`;
  return {
    statements: near.flatMap(({ statements }) => statements),
    sentence: `the role's permissions boundary does not allow ${found.action}${detail}`,
  };
}

function noAllow(found: Case): Said {
  const { query } = found.judged.prepared;
  if (query.keyPolicy === null) return { statements: [], sentence: "the key has no key policy" };
  const faults = query.keyPolicy.faults.filter(({ accepted }) => accepted !== true);
  const [fault] = faults;
  if (fault !== undefined && query.keyPolicy.allows.length === 0) {
    return {
      statements: [],
      sentence: `the key policy is malformed (${[fault.at, fault.what].filter(Boolean).join(": ")})`,
    };
  }
  return delegation(found) ?? keyPolicyLacks(found);
}

/** What the key policy lacks: the near misses, those that name the caller first. */
function keyPolicyLacks(found: Case): Said {
  const near = found.keyAllows.map((each) => nearMiss(found, each)).filter((each) => each !== undefined);
  if (near.length === 0) return { statements: [], sentence: `no statement of the key policy names ${who(found)}` };
  const naming = near.filter(({ names }) => names);
  const told = naming.length > 0 ? naming : near;
  return {
    statements: told.flatMap(({ statements }) => statements),
    sentence: told
      .slice(0, MOST_TOLD)
      .map(({ sentence }) => sentence)
      .join("; "),
  };
}

/** The key policy leaves the action to IAM, and IAM does not allow it. */
function delegation(found: Case): Said | undefined {
  const root = found.keyAllows.find(
    ({ truth, match }) => truth !== FALSE && match !== undefined && match.account !== FALSE,
  );
  if (root === undefined) return undefined;
  const near = found.roleAllows.map((each) => nearMiss(found, each)).filter((each) => each !== undefined);
  const detail =
    near.length === 0
      ? ""
      : ` (${near
          .map(({ sentence }) => sentence)
          .slice(0, MOST_TOLD)
          .join("; ")})`;
  return {
    statements: [root.ref, ...near.flatMap(({ statements }) => statements)],
    sentence: `${named(root)} of the key policy leaves ${found.action} to the IAM policies of the account, and no policy of the role allows it${detail}`,
  };
}

interface NearMiss extends Said {
  /** It names the caller itself. */
  readonly names: boolean;
}

/** What a statement lacks that names the caller, or allows the action; `undefined`: it is not near. */
function nearMiss(found: Case, examined: Examined): NearMiss | undefined {
  const { match, action, resource } = examined;
  const whom = who(found);
  const names = match === undefined || namesCaller(match);
  const tell = (rest: string): NearMiss => ({
    statements: [examined.ref],
    sentence: `${named(examined)} ${rest}`,
    names,
  });
  const reaches = match === undefined ? "is the role's" : `names ${whom}`;
  if (examined.meansCaller === FALSE || !names) {
    return action === TRUE ? tell(`allows ${found.action}, but not to ${whom}`) : undefined;
  }
  if (action === FALSE) return match === undefined ? undefined : tell(`${reaches} but does not allow ${found.action}`);
  if (examined.statement.resources === undefined && resource === FALSE)
    return tell(`${reaches} but has no \`Resource\`, so that it has no effect`);
  if (resource === FALSE) return tell(`allows ${found.action}, but not on this key`);
  const unmet = examined.conditions.filter(({ truth }) => truth === FALSE).map(({ condition }) => condition);
  if (unmet.length === 0) return undefined;
  return tell(`allows ${found.action} to ${whom} only ${where(unmet)}, which is not so in this call`);
}

/** The condition, as a clause: `where \`kms:GrantIsForAWSResource\` is true`, `through \`kms:ViaService\``. */
function where(conditions: readonly Condition[]): string {
  return list(conditions.map(clause));
}

function clause(condition: Condition): string {
  if ("unknown" in condition) return `under a condition that is not known (\`${condition.unknown.name}\`)`;
  if ("unreadable" in condition) return `under \`${condition.unreadable}\`, which is no condition operator`;
  if (condition.key === "kms:viaservice") return `through \`${condition.name}\``;
  if (condition.operator.comparison === "bool") {
    const [only] = condition.values.entries;
    if (condition.values.entries.length === 1 && typeof only?.value.words === "string") {
      return `where \`${condition.name}\` is ${only.value.words}`;
    }
  }
  return `under a condition on \`${condition.name}\``;
}

function conditionNames(conditions: readonly Condition[]): string[] {
  return conditions.map((condition) => {
    if ("unknown" in condition) return `\`${condition.unknown.name}\``;
    return `\`${"unreadable" in condition ? condition.unreadable : condition.name}\``;
  });
}

function unknown(found: Case, leaves: readonly Leaf[]): string {
  const told = new Set<string>();
  for (const leaf of leaves) told.add(blocked(found, leaf));
  const sentences = [...told].filter((each) => each !== "");
  return sentences.slice(0, MOST_TOLD).join("; ") || "what is known does not decide it";
}

function blocked(found: Case, leaf: Leaf): string {
  const examined = leaf.statement && byRef(found, leaf.statement);
  const statement = examined === undefined ? "" : named(examined);
  const names = leaf.names.filter((name) => !name.startsWith("\u0000")).map((name) => `\`${name}\``);
  switch (leaf.kind) {
    case "condition-key":
    case "trace":
      return conditionBlocks(found, leaf, examined);
    case "hole":
      if (names.length === 0) return "";
      return examined === undefined
        ? `it depends on ${list(names)}, not known until apply`
        : `${statement} depends on ${list(names)}, not known until apply`;
    case "policy":
      return policyBlocks(statement, leaf, names);
    case "session":
      return `${statement} names one session of the role, and AWS does not say by which session the service calls`;
    case "not-principal":
      return `${statement} uses \`NotPrincipal\`, and AWS's pages disagree on whether it exempts a role that is not listed together with its account and its session`;
    case "grant":
      return `it depends on ${list(names)}, which AWS does not describe`;
  }
}

function policyBlocks(statement: string, leaf: Leaf, names: readonly string[]): string {
  if (leaf.names.includes(REPLACED)) {
    return `${statement} names the role's ARN, but this plan makes the role anew and leaves the policy as it is: AWS keeps the former role's unique id behind the ARN`;
  }
  return `${list(names)} ${names.length === 1 ? "is" : "are"} not known for certain`;
}

function conditionBlocks(found: Case, leaf: Leaf, examined: Examined | undefined): string {
  const why =
    leaf.kind === "trace"
      ? "for which there is only AWS's CloudTrail example"
      : "which AWS does not document for this call";
  const name = leaf.names[0] ?? "";
  if (examined === undefined) return `it depends on \`${name}\`, ${why}`;
  const condition = examined.statement.conditions.find((each) => "name" in each && each.name === name);
  const how = condition === undefined ? `depending on \`${name}\`` : clause(condition);
  if (examined.statement.effect === "Deny") return `${named(examined)} denies ${found.action} ${how}, ${why}`;
  const naming =
    examined.match === undefined || examined.match.account === TRUE ? `allows ${found.action}` : `names ${who(found)}`;
  return `${named(examined)} ${naming} but only ${how}, ${why}`;
}

function byRef({ keyAllows, roleAllows, boundaryAllows, denies }: Case, ref: StatementRef): Examined | undefined {
  return [...keyAllows, ...roleAllows, ...boundaryAllows, ...denies].find(
    (each) => each.ref.statement === ref.statement && each.ref.layer === ref.layer && each.ref.policy === ref.policy,
  );
}

/** `a`, `a and b`, `a, b and c`. */
function list(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

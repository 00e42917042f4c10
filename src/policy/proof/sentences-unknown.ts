import { type Clause, type Phrase, joinPhrases, phrase } from "../../sentence";
import type { Obstacle, StatementRef } from "../../verdict";
import { type InTheWay, type Leaf, TRUE } from "../evaluate";
import type { Examined } from "./examined-statement";
import type { Case } from "./explain-outcome";
import { clause, list, named, who } from "./naming";

/** No more reasons are told. */
const MOST_TOLD = 3;

/** Why it cannot be told: one clause for each thing in the way. */
export function sayUnknown(found: Case, leaves: readonly Leaf[]): readonly Clause[] {
  const told = new Map<string, Clause>();
  for (const leaf of leaves) {
    const said = blocked(found, leaf);
    if (said !== undefined) told.set(JSON.stringify(said), said);
    if (told.size === MOST_TOLD) break;
  }
  return told.size > 0 ? [...told.values()] : [{ says: phrase`what is known does not decide it` }];
}

function blocked(found: Case, { what, statement }: Leaf): Clause | undefined {
  const examined = statement === undefined ? undefined : byRef(found, statement);
  if (what.kind === "condition-key" || what.kind === "trace") return says(byCondition(found, what, examined));
  if (what.kind === "condition-operator") {
    return says(byCondition(found, { kind: "condition-key", key: what.operator }, examined));
  }
  if (examined?.statement.unknown !== undefined) return byUnknownStatement(examined);
  const subject = subjectOf(statement, examined);
  const names = namesOf(what).map((name) => `\`${name}\``);
  if (names.length > 0) return says(phrase`${subject ?? "it"} depends on ${list(names)}, known only after apply`);
  const words = wordsOf(what);
  return words === undefined ? undefined : says(subject === undefined ? [words] : phrase`${subject} ${words}`);
}

function says(words: Phrase): Clause {
  return { says: words };
}

/** What the obstacle says of the statement in which it stands; nothing of what is told by its names. */
function wordsOf(what: InTheWay): string | undefined {
  switch (what.kind) {
    case "session":
      return "names one session of the role, and AWS does not say by which session the service calls";
    case "unique-id":
      return "names a role by its unique id, and this role's is not known";
    case "replaced-role":
      return "names the role's ARN, but this plan makes the role anew and leaves the policy as it is: AWS keeps the former role's unique id behind the ARN, so that the new role may not be admitted";
    case "malformed-policy":
      return `stands in a policy that has a fault (${what.fault ?? "malformed"})`;
    case "not-principal":
      return what.effect === "Allow"
        ? "uses `NotPrincipal` beside `Allow`, which AWS does not take"
        : "uses `NotPrincipal` without listing the role together with its account and its session, and AWS's pages disagree on whether that exempts it";
    case "undescribed-element":
      return UNDESCRIBED[what.element](what.written);
    case "possible-attachment":
      return `\`${what.policy}\` may be attached to the role, and has a Deny`;
    case "grant":
      return OF_GRANTS[what.unclear];
    default:
      return undefined;
  }
}

const UNDESCRIBED = {
  Action: (written) => `has a wildcard in the service prefix of ${written}, which AWS does not describe`,
  Resource: (written) => `has the \`Resource\` ${written}, which AWS does not describe`,
  Principal: () => "names every service (`*`), and AWS does not say whether that is taken",
  ARN: (written) => `asks for \`${written}\`, and AWS does not say what that matches`,
} as const satisfies Record<Extract<Obstacle, { kind: "undescribed-element" }>["element"], (written: string) => string>;

const OF_GRANTS = {
  grantee: "has a grantee that is not known",
  constraint: "has a constraint that is not known",
  "passing-on": "allows CreateGrant only for passing on its own operations, and AWS does not describe that further",
  "to-an-account": "is made to a whole account, and AWS does not say what that gives a role",
  "to-another-account":
    "a grant is made to a role of another account, and AWS does not say whether the role's own policies must allow it too",
} as const satisfies Record<Extract<Obstacle, { kind: "grant" }>["unclear"], string>;

/** The holes of the plan that are in the way, by name. */
function namesOf(what: InTheWay): readonly string[] {
  if (what.kind === "policy") return [what.hole];
  return what.kind === "holes" ? what.names.filter((name) => !name.startsWith("\u0000")) : [];
}

function subjectOf(statement: StatementRef | undefined, examined: Examined | undefined): string | undefined {
  if (examined !== undefined) return named(examined);
  return statement?.layer === "grant" ? `grant \`${statement.statement}\`` : undefined;
}

/** A statement of which nothing is known, or the part of a policy that is not known. */
function byUnknownStatement({ policy, statement, ref }: Examined): Clause | undefined {
  const { unknown } = statement;
  if (unknown === undefined) return undefined;
  const whose = policy.name === undefined ? "the key policy" : `\`${policy.name}\``;
  if (statement.effect === "Deny") return says([`${whose} is malformed, so that nobody can tell what it denies`]);
  const aside = [`\`${unknown.name}\``];
  if (!statement.rest) return { says: [`${named({ ref, policy })} is known only after apply`], aside };
  return policy.statements.length === 0
    ? { says: [`${whose} is known only after apply`], aside }
    : { says: [`${whose} may hold more statements, known only after apply`], aside };
}

function byCondition(
  found: Case,
  { kind, key }: Extract<Obstacle, { kind: "condition-key" | "trace" }>,
  examined: Examined | undefined,
): Phrase {
  const why =
    kind === "trace" ? "for which there is only AWS's CloudTrail example" : "which AWS does not document for this call";
  if (examined === undefined) return [`it depends on \`${key}\`, ${why}`];
  const condition = examined.statement.conditions.find((each) => "name" in each && each.name === key);
  const how = condition !== undefined && "key" in condition ? clause(condition) : `depending on \`${key}\``;
  const { match, statement } = examined;
  if (statement.effect === "Deny") return phrase`${named(examined)} denies ${found.action} ${how}, ${why}`;
  const naming =
    match === undefined || match.account === TRUE ? phrase`allows ${found.action}` : [`names ${who(found)}`];
  return joinPhrases([[named(examined)], naming, [`but only ${how}, ${why}`]], " ");
}

function byRef({ keyAllows, roleAllows, boundaryAllows, denies }: Case, ref: StatementRef): Examined | undefined {
  return [...keyAllows, ...roleAllows, ...boundaryAllows, ...denies].find(
    (each) => each.ref.statement === ref.statement && each.ref.layer === ref.layer && each.ref.policy === ref.policy,
  );
}

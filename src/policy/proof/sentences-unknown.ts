import type { StatementRef } from "../../verdict";
import { type Leaf, TRUE } from "../evaluate";
import type { Examined } from "./examined-statement";
import type { Case } from "./explain";
import { clause, list, named, who } from "./naming";

/** No more reasons are told. */
const MOST_TOLD = 3;

/** Why it cannot be told: one clause for each thing in the way. */
export function sayUnknown(found: Case, leaves: readonly Leaf[]): string {
  const told = new Set<string>();
  for (const leaf of leaves) told.add(blocked(found, leaf));
  told.delete("");
  return [...told].slice(0, MOST_TOLD).join("; ") || "what is known does not decide it";
}

function blocked(found: Case, leaf: Leaf): string {
  const examined = leaf.statement === undefined ? undefined : byRef(found, leaf.statement);
  if (leaf.kind === "condition-key" || leaf.kind === "trace") return byCondition(found, leaf, examined);
  const subject = subjectOf(leaf, examined);
  if (examined?.statement.unknown !== undefined) return byUnknownStatement(examined);
  if (leaf.says !== undefined) return subject === "" ? leaf.says : `${subject} ${leaf.says}`;
  if (leaf.kind === "session") {
    return `${subject} names one session of the role, and AWS does not say by which session the service calls`;
  }
  const names = leaf.names.filter((name) => !name.startsWith("\u0000")).map((name) => `\`${name}\``);
  if (names.length === 0) return "";
  return `${subject === "" ? "it" : subject} depends on ${list(names)}, known only after apply`;
}

function subjectOf({ statement }: Leaf, examined: Examined | undefined): string {
  if (examined !== undefined) return named(examined);
  return statement?.layer === "grant" ? `grant \`${statement.statement}\`` : "";
}

/** A statement of which nothing is known, or the part of a policy that is not known. */
function byUnknownStatement({ policy, statement, ref }: Examined): string {
  const { unknown } = statement;
  if (unknown === undefined) return "";
  const whose = policy.name === undefined ? "the key policy" : `\`${policy.name}\``;
  if (statement.effect === "Deny") return `${whose} is malformed, so that nobody can tell what it denies`;
  if (!statement.rest) return `${named({ ref, policy })} is known only after apply (\`${unknown.name}\`)`;
  return policy.statements.length === 0
    ? `${whose} is known only after apply (\`${unknown.name}\`)`
    : `${whose} may hold more statements, known only after apply (\`${unknown.name}\`)`;
}

function byCondition(found: Case, { kind, names, says }: Leaf, examined: Examined | undefined): string {
  const why =
    kind === "trace" ? "for which there is only AWS's CloudTrail example" : "which AWS does not document for this call";
  const name = names[0] ?? "";
  if (examined === undefined) return `it depends on \`${name}\`, ${why}`;
  if (says !== undefined) return `${named(examined)} ${says}`;
  const condition = examined.statement.conditions.find((each) => "name" in each && each.name === name);
  const how = condition !== undefined && "key" in condition ? clause(condition) : `depending on \`${name}\``;
  const { match, statement } = examined;
  if (statement.effect === "Deny") return `${named(examined)} denies ${found.action} ${how}, ${why}`;
  const naming = match === undefined || match.account === TRUE ? `allows ${found.action}` : `names ${who(found)}`;
  return `${named(examined)} ${naming} but only ${how}, ${why}`;
}

function byRef({ keyAllows, roleAllows, boundaryAllows, denies }: Case, ref: StatementRef): Examined | undefined {
  return [...keyAllows, ...roleAllows, ...boundaryAllows, ...denies].find(
    (each) => each.ref.statement === ref.statement && each.ref.layer === ref.layer && each.ref.policy === ref.policy,
  );
}

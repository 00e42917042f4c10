import { type Member, type Reject, notText, quote } from "./reject";
import { foldWords, Hole, partsOf, Text, type Value, type ValueMap, type Words } from "../../values";
import { arnPatternOf } from "./arn-pattern";
import { type Guard, type Listing, listingOf } from "./listing";
import type { Reading } from "./reading";
import { parseConditions } from "./parse-condition";
import { parsePrincipals } from "./parse-principal";
import { patternOf } from "./pattern";
import type { Statement } from "./policy";
import type { ActionPattern, CompiledStatement, ResourcePattern } from "./statement";
import { templateIn } from "./template-in";

/** Where a statement stands. */
export interface Place {
  /** `Statement[1]`. */
  readonly at: string;
  /** `#2`, where it has no Sid. */
  readonly name: string;
  readonly guards: readonly Guard[];
}

const NOTHING: Listing<never> = { entries: [], rest: [] };

/** A statement of which only the place is known: it may allow or deny anything to anyone. */
export function unknownStatement(
  id: string,
  hole: Hole,
  guards: readonly Guard[],
  effect: Statement["effect"] = "unknown",
): CompiledStatement {
  return {
    id,
    effect,
    guards,
    effectWords: effect,
    unknown: hole,
    rest: false,
    principals: undefined,
    exceptPrincipals: false,
    actions: NOTHING,
    exceptActions: false,
    resources: undefined,
    exceptResources: false,
    conditions: [],
  };
}

export const ELEMENTS = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

/** Elements that exclude those of the same name with `Not` before it. */
const OPPOSITES = ["Principal", "Action", "Resource"] as const;

/** Reads one statement, and adds it to what was read. */
export function parseStatement(reading: Reading, statement: ValueMap, place: Place): void {
  const found = { broken: false };
  const reject: Reject = (element, what, readable) => {
    reading.faults.push({ at: `${place.at}.${element}`, what });
    if (readable === undefined) found.broken = true;
  };
  const member = membersOf(statement, reject);
  const { effect, effectWords } = readEffect(member("Effect"), reject);
  const principals = parsePrincipals(reading, member, reject, effect);
  const actions = readActions(member, reject);
  const resources = readResources(reading, member, reject);
  const conditions = parseConditions(reading, member("Condition"), reject);
  const compiled: CompiledStatement = {
    id: idOf(reading, member("Sid"), place, reject),
    effect,
    guards: place.guards,
    effectWords,
    unknown: undefined,
    rest: false,
    principals,
    exceptPrincipals: member("NotPrincipal") !== undefined,
    actions: actions ?? NOTHING,
    exceptActions: member("NotAction") !== undefined,
    resources,
    exceptResources: member("NotResource") !== undefined,
    conditions,
  };
  reading.statements.push({ statement: compiled, judged: found.broken ? malformed(compiled) : compiled });
}

/** What is malformed allows nothing; what it would have denied, nobody can say. */
function malformed({ id, guards, effect }: CompiledStatement): CompiledStatement | undefined {
  return effect === "Allow" ? undefined : unknownStatement(id, new Hole(`malformed ${id}`), guards, "Deny");
}

function membersOf(statement: ValueMap, reject: Reject): Member {
  for (const name of Object.keys(statement)) {
    if (!ELEMENTS.has(name)) reject(name, `\`${name}\` is no element of a statement`);
  }
  OPPOSITES.forEach((element) => {
    const not = `Not${element}`;
    if (set(statement, not) && set(statement, element)) reject(not, `\`${element}\` and \`${not}\` exclude each other`);
  });
  return (element) => (set(statement, element) ? statement[element] : undefined);
}

function set(statement: ValueMap, element: string): boolean {
  return statement[element] !== undefined && statement[element] !== null;
}

function readEffect(value: Value | undefined, reject: Reject): Pick<CompiledStatement, "effect" | "effectWords"> {
  if (value === "Allow" || value === "Deny") return { effect: value, effectWords: value };
  if (value instanceof Hole || value instanceof Text) return { effect: "unknown", effectWords: value };
  if (value === undefined) reject("Effect", "`Effect` is missing; it must be `Allow` or `Deny`");
  else reject("Effect", `\`Effect\` is ${quote(value)}; it must be \`Allow\` or \`Deny\``);
  return { effect: "unknown" satisfies Statement["effect"], effectWords: "" };
}

function idOf({ concealed }: Reading, sid: Value | undefined, place: Place, reject: Reject): string {
  if (typeof sid === "string") return sid === "" || concealed !== undefined ? place.name : sid;
  if (sid !== undefined && !(sid instanceof Hole || sid instanceof Text))
    reject("Sid", `\`Sid\` is ${concealed === undefined ? quote(sid) : "something else"}; it must be text`);
  return place.name;
}

function readActions(member: Member, reject: Reject): Listing<ActionPattern> | undefined {
  const element = member("NotAction") === undefined ? "Action" : "NotAction";
  const value = member(element);
  if (value === undefined) {
    reject("Action", "`Action` is missing");
    return undefined;
  }
  return listingOf(value, actionOf, notText(element, reject));
}

function actionOf(words: Words): ActionPattern {
  const pattern = patternOf(foldWords(words));
  const doubtful = typeof words === "string" && words !== "*" && /^[^:]*[*?]/.test(words) && !words.startsWith("*:");
  return { words, pattern, doubtful };
}

function readResources(reading: Reading, member: Member, reject: Reject): Listing<ResourcePattern> | undefined {
  const element = member("NotResource") === undefined ? "Resource" : "NotResource";
  const value = member(element);
  if (reading.kind === "trust") {
    if (value !== undefined) reject(element, `\`${element}\` has no place in a trust policy`);
    return undefined;
  }
  if (value === undefined) {
    // a key policy's statement without Resource is taken, and has no effect
    if (reading.kind !== "key") reject("Resource", "`Resource` is missing");
    return undefined;
  }
  return listingOf(value, (words) => resourceOf(words, reading.variables), notText(element, reject));
}

function resourceOf(words: Words, variables: Reading["variables"]): ResourcePattern {
  const template = templateIn(words, variables);
  const [first] = partsOf(words);
  const oddStart = typeof first === "string" && !first.startsWith("arn:") && /^[^:]*[*?]/.test(first);
  return {
    words,
    arn: arnPatternOf(patternOf(words)),
    everything: words === "*",
    doubtful: oddStart || (template !== undefined && !inResourcePart(words)),
    ...(template === undefined ? {} : { template }),
  };
}

/** Variables have a meaning only in the last component of an ARN. */
function inResourcePart(words: Words): boolean {
  const written = partsOf(words)
    .map((part) => (typeof part === "string" ? part : "hole"))
    .join("");
  return written.slice(0, written.indexOf("${")).split(":").length >= 6;
}

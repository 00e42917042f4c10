import { type Evaluation, FALSE, TRUE, type Truth, UNKNOWN, and, ask, askOfHoles, or, unknown } from "../evaluate";
import { accountRootArn, Hole, holeNames, join, makeArn, spell, type Words, wordsOf } from "../../values";
import { type Caller, type RoleCaller, partitionOf } from "./caller";
import { equal } from "./comparison";
import { guarded } from "./listed";
import type { Entry, PrincipalEntry } from "../document";
import type { RoleSession } from "./principal";

/** How a statement's principals meet the caller. */
export interface Match {
  /** The role by its ARN or unique id. */
  direct: Truth;
  /** This one session of the role. */
  session: Truth;
  /** `*`. */
  anyone: Truth;
  /** The role's account. */
  account: Truth;
  service: Truth;
}

/** The holes that stand for what nobody knows of a session. */
const SESSION = "\u0000session";
const UNIQUE_ID = "\u0000unique id";

/** True for a hole that stands for the session's name. */
export function isSession(holeName: string): boolean {
  return holeName === SESSION;
}

/** Which of the principals in the list are the caller. */
export function matchPrincipals(
  evaluation: Evaluation,
  principals: readonly Entry<PrincipalEntry>[],
  caller: Caller,
): Match {
  const match: Match = { direct: FALSE, session: FALSE, anyone: FALSE, account: FALSE, service: FALSE };
  for (const { value, guards } of principals) {
    const stands = guards.length === 0 ? TRUE : guarded(evaluation, guards);
    if (stands !== FALSE) matchEntry(evaluation, value, caller, stands, match);
  }
  return match;
}

function matchEntry(evaluation: Evaluation, entry: PrincipalEntry, caller: Caller, stands: Truth, match: Match): void {
  const { form } = entry;
  if (form.form === "anyone") match.anyone = or(match.anyone, stands);
  else if (form.form === "rest") matchRest(evaluation, entry, caller, stands, match);
  else if (form.form === "text") matchText(evaluation, entry, caller, stands, match);
  else if (caller.kind === "service") {
    if (form.form === "service")
      match.service = or(match.service, and(stands, equal(evaluation, entry.words, caller.service)));
    if (form.form === "any-service") match.service = or(match.service, anyService(evaluation));
  } else matchKnown(evaluation, entry, caller, stands, match);
}

/** AWS does not say what `*` means as a service. */
function anyService(evaluation: Evaluation): Truth {
  const written = '"Service": "*"';
  return ask(evaluation, { key: "any service" }, { kind: "undescribed-element", element: "Principal", written });
}

function matchKnown(
  evaluation: Evaluation,
  { form, words }: PrincipalEntry,
  caller: RoleCaller,
  stands: Truth,
  match: Match,
): void {
  switch (form.form) {
    case "account": {
      const here = samePartition(form.partition, caller) ? equal(evaluation, caller.account, form.account) : FALSE;
      match.account = or(match.account, and(stands, here));
      return;
    }
    case "role":
      match.direct = or(match.direct, and(stands, isRole(evaluation, caller, words)));
      return;
    case "session":
      match.session = or(match.session, and(stands, isSessionOf(evaluation, caller, words)));
      return;
    case "unique-id":
      match.direct = or(match.direct, and(stands, hasUniqueId(evaluation, caller, words)));
      return;
    default:
  }
}

/** No principal of one partition has a say in another; where it is not known, it is the one that is written. */
function samePartition(partition: string | undefined, { arn }: RoleCaller): boolean {
  const own = partitionOf(arn);
  return partition === undefined || typeof own !== "string" || own === partition;
}

/** A role that took the place of another is not admitted by the ARN alone: AWS may hold the other's unique id behind it. */
function isRole(evaluation: Evaluation, caller: RoleCaller, words: Words): Truth {
  const same = equal(evaluation, caller.arn, words);
  if (same === FALSE || !caller.maybeAnother) return same;
  return unknown(evaluation, { kind: "replaced-role" });
}

function hasUniqueId(evaluation: Evaluation, { role }: RoleCaller, words: Words): Truth {
  const id = wordsOf(role.uniqueId);
  return id === undefined
    ? ask(evaluation, { key: `unique id ${spell(words)}` }, { kind: "unique-id" })
    : equal(evaluation, id, words);
}

function isSessionOf(evaluation: Evaluation, caller: RoleCaller, words: Words): Truth {
  return equal(evaluation, sessionArn(evaluation, caller), words);
}

/** `arn:aws:sts::111122223333:assumed-role/name/session`: the role's path is not in it. */
function sessionArn(evaluation: Evaluation, { arn, account, role }: RoleCaller): Words {
  const name = wordsOf(role.name) ?? new Hole("the role's name", { shape: "name" });
  const session = sessionName(evaluation, role);
  return makeArn(partitionOf(arn), "sts", "", account, ["assumed-role/", name, "/", session]);
}

function sessionName(evaluation: Evaluation, { session, sessionBasis }: RoleSession): Words {
  if (session === undefined) return new Hole(SESSION, { shape: "name" });
  if (sessionBasis !== "trace") return session;
  evaluation.metTrace = true;
  return evaluation.takesTrace ? session : new Hole(SESSION, { shape: "name" });
}

/** A principal with holes may turn out to be of any form. */
function matchText(
  evaluation: Evaluation,
  { type, words }: PrincipalEntry,
  caller: Caller,
  stands: Truth,
  match: Match,
): void {
  if (type === "Service") {
    if (caller.kind === "service") {
      match.service = or(match.service, and(stands, isService(evaluation, words, caller.service)));
    }
    return;
  }
  match.anyone = or(match.anyone, and(stands, equal(evaluation, words, "*")));
  if (caller.kind === "service" || type === "*") return;
  match.direct = or(
    match.direct,
    and(stands, or(isRole(evaluation, caller, words), textIsUniqueId(evaluation, caller, words))),
  );
  match.session = or(match.session, and(stands, isSessionOf(evaluation, caller, words)));
  match.account = or(match.account, and(stands, isAccount(evaluation, caller, words)));
}

function isService(evaluation: Evaluation, words: Words, service: Words): Truth {
  const any = equal(evaluation, words, "*");
  return or(equal(evaluation, words, service), any === FALSE ? FALSE : and(any, anyService(evaluation)));
}

function textIsUniqueId(evaluation: Evaluation, caller: RoleCaller, words: Words): Truth {
  const id = wordsOf(caller.role.uniqueId) ?? join(["AROA", new Hole(UNIQUE_ID, { shape: "id" })]);
  return equal(evaluation, id, words);
}

function isAccount(evaluation: Evaluation, { arn, account }: RoleCaller, words: Words): Truth {
  const root = accountRootArn(partitionOf(arn), account);
  return or(equal(evaluation, words, account), equal(evaluation, words, root));
}

/** What is missing from a list may be any principal of its kind. */
function matchRest(
  evaluation: Evaluation,
  { type, words }: PrincipalEntry,
  caller: Caller,
  stands: Truth,
  match: Match,
): void {
  const names = holeNames(words);
  const may = (form: keyof Match): Truth =>
    and(stands, askOfHoles(evaluation, { key: `rest ${names.join()} ${type} ${form}` }, names));
  if (type !== "Service") match.anyone = or(match.anyone, may("anyone"));
  if (caller.kind === "service") {
    if (type !== "AWS") match.service = or(match.service, may("service"));
  } else if (type !== "Service") {
    match.direct = or(match.direct, caller.maybeAnother ? and(UNKNOWN, may("direct")) : may("direct"));
    match.session = or(match.session, may("session"));
    match.account = or(match.account, may("account"));
  }
}

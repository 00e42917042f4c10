import type { StatementRef } from "../../verdict";
import { arnLike, resourceLike } from "./arn-like";
import {
  type ActionPattern,
  type CompiledStatement,
  type Listing,
  type Policy,
  type ResourcePattern,
  arnPatternOf,
} from "../document";
import { type Match, isSession, matchPrincipals } from "./match-principals";
import type { Caller } from "./caller";
import { equal, like } from "./comparison";
import { conditionsHold } from "./condition-holds";
import {
  type Evaluation,
  FALSE,
  type InTheWay,
  TRUE,
  type Truth,
  UNKNOWN,
  and,
  ask,
  not,
  or,
  unknown,
} from "../evaluate";
import { guarded, some } from "./listed";
import { NO_VALUE, templatePattern } from "./template-values";
import { spell, type Words } from "../../values";

/** What is asked of each statement. */
export interface Request {
  /** In lower case. */
  readonly action: string;
  readonly resource: Words;
  readonly caller: Caller;
  /** The caller has a permissions boundary. */
  readonly bounded: boolean;
}

const NOBODY: Match = { direct: FALSE, session: FALSE, anyone: FALSE, account: FALSE, service: FALSE };

/** How far a statement has its effect, and covers the action, the resource and the request; whoever calls. */
export function covers(
  evaluation: Evaluation,
  policy: Policy,
  statement: CompiledStatement,
  effect: "Allow" | "Deny",
  request: Request,
): Truth {
  let truth = hasEffect(evaluation, statement, effect);
  if (truth === FALSE || statement.unknown !== undefined) return truth;
  truth = and(truth, actionsCover(evaluation, statement, request.action));
  if (truth === FALSE) return FALSE;
  truth = and(truth, resourcesCover(evaluation, policy, statement, request.resource));
  if (truth !== FALSE) truth = and(truth, conditionsHold(evaluation, statement.conditions, effect));
  return effect === "Deny" || truth === FALSE ? truth : asFarAsTaken(evaluation, policy, statement, truth);
}

/** What AWS does not take allows nothing for certain: a malformed policy, `NotPrincipal` beside `Allow`. */
function asFarAsTaken(evaluation: Evaluation, { faults }: Policy, statement: CompiledStatement, truth: Truth): Truth {
  const [fault] = faults;
  if (fault !== undefined) {
    return unknown(evaluation, { kind: "malformed-policy", fault: [fault.at, fault.what].filter(Boolean).join(": ") });
  }
  if (!statement.exceptPrincipals) return truth;
  return unknown(evaluation, { kind: "not-principal", effect: "Allow" });
}

export function hasEffect(evaluation: Evaluation, statement: CompiledStatement, effect: "Allow" | "Deny"): Truth {
  const stands = statement.guards.length === 0 ? TRUE : guarded(evaluation, statement.guards);
  if (stands === FALSE) return FALSE;
  if (statement.unknown !== undefined) {
    const { name } = statement.unknown;
    const key = `statement ${statement.id} ${name} ${effect}`;
    const malformed = statement.effect === "Deny";
    return and(
      stands,
      ask(evaluation, { key }, malformed ? { kind: "malformed-policy" } : { kind: "policy", hole: name }),
    );
  }
  return statement.effect === effect ? stands : and(stands, equal(evaluation, statement.effectWords, effect));
}

/** Does the statement's `Action` or `NotAction` cover the action? In lower case. */
export function actionsCover(
  evaluation: Evaluation,
  { actions, exceptActions }: CompiledStatement,
  action: string,
): Truth {
  const listed = some(
    evaluation,
    actions,
    (pattern) => actionLike(evaluation, action, pattern),
    () => `action ${action}`,
  );
  return exceptActions ? not(listed) : listed;
}

function actionLike(evaluation: Evaluation, action: string, { pattern, doubtful, words }: ActionPattern): Truth {
  const truth = like(evaluation, action, pattern, true);
  if (!doubtful || truth === FALSE) return truth;
  const written = spell(words);
  return ask(evaluation, { key: `odd action ${written}` }, { kind: "undescribed-element", element: "Action", written });
}

export function resourcesCover(
  evaluation: Evaluation,
  policy: Policy,
  statement: CompiledStatement,
  resource: Words,
): Truth {
  // the statements of a trust policy name no resource: they are about their role
  if (policy.kind === "trust") return TRUE;
  const { resources, exceptResources } = statement;
  if (resources === undefined) return FALSE;
  if (isEverything(resources)) return exceptResources ? FALSE : TRUE;
  const listed = some(
    evaluation,
    resources,
    (pattern) => matchResource(evaluation, policy, resource, pattern, exceptResources),
    () => `resource of ${policy.kind} ${spell(resource)}`,
  );
  return exceptResources ? not(listed) : listed;
}

/** `*`, as most statements have it. */
function isEverything({ entries }: Listing<ResourcePattern>): boolean {
  const [first] = entries;
  return first !== undefined && first.value.everything && first.guards.length === 0;
}

function matchResource(
  evaluation: Evaluation,
  policy: Policy,
  resource: Words,
  pattern: ResourcePattern,
  except: boolean,
): Truth {
  if (pattern.everything) return TRUE;
  if (pattern.template === "unreadable") return oddResource(evaluation, pattern);
  const prepared = pattern.template === undefined ? pattern.arn : templatePattern(evaluation, pattern.template);
  if (prepared === undefined) return UNKNOWN;
  if (prepared === NO_VALUE) return except ? oddResource(evaluation, pattern) : FALSE;
  const arn = "whole" in prepared ? prepared : arnPatternOf(prepared);
  const truth = policy.kind === "key" ? arnLike(evaluation, resource, arn) : resourceLike(evaluation, resource, arn);
  return pattern.doubtful && truth !== FALSE ? oddResource(evaluation, pattern) : truth;
}

function oddResource(evaluation: Evaluation, { words }: ResourcePattern): Truth {
  const written = spell(words);
  return ask(
    evaluation,
    { key: `odd resource ${written}` },
    { kind: "undescribed-element", element: "Resource", written },
  );
}

/** How the statement's principals meet the caller; of a policy that hangs on the role itself, every statement means it. */
export function principalsOf(evaluation: Evaluation, statement: CompiledStatement, request: Request): Match {
  if (statement.unknown !== undefined) return ANYBODY;
  if (statement.principals === undefined) return NOBODY;
  const match = matchPrincipals(evaluation, statement.principals, request.caller);
  if (!statement.exceptPrincipals) return match;
  const named = notExempt(evaluation, match, request);
  return request.caller.kind === "service" ? { ...NOBODY, service: named } : { ...NOBODY, direct: named };
}

const ANYBODY: Match = { direct: TRUE, session: TRUE, anyone: TRUE, account: TRUE, service: TRUE };

/**
 * `NotPrincipal`: a role is exempt for certain where its account, its ARN and its session are all listed, and not exempt
 * where none is; AWS's pages disagree on what lies between. A caller with a boundary is never exempt.
 */
function notExempt(evaluation: Evaluation, match: Match, { caller, bounded }: Request): Truth {
  if (caller.kind === "service") return not(or(match.anyone, match.service));
  if (bounded) return TRUE;
  const all = and(match.account, and(match.direct, match.session));
  const some = or(match.account, or(match.direct, match.session));
  const exempt = or(match.anyone, all);
  if (exempt === TRUE) return FALSE;
  if (or(match.anyone, some) === FALSE) return TRUE;
  return unknown(evaluation, { kind: "not-principal", effect: "Deny" });
}

/** Any of the ways in which a statement may mean the caller. */
export function means(match: Match): Truth {
  return or(or(match.direct, match.session), or(or(match.anyone, match.account), match.service));
}

/** Where a statement stands, for the proof. */
export function refOf(policy: Policy, { id }: { readonly id: string }): StatementRef {
  return policy.name === undefined
    ? { layer: policy.layer, statement: id }
    : { layer: policy.layer, policy: policy.name, statement: id };
}

/**
 * Ends the judgement of one statement, begun when there were `before` leaves: what it found unknown counts only where the
 * outcome is, and is told of the statement.
 */
export function noted(evaluation: Evaluation, before: number, truth: Truth, ref: () => StatementRef): Truth {
  const { leaves } = evaluation;
  if (leaves.length === before) return truth;
  if (truth !== UNKNOWN) {
    leaves.length = before;
    return truth;
  }
  const statement = ref();
  for (const leaf of leaves.splice(before)) leaves.push({ ...leaf, what: sessionOr(leaf.what), statement });
  return truth;
}

/** Where a session's name is in the way, that is what is told. */
function sessionOr(what: InTheWay): InTheWay {
  return what.kind === "holes" && what.names.some(isSession) ? { kind: "session" } : what;
}

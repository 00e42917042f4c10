import { holeNames, isMap, spell, type Value, type Words, wordsOf } from "../../values";
import { arnLike } from "./arn-like";
import { arnPatternOf, listingOf, patternOf, principalOf } from "../document";
import { matchPrincipals } from "./match-principals";
import type { Caller } from "./caller";
import { equal } from "./comparison";
import {
  type ContextState,
  type Evaluation,
  FALSE,
  TRUE,
  type Truth,
  UNKNOWN,
  and,
  ask,
  askOfHoles,
  contextHole,
  either,
  or,
  stateOf,
  unknown,
} from "../evaluate";
import { some } from "./listed";
import type { Grant } from "./grant";

/** The operations a grant may list, in lower case. KMS Developer Guide, "Grants in AWS KMS": grant operations. */
const GRANTABLE = new Set([
  "decrypt",
  "encrypt",
  "generatedatakey",
  "generatedatakeywithoutplaintext",
  "generatedatakeypair",
  "generatedatakeypairwithoutplaintext",
  "reencryptfrom",
  "reencryptto",
  "sign",
  "verify",
  "generatemac",
  "verifymac",
  "getpublickey",
  "derivesharedsecret",
  "describekey",
  "creategrant",
  "retiregrant",
]);

/** Constraints on the encryption context do not count for these. */
const WITHOUT_CONTEXT = new Set(["describekey", "retiregrant"]);

/** Does the grant allow the action to the caller? `action` in lower case, with `kms:`. */
export function grantAllows(evaluation: Evaluation, grant: Grant, caller: Caller, action: string): Truth {
  const operation = action.replace(/^kms:/, "");
  if (!GRANTABLE.has(operation)) return FALSE;
  let truth = lists(evaluation, grant, operation);
  if (truth !== FALSE) truth = and(truth, isGrantee(evaluation, grant.granteePrincipal, caller));
  if (truth !== FALSE) truth = and(truth, constraintsHold(evaluation, grant, operation));
  if (truth === FALSE || operation !== "creategrant") return truth;
  // a grantee can only pass on what the grant itself allows
  return ask(evaluation, { key: `re-grant ${grant.name}` }, { kind: "grant", unclear: "passing-on" });
}

function lists(evaluation: Evaluation, grant: Grant, operation: string): Truth {
  const listed = listingOf(
    grant.operations,
    (words) => words,
    () => undefined,
  );
  return some(
    evaluation,
    listed,
    (words) =>
      typeof words === "string"
        ? words.toLowerCase() === operation
          ? TRUE
          : FALSE
        : mayBe(evaluation, words, operation),
    () => `operation ${operation}`,
  );
}

function mayBe(evaluation: Evaluation, words: Words, operation: string): Truth {
  return askOfHoles(evaluation, { key: `operation ${spell(words)} ${operation}` }, holeNames(words));
}

/** A grant has one grantee: a role, a session, a service. What a grant to a whole account gives its roles, AWS does not say. */
function isGrantee(evaluation: Evaluation, grantee: Value, caller: Caller): Truth {
  const words = wordsOf(grantee);
  if (words === undefined) return unknown(evaluation, { kind: "grant", unclear: "grantee" });
  if (caller.kind === "service") return equal(evaluation, words, caller.service);
  const match = matchPrincipals(evaluation, [{ value: principalOf("AWS", words), guards: [] }], caller);
  const named = or(match.direct, match.session);
  if (named === TRUE || match.account === FALSE) return named;
  return ask(evaluation, { key: "grant to an account" }, { kind: "grant", unclear: "to-an-account" });
}

function constraintsHold(evaluation: Evaluation, { constraints }: Grant, operation: string): Truth {
  if (constraints === undefined) return TRUE;
  let truth: Truth = TRUE;
  if (!WITHOUT_CONTEXT.has(operation)) {
    if (constraints.encryptionContextSubset !== undefined) {
      truth = and(truth, contextHolds(evaluation, constraints.encryptionContextSubset, false));
    }
    if (constraints.encryptionContextEquals !== undefined) {
      truth = and(truth, contextHolds(evaluation, constraints.encryptionContextEquals, true));
    }
  }
  if (constraints.sourceArn !== undefined) truth = and(truth, sourceIs(evaluation, constraints.sourceArn));
  return truth;
}

/** Does the request's encryption context hold these pairs; and, if `exactly`, no others? */
function contextHolds(evaluation: Evaluation, pairs: Value, exactly: boolean): Truth {
  if (pairs === null) return TRUE;
  if (!isMap(pairs)) return unknown(evaluation, { kind: "grant", unclear: "constraint" });
  const names = Object.keys(pairs);
  if (names.length === 0 && !exactly) return TRUE;
  let truth: Truth = keysHold(evaluation, names, exactly);
  for (const name of names) {
    if (truth !== FALSE) truth = and(truth, pairHolds(evaluation, name, pairs[name] ?? null));
  }
  return truth;
}

const CONTEXT = "kms:EncryptionContext";

/** The names in the request's encryption context: all that are wanted, in their case; and, if `exactly`, no others. */
function keysHold(evaluation: Evaluation, names: readonly string[], exactly: boolean): Truth {
  const state = stateOf(evaluation, `${CONTEXT}Keys`.toLowerCase());
  if (state.state === "absent") return names.length === 0 ? TRUE : FALSE;
  // the name in `kms:EncryptionContext:name` does not mind case, but the constraint does
  const actual = state.state === "known" ? state.values.map((value) => wordsOf(value)) : [undefined];
  const more = state.state === "known" && state.more === true;
  if (!actual.every((value) => typeof value === "string")) return keysUnknown(evaluation);
  if (!names.every((name) => actual.includes(name))) return more ? keysUnknown(evaluation) : FALSE;
  if (!exactly) return TRUE;
  if (actual.some((name) => !names.includes(name))) return FALSE;
  return more ? keysUnknown(evaluation) : TRUE;
}

function keysUnknown(evaluation: Evaluation): typeof UNKNOWN {
  return unknown(evaluation, { kind: "condition-key", key: `${CONTEXT}Keys` });
}

function pairHolds(evaluation: Evaluation, name: string, wanted: Value): Truth {
  const key = `${CONTEXT}:${name}`;
  const value = wordsOf(wanted);
  if (value === undefined) return unknown(evaluation, { kind: "grant", unclear: "constraint" });
  return holdsIn(evaluation, key, stateOf(evaluation, key.toLowerCase()), (actual) => equal(evaluation, actual, value));
}

function sourceIs(evaluation: Evaluation, wanted: Value): Truth {
  const value = wordsOf(wanted);
  if (value === undefined)
    return wanted === null ? TRUE : unknown(evaluation, { kind: "grant", unclear: "constraint" });
  const pattern = arnPatternOf(patternOf(value));
  return holdsIn(evaluation, "aws:SourceArn", stateOf(evaluation, "aws:sourcearn"), (actual) =>
    arnLike(evaluation, actual, pattern),
  );
}

/** A constraint on one key of the request: absent, it does not hold. */
function holdsIn(evaluation: Evaluation, key: string, state: ContextState, test: (actual: Words) => Truth): Truth {
  const tell = (truth: Truth): Truth =>
    truth === UNKNOWN ? unknown(evaluation, { kind: "condition-key", key }) : truth;
  const of = (value: Value): Truth => {
    const words = wordsOf(value);
    return words === undefined ? UNKNOWN : test(words);
  };
  switch (state.state) {
    case "absent":
      return FALSE;
    case "known":
      return state.values.length === 1 && state.more !== true ? of(state.values[0] ?? null) : tell(UNKNOWN);
    case "present":
      return tell(test(contextHole(key)));
    case "one-of": {
      const [first = UNKNOWN, ...others] = state.values.map(of);
      const present = others.reduce<Truth>(either, first);
      return tell(state.possiblyAbsent === true ? either(present, FALSE) : present);
    }
    case "not-ours":
    case "unknown":
    case "unsupported":
      return tell(UNKNOWN);
  }
}

import type { Use } from "../../facts/facts";
import { Hole } from "../../values/value";
import type { Blocker, Verdict } from "../../verdict";
import type { Call, Row } from "../../judging/access";
import type { Fix } from "../../findings/finding";
import { keyPolicyFix } from "./fixes";
import { blockersOf, howToDecide } from "./how-to-decide";
import type { Scope, Told } from "../define-rule";
import { documentedOf } from "../../judging/which-rule-tells";
import { enumerate, keyPolicyOf, nameOf, reasons, sentences, servicesOf } from "./sentences";

/*
 * The sentences of the rules that tell a missing Allow, which differ in nothing but the layer.
 */

/** The uses behind what is told. */
export function usesOf(told: { readonly subjects: readonly { readonly call: Call }[] }): readonly Use[] {
  return [...new Set(told.subjects.flatMap(({ call }) => call.uses))];
}

/** How a layer is spoken of: that it lacks the Allow, and whether it does, without a capital and a full stop. */
export interface LayerWords {
  readonly lacks: string;
  readonly whether: string;
  /** Who needs it, and what comes of it, where that is not the use itself. */
  readonly instead?: { readonly needs: string; readonly comes: string };
}

/** A key policy, spoken of. */
export function keyPolicyWords(told: Told<Row>): LayerWords {
  const [{ call }] = told.subjects;
  const [policy, actions, grantee] = [keyPolicyOf(call.key), enumerate(told.actions), nameOf(call.grantee)];
  return {
    lacks: `${policy} does not allow ${actions} to ${grantee}`,
    whether: `whether ${policy} allows ${actions} to ${grantee}`,
  };
}

/** What a layer lacks, what comes of it, and why; or what keeps it from being told, and what would tell. */
export function sayMissing(told: Told<Row>, words: LayerWords, scope: Scope): string {
  return told.verdict === "violated" ? sayViolated(told, words) : sayUndecided(told, words, scope);
}

function sayViolated(told: Told<Row>, { lacks, instead }: LayerWords): string {
  return sentences(
    lacks,
    ...(instead === undefined ? consequences(told) : [instead.comes]),
    ...reasons(told.subjects.flatMap(refusal)),
  );
}

/**
 * What becomes of the calls made with a role: they fail, or they get through in a way that AWS does not list. Of a service
 * principal's calls AWS says nothing but that the permission is required.
 */
function consequences(told: Told<Row>): readonly string[] {
  const [{ call }] = told.subjects;
  const services = servicesOf(told.subjects);
  if (call.grantee.kind === "service") return [`AWS requires this for ${services}`];
  const failing = actionsOf(told, (verdict) => verdict.outcome === "denied" && verdict.by === "no-allow");
  if (failing.length === told.actions.length) return [`the calls made with this role for ${services} will fail`];
  const passing = told.subjects.filter(({ call }) => call.effective.outcome === "allowed");
  const ways = reasons(passing.map(({ call }) => call.effective));
  const required = failing.length > 0 ? "the others too" : "this here";
  return [
    ...(failing.length > 0 ? [`calls of ${enumerate(failing)} will fail`] : []),
    `AWS requires ${required} for ${services}${ways.length > 0 ? `, although the calls get through another way: ${ways.join("; ")}` : ""}`,
  ];
}

function actionsOf(told: Told<Row>, matches: (verdict: Verdict) => boolean): readonly string[] {
  return [
    ...new Set(told.subjects.filter(({ call }) => matches(call.effective)).map(({ call }) => call.action)),
  ].sort();
}

function sayUndecided(told: Told<Row>, { lacks, whether, instead }: LayerWords, scope: Scope): string {
  const [{ call }] = told.subjects;
  const { grantee, key } = call;
  const verdicts = told.subjects.map(openAnswer);
  const open = told.subjects.some(({ documented }) => documentedOf(documented) !== "no");
  if (!open && told.subjects.every(({ required }) => required === "unknown"))
    return sayMayBeRequired(told, lacks, scope);
  return sentences(
    open
      ? `it cannot be told ${whether}, as needed by ${instead?.needs ?? servicesOf(told.subjects)}`
      : `${lacks}, and it cannot be told whether the calls get through another way`,
    ...reasons(verdicts),
    ...howToDecide(blockersOf(verdicts), { key, ...(grantee.kind === "role" && { role: grantee.role }) }, scope),
  );
}

/** The layer lacks the Allow, and whether AWS asks for it hangs on who administers the key. */
function sayMayBeRequired(told: Told<Row>, lacks: string, scope: Scope): string {
  const [{ call }] = told.subjects;
  const { key, service } = call;
  const because = `${service.title} needs it only where the account root is no administrator of the key, which cannot be told`;
  const { account } = key;
  const blocker: Blocker =
    account instanceof Hole
      ? { kind: "account", hole: account.name }
      : { kind: "hole", hole: `the policy of ${key.id}` };
  return sentences(lacks, because, ...howToDecide([blocker], { key }, scope));
}

/** Why it is refused: why the layer lacks the Allow, or else why the call is refused; nothing where the layer has it. */
function refusal({ documented, call }: Row): readonly Verdict[] {
  if (documented.outcome === "allowed") return [];
  return [documented.outcome === "denied" ? documented : call.effective];
}

/** The answer that is open: the layer's own, or else the whole call's. */
function openAnswer({ documented, call }: Row): Verdict {
  return documented.outcome === "unknown" ? documented : call.effective;
}

/** What to add to the key policy. */
export function missingInKeyPolicy(told: Told<Row>, scope: Scope): Fix {
  if (!addingHelps(told)) return {};
  const [{ call, requirement }] = told.subjects;
  const purpose = requirement.when === "dataset-group-key-exported" ? "Export" : "";
  return keyPolicyFix(scope.accessTo(call.key), {
    service: call.service,
    grantee: call.grantee,
    actions: actionsToAdd(told, scope),
    purpose,
  });
}

/**
 * A value that is only known after apply could name the service, and then the policy would allow it the other actions: the
 * statement to add has them too, so that it is enough in either case.
 */
function actionsToAdd(told: Told<Row>, scope: Scope): readonly string[] {
  const [{ call, requirement }] = told.subjects;
  if (told.verdict !== "violated" || call.grantee.kind !== "service") return told.actions;
  const maybe = scope
    .accessTo(call.key)
    .calls.filter(({ rows }) => rows.some((row) => row.requirement === requirement && hangsOnHoles(row.documented)));
  return [...new Set([...told.actions, ...maybe.map(({ action }) => action)])].sort();
}

function hangsOnHoles(verdict: Verdict): boolean {
  return verdict.outcome === "unknown" && verdict.blockers.every(({ kind }) => kind === "hole");
}

/** Whether adding the Allow decides it: it is missing, or stands under a condition that nobody can judge. */
export function addingHelps(told: Told<Row>): boolean {
  return told.verdict === "violated" || told.subjects.every((row) => blockedByWriting(openAnswer(row)));
}

const WRITING: readonly Blocker["kind"][] = [
  "condition-key",
  "condition-operator",
  "session",
  "not-principal",
  "trace",
];

/** Whether the answer hangs on nothing but how a statement is written. */
export function blockedByWriting(verdict: Verdict): boolean {
  return verdict.outcome === "unknown" && verdict.blockers.every(({ kind }) => WRITING.includes(kind));
}

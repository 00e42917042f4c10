import type { Use } from "../../facts";
import type { Fix } from "../../findings";
import { type Call, documentedOf, type Row } from "../../judging";
import { hangsOnAdministrator, isOfExport, type When } from "../../services";
import { Hole } from "../../values";
import type { Blocker, Verdict } from "../../verdict";
import type { Scope, Group } from "../define-rule";
import { keyPolicyFix } from "./fixes";
import { blockersOf, howToDecide } from "./how-to-decide";
import { enumerate, reasons, sentences, servicesOf } from "./sentences";

/** What a rule says of an Allow that its layer lacks, without capitals and full stops. */
export interface MissingAllow {
  /** That the layer lacks it. */
  readonly lacks: string;
  /** Whether the layer has it, after "it cannot be told". */
  readonly whether: string;
  /** What comes of the lack. */
  readonly comes: readonly string[];
  /** Who needs the Allow, where that is not the use itself. */
  readonly neededBy?: string;
}

/** That a layer lacks an Allow, what comes of it, and why; or what keeps it from being told, and what would tell. */
export function sayMissing(group: Group<Row>, words: MissingAllow, scope: Scope): string {
  if (group.verdict === "undecided") return sayUndecided(group, words, scope);
  return sentences(words.lacks, ...words.comes, ...reasons(group.subjects.flatMap(refusal)));
}

function sayUndecided(group: Group<Row>, { lacks, whether, neededBy }: MissingAllow, scope: Scope): string {
  const [{ call }] = group.subjects;
  const { grantee, key } = call;
  const verdicts = group.subjects.map(openAnswer);
  const open = group.subjects.some(({ documented }) => documentedOf(documented) !== "no");
  if (!open && group.subjects.every(({ required }) => required === "unknown"))
    return sayMayBeRequired(group, lacks, scope);
  return sentences(
    open
      ? `it cannot be told ${whether}, as needed by ${neededBy ?? servicesOf(group.subjects)}`
      : `${lacks}, and it cannot be told whether the calls get through another way`,
    ...reasons(verdicts),
    ...howToDecide(blockersOf(verdicts), { key, ...(grantee.kind === "role" && { role: grantee.role }) }, scope),
  );
}

/** The layer lacks the Allow, and whether AWS asks for it hangs on something that is not known. */
function sayMayBeRequired(group: Group<Row>, lacks: string, scope: Scope): string {
  const because = new Set(group.subjects.map((row) => hangsOn(row, openTo(row))));
  return sentences(lacks, ...because, ...howToDecideRequired(group, scope));
}

/** What may be more than what is seen of the use, where the requirement holds for nothing less. */
function openTo({ requirement, call }: Row): Use["openTo"] {
  if (requirement.when !== "always" && !isOfExport(requirement)) return undefined;
  return call.uses.find((use) => use.openTo !== undefined)?.openTo;
}

function hangsOn({ requirement, call }: Row, open: Use["openTo"]): string {
  const only = `${call.service.title} needs it only ${CONDITIONS[requirement.when]}`;
  if (open === undefined) return `${only}, which cannot be told`;
  const { address, attribute } = open.at;
  return `${only}, and whether ${attribute === undefined ? address : `${address}.${attribute}`} lets it do that is not known`;
}

/** When AWS asks for something, as the end of "it needs it only …". */
const CONDITIONS = {
  always: "for more than what is seen",
  "no-account-root-administrator": "where the account root is no administrator of the key",
  "dataset-group-key-exported": "where the data of the dataset group are exported",
  "bucket-key-enabled": "where the bucket has an S3 Bucket Key",
  "bucket-key-seen": "where the plan gives the bucket an S3 Bucket Key",
  "bucket-key-not-enabled": "where the bucket has no S3 Bucket Key",
  "role-is-service-linked": "where the role is a service-linked one",
  "role-is-own": "where the role is no service-linked one",
  "without-role": "where no role is named",
} as const satisfies Record<When, string>;

function howToDecideRequired(group: Group<Row>, scope: Scope): readonly string[] {
  const [{ call }] = group.subjects;
  const { key } = call;
  if (group.subjects.some((row) => openTo(row) !== undefined)) {
    const read = scope.sourceAtHand
      ? ""
      : `check the saved plan (${scope.program} plan -out=tfplan) or pass --source DIR, or `;
    return [`to decide it, ${read}declare the use with its operations in kmsgate.yaml`];
  }
  const { account } = key;
  const byAccount = account instanceof Hole && group.subjects.some((row) => hangsOnAdministrator(row.requirement));
  const blocker: Blocker = byAccount
    ? { kind: "account", hole: account.name }
    : { kind: "hole", hole: `the policy of ${key.id}` };
  return howToDecide([blocker], { key }, scope);
}

/** What becomes of calls that a service makes itself. */
export function whatComesOfServiceCalls(group: Group<Row>): readonly string[] {
  const { subjects } = group;
  const inferred = subjects.every(isInferred);
  return [`AWS ${inferred ? "lists" : "requires"} this for ${servicesOf(subjects)}`, ...failuresOf(group)];
}

/** AWS prints the actions, and it is inferred that the service does not work without these. */
function isInferred({ requirement }: Row): boolean {
  return requirement.essentialLabel === "inf" || requirement.listLabel === "inf";
}

/** How it shows, in the words of the requirements: some of it in no way at all. */
function failuresOf({ subjects }: Group<Row>): readonly string[] {
  const all = subjects.flatMap(({ requirement: { failure } }) => (failure === undefined ? [] : [failure.says]));
  return [...new Set(all)].map((says) => `without it, ${says}`);
}

/**
 * What becomes of the calls made with a role that lacks an Allow: they fail, or they get through in a way that AWS does not
 * list.
 */
export function whatComesOfCalls(group: Group<Row>): readonly string[] {
  const services = servicesOf(group.subjects);
  const failing = actionsOf(group, (verdict) => verdict.outcome === "denied" && verdict.by === "no-allow");
  if (group.subjects.every(isInferred)) return [`AWS lists this for ${services}`, ...failuresOf(group)];
  if (failing.length === group.actions.length) {
    return [`the calls made with this role for ${services} will fail`, ...failuresOf(group)];
  }
  const passing = group.subjects.filter(({ call }) => call.effective.outcome === "allowed");
  const ways = reasons(passing.map(({ call }) => call.effective));
  const required = failing.length > 0 ? "the others too" : "this here";
  return [
    ...(failing.length > 0 ? [`calls of ${enumerate(failing)} will fail`] : []),
    `AWS requires ${required} for ${services}${ways.length > 0 ? `, although the calls get through another way: ${ways.join("; ")}` : ""}`,
    ...failuresOf(group),
  ];
}

function actionsOf(group: Group<Row>, matches: (verdict: Verdict) => boolean): readonly string[] {
  return [
    ...new Set(group.subjects.filter(({ call }) => matches(call.effective)).map(({ call }) => call.action)),
  ].sort();
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

/** The uses behind what is told. */
export function usesOf(group: { readonly subjects: readonly { readonly call: Call }[] }): readonly Use[] {
  return [...new Set(group.subjects.flatMap(({ call }) => call.uses))];
}

/** What to add to the key policy; `purpose` is part of the statement's Sid. */
export function missingInKeyPolicy(group: Group<Row>, scope: Scope, purpose = ""): Fix {
  if (!addingHelps(group)) return {};
  const [{ call }] = group.subjects;
  const { service, grantee, key } = call;
  const rows = group.subjects;
  return keyPolicyFix(scope.accessTo(key), { service, grantee, actions: actionsToAdd(group, scope), purpose, rows });
}

/**
 * A value that is only known after apply could name the service, and then the policy would allow it the other actions: the
 * statement to add has them too, so that it is enough in either case.
 */
function actionsToAdd(group: Group<Row>, scope: Scope): readonly string[] {
  const [{ call, requirement }] = group.subjects;
  if (group.verdict !== "violated" || call.grantee.kind !== "service") return group.actions;
  const maybe = scope
    .accessTo(call.key)
    .calls.filter(({ rows }) => rows.some((row) => row.requirement === requirement && hangsOnHoles(row.documented)));
  return [...new Set([...group.actions, ...maybe.map(({ action }) => action)])].sort();
}

function hangsOnHoles(verdict: Verdict): boolean {
  return verdict.outcome === "unknown" && verdict.blockers.every(({ kind }) => kind === "hole");
}

/** Whether adding the Allow decides it: it is missing, or stands under a condition that nobody can judge. */
export function addingHelps(group: Group<Row>): boolean {
  return group.verdict === "violated" || group.subjects.every((row) => blockedByWriting(openAnswer(row)));
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

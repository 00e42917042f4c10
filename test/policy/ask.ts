import { plainVerdict } from "../../src/policy/proof/proof";
import {
  authorize,
  parsePolicy,
  type AuthorizeQuery,
  type ContextState,
  type Grant,
  type Principal,
} from "../../src/policy";
import type { Value, ValueMap } from "../../src/values/value";
import type { Blocker, Verdict } from "../../src/verdict";

export const ACCOUNT = "111122223333";
export const OTHER = "444455556666";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/GeoRole`;
export const KEY = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const OTHER_KEY = `arn:aws:kms:us-west-2:${ACCOUNT}:key/9999abcd-12ab-34cd-56ef-1234567890ab`;
export const SESSION = "StartJob";
export const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/GeoRole/${SESSION}`;
export const SERVICE = "personalize.amazonaws.com";
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

export const role: Principal = { kind: "role", arn: ROLE, account: ACCOUNT, name: "GeoRole", session: SESSION };
export const service: Principal = { kind: "service", service: SERVICE };

/** A question in few words: what is left out is the plainest there is. */
export interface Question {
  readonly principal?: Principal;
  readonly action?: string;
  readonly keyArn?: Value;
  readonly keyAccount?: Value;
  /** Statements of the key policy, a whole document, or `null` for none. */
  readonly key?: readonly Value[] | Value;
  /** Statements of each identity policy. */
  readonly identity?: readonly (readonly Value[] | Value)[];
  readonly attached?: readonly (readonly Value[])[];
  readonly boundary?: readonly Value[];
  readonly grants?: readonly Grant[];
  /** Texts are known values, `null` is absent. */
  readonly context?: Readonly<Record<string, ContextState | string | readonly string[] | null>>;
  readonly otherwise?: ContextState["state"] & ("absent" | "unknown");
  readonly keyPolicyWritten?: boolean;
}

/** The query of a question. */
export function queryOf(question: Question): AuthorizeQuery {
  const { key = [], identity = [], attached = [], boundary, context = {}, otherwise = "absent" } = question;
  const states = new Map(Object.entries(context).map(([name, given]) => [name.toLowerCase(), stateOf(given)]));
  return {
    principal: question.principal ?? role,
    action: question.action ?? "kms:Decrypt",
    key: { arn: question.keyArn ?? KEY, account: question.keyAccount ?? ACCOUNT },
    keyPolicy: key === null ? null : parsePolicy(documentOf(key), { kind: "key" }),
    identityPolicies: identity.map((each, index) =>
      parsePolicy(documentOf(each), { kind: "identity", name: `policy-${index + 1}` }),
    ),
    possiblyAttached: attached.map((each) => parsePolicy(documentOf(each), { kind: "identity", name: "attached" })),
    ...(boundary === undefined ? {} : { permissionsBoundary: parsePolicy(documentOf(boundary), { kind: "boundary" }) }),
    ...(question.grants === undefined ? {} : { grants: question.grants }),
    ...(question.keyPolicyWritten === undefined ? {} : { keyPolicyWritten: question.keyPolicyWritten }),
    context: { state: (name) => states.get(name.toLowerCase()) ?? { state: otherwise } },
  };
}

/** The answer to a question. */
export function ask(question: Question): Verdict {
  return authorize(queryOf(question));
}

/** The answer in one or two words: `denied explicit`. */
export function short(verdict: Verdict): string {
  const basis = verdict.basis === "trace" ? " by trace" : "";
  return `${verdict.outcome}${verdict.outcome === "denied" ? ` ${verdict.by}` : ""}${basis}`;
}

/** A blocker in one line: its kind, and what else it says but where it stands. */
export function lineOf(blocker: Blocker): string {
  const data = Object.entries(blocker).filter(([name]) => name !== "kind" && name !== "statement");
  return [blocker.kind, ...data.flatMap(([, each]) => each as string | readonly string[])].join(" ");
}

/** A verdict with its sentence as text, as it is printed. */
export function inText(verdict: Verdict): Omit<Verdict, "because"> & { readonly because: string } {
  const plain = plainVerdict(verdict);
  return { ...plain, because: String(plain.because) };
}

function documentOf(given: readonly Value[] | Value): Value {
  return Array.isArray(given) ? { Version: "2012-10-17", Statement: given as readonly Value[] } : given;
}

function stateOf(given: ContextState | string | readonly string[] | null): ContextState {
  if (given === null) return { state: "absent" };
  if (typeof given === "string") return { state: "known", values: [given] };
  return Array.isArray(given) ? { state: "known", values: given as readonly string[] } : (given as ContextState);
}

/** An Allow of all KMS actions, to the role unless `rest` says otherwise. */
export function allow(rest: ValueMap = {}): ValueMap {
  return { Effect: "Allow", Principal: { AWS: ROLE }, ...actionAndResource(rest), ...rest };
}

/** A Deny of all KMS actions, to everybody unless `rest` says otherwise. */
export function deny(rest: ValueMap = {}): ValueMap {
  return {
    Effect: "Deny",
    ...("NotPrincipal" in rest ? {} : { Principal: "*" }),
    ...actionAndResource(rest),
    ...rest,
  };
}

/** Statements of an identity policy: without a principal. */
export function mayDo(rest: ValueMap = {}): ValueMap {
  return { Effect: "Allow", ...actionAndResource(rest), ...rest };
}

function actionAndResource(rest: ValueMap): ValueMap {
  return {
    ...("NotAction" in rest ? {} : { Action: "kms:*" }),
    ...("NotResource" in rest ? {} : { Resource: "*" }),
  };
}

/** The default key policy's statement. */
export const delegate = allow({ Principal: { AWS: ROOT } });

import type { Budget } from "./budget";
import {
  type ActionInvocation,
  type DeferredInvocation,
  readActionInvocation,
  readDeferredInvocation,
} from "./action-invocation";
import {
  readChange,
  readPath,
  readResourceChange,
  readValue,
  type SavedChange,
  type SavedResourceChange,
} from "./change";
import type { Json, PlanMaker } from "../plan";
import type { SavedPath } from "./sensitive";
import { readMessage, type Field } from "./message";
import { SavedPlanUnreadable } from "./saved-plan-unreadable";

/** The message `tfplan` of a saved plan, as far as it says what will be. */
export interface SavedPlan {
  readonly terraformVersion: string | null;
  readonly variables: ReadonlyMap<string, Json>;
  readonly changes: readonly SavedResourceChange[];
  readonly drift: readonly SavedResourceChange[];
  readonly deferred: readonly DeferredChange[];
  readonly invocations: readonly ActionInvocation[];
  readonly deferredInvocations: readonly DeferredInvocation[];
  readonly outputs: readonly OutputChange[];
  readonly relevantAttributes: readonly RelevantAttribute[];
  readonly errored: boolean;
  /** What the plan says of itself; `null` where it was made before Terraform 1.8, or by OpenTofu, which do not say it. */
  readonly complete: boolean | null;
  readonly applyable: boolean | null;
  readonly refreshOnly: boolean;
  readonly timestamp: string | null;
  readonly workspace: string | null;
  /** The program whose own fields the plan has; `undefined` where it has none of either. */
  readonly maker: PlanMaker | undefined;
}

/** A change that was put off to a later plan. */
export interface DeferredChange {
  readonly reason: number;
  readonly change: SavedResourceChange;
}

/** A change to an output of the root module. */
export interface OutputChange {
  readonly name: string;
  readonly change: SavedChange;
  readonly sensitive: boolean;
}

/** An attribute that changed outside of Terraform and counts for the plan. */
export interface RelevantAttribute {
  readonly resource: string;
  readonly attribute: SavedPath;
}

/** The only format version so far: Terraform 0.12 to 1.15, OpenTofu 1.6 to 1.12. */
export const FORMAT_VERSION = 3;

/**
 * Reads the message `tfplan`. Field numbers are those of `Plan` in Terraform's internal/plans/planproto/planfile.proto and
 * OpenTofu's internal/plans/internal/planproto/planfile.proto, which differ in a few: {@link OWN_FIELDS}.
 *
 * @throws SavedPlanUnreadable for another format version, and for changes as Terraform wrote them before 1.1
 * @throws Error where the bytes do not decode
 */
export function readTfplan(message: Uint8Array, budget: Budget): SavedPlan {
  checkVersion(message, budget);
  const read = emptyPlan();
  const said = { complete: false, applyable: false, partial: false, maker: undefined as PlanMaker | undefined };
  readMessage(message, budget, (number, field) => {
    const readField = READ_PLAN[number];
    said.maker ??= OWN_FIELDS[number];
    said.partial ||= PARTIAL.has(number) || (readField === undefined && !PASSED_OVER.has(number));
    if (readField !== undefined) readField(read, field);
    else if (number === 25) said.applyable = field.number() === 1;
    else if (number === 26) said.complete = field.number() === 1;
    else return false;
    return true;
  });
  return { ...read, ...completeness(said, read), maker: said.maker ?? ownReasons(read) };
}

/** The version comes first in the file, and everything else depends on it. */
function checkVersion(message: Uint8Array, budget: Budget): void {
  let version = 0;
  readMessage(message, budget, (number, field) => {
    if (number !== 1) return false;
    version = field.number();
    return true;
  });
  if (version !== FORMAT_VERSION) {
    const what = `the saved plan has format version ${version}; this reads version ${FORMAT_VERSION}`;
    throw new SavedPlanUnreadable("version", what);
  }
}

type Unfinished = { -readonly [K in keyof Omit<SavedPlan, "complete" | "applyable" | "maker">]: Mutable<SavedPlan[K]> };
type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : T extends ReadonlyMap<infer K, infer V> ? Map<K, V> : T;

function emptyPlan(): Unfinished {
  return {
    terraformVersion: null,
    variables: new Map(),
    changes: [],
    drift: [],
    deferred: [],
    invocations: [],
    deferredInvocations: [],
    outputs: [],
    relevantAttributes: [],
    errored: false,
    refreshOnly: false,
    timestamp: null,
    workspace: null,
  };
}

const REFRESH_ONLY = 2;

const READ_PLAN: Readonly<Record<number, (plan: Unfinished, field: Field) => void>> = {
  1: (_, field) => field.number(),
  2: (plan, field) => plan.variables.set(...readVariable(field)),
  3: (plan, field) => plan.changes.push(readResourceChange(field)),
  4: (plan, field) => plan.outputs.push(readOutputChange(field)),
  13: (plan, field) => (plan.workspace = readWorkspace(field)),
  14: (plan, field) => (plan.terraformVersion = field.text()),
  15: (plan, field) => plan.relevantAttributes.push(readRelevantAttribute(field)),
  17: (plan, field) => (plan.refreshOnly = field.number() === REFRESH_ONLY),
  18: (plan, field) => plan.drift.push(readResourceChange(field)),
  20: (plan, field) => (plan.errored = field.number() === 1),
  21: (plan, field) => (plan.timestamp = field.text()),
  27: (plan, field) => plan.deferred.push(readDeferred(field)),
  30: (plan, field) => plan.invocations.push(readActionInvocation(field)),
  31: (plan, field) => plan.deferredInvocations.push(readDeferredInvocation(field, readReason)),
  29: (plan, field) => (plan.workspace = readWorkspace(field)),
};

/** Fields that only one of the two programs writes: excluded addresses; `applyable`, `complete`, deferred changes, actions. */
const OWN_FIELDS: Readonly<Record<number, PlanMaker>> = {
  6: "opentofu",
  25: "terraform",
  26: "terraform",
  27: "terraform",
  28: "terraform",
  29: "terraform",
  30: "terraform",
  31: "terraform",
  32: "terraform",
};

/** Reasons and actions from 14 and 10 on are OpenTofu's. */
function ownReasons({ changes }: Unfinished): PlanMaker | undefined {
  return changes.some(({ reason, change }) => reason >= 14 || change.action.actions[0] === "forget")
    ? "opentofu"
    : undefined;
}

/**
 * Fields that say nothing of what will be: replacements asked for, checks, `complete` and `applyable`, hashes of functions and
 * names of variables. Any other that is not read is of a later version, and may hold changes, as deferred ones once were new.
 */
const PASSED_OVER: ReadonlySet<number> = new Set([16, 19, 22, 25, 26, 28]);

/** Fields that only a plan of a part of the configuration has: targets, excluded addresses, deferred actions, invoked actions. */
const PARTIAL: ReadonlySet<number> = new Set([5, 6, 31, 32]);

/**
 * `complete` and `applyable` are written since Terraform 1.8, and only where true. So neither stands for "no" in a plan
 * that has neither, unless something else in the plan says why it is not complete.
 */
function completeness(
  said: { readonly complete: boolean; readonly applyable: boolean; readonly partial: boolean },
  { errored, deferred }: Unfinished,
): Pick<SavedPlan, "complete" | "applyable"> {
  if (said.complete || said.applyable) return { complete: said.complete, applyable: said.applyable };
  const partial = said.partial || errored || deferred.length > 0;
  return { complete: partial ? false : null, applyable: errored ? false : null };
}

/** An entry of `map<string, DynamicValue>`. */
function readVariable(message: Field): [string, Json] {
  let name = "";
  let value: Json = null;
  message.message((number, field) => {
    if (number === 1) name = field.text();
    else if (number === 2) value = readValue(field);
    else return false;
    return true;
  });
  return [name, value];
}

/** `workspace` has the same number in `Backend` and `StateStore`. */
function readWorkspace(message: Field): string | null {
  let workspace: string | null = null;
  message.message((number, field) => {
    if (number !== 3) return false;
    workspace = field.text();
    return true;
  });
  return workspace;
}

function readOutputChange(message: Field): OutputChange {
  const read = { name: "", change: undefined as SavedChange | undefined, sensitive: false };
  message.message((number, field) => {
    if (number === 1) read.name = field.text();
    else if (number === 2) read.change = readChange(field);
    else if (number === 3) read.sensitive = field.number() === 1;
    else return false;
    return true;
  });
  if (read.change === undefined) throw new Error(`output ${read.name} has no change`);
  return { ...read, change: read.change };
}

function readDeferred(message: Field): DeferredChange {
  const read = { reason: 0, change: undefined as SavedResourceChange | undefined };
  message.message((number, field) => {
    if (number === 1) read.reason = readReason(field);
    else if (number === 2) read.change = readResourceChange(field);
    else return false;
    return true;
  });
  if (read.change === undefined) throw new Error("a deferred change is missing");
  return { ...read, change: read.change };
}

function readReason(message: Field): number {
  let reason = 0;
  message.message((number, field) => {
    if (number !== 1) return false;
    reason = field.number();
    return true;
  });
  return reason;
}

function readRelevantAttribute(message: Field): RelevantAttribute {
  const read: { resource: string; attribute: SavedPath } = { resource: "", attribute: [] };
  message.message((number, field) => {
    if (number === 1) read.resource = field.text();
    else if (number === 2) read.attribute = readPath(field);
    else return false;
    return true;
  });
  return read;
}

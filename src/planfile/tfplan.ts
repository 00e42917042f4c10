import {
  readChange,
  readPath,
  readResourceChange,
  readValue,
  type SavedChange,
  type SavedResourceChange,
} from "./change";
import type { Json } from "../plan/plan";
import type { SavedPath } from "./sensitive";
import { Message } from "./message";
import { SavedPlanUnreadable } from "./saved-plan-unreadable";

/** The message `tfplan` of a saved plan, as far as it says what will be. */
export interface SavedPlan {
  readonly terraformVersion: string | null;
  readonly variables: ReadonlyMap<string, Json>;
  readonly changes: readonly SavedResourceChange[];
  readonly drift: readonly SavedResourceChange[];
  readonly deferred: readonly DeferredChange[];
  readonly outputs: readonly OutputChange[];
  readonly relevantAttributes: readonly RelevantAttribute[];
  readonly errored: boolean;
  /** What the plan says of itself; `null` where it was made before Terraform 1.8, or by OpenTofu, which do not say it. */
  readonly complete: boolean | null;
  readonly applyable: boolean | null;
  readonly refreshOnly: boolean;
  readonly timestamp: string | null;
  readonly workspace: string | null;
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

/** The only format version so far: Terraform 0.12 to 1.14, OpenTofu 1.6 to 1.11. */
export const FORMAT_VERSION = 3;

/**
 * Reads the message `tfplan`. Field numbers are those of `Plan` in Terraform's internal/plans/planproto/planfile.proto;
 * 6 is OpenTofu's alone.
 *
 * @throws SavedPlanUnreadable for another format version, and for changes as Terraform wrote them before 1.1
 * @throws Error where the bytes do not decode
 */
export function readTfplan(bytes: Uint8Array): SavedPlan {
  checkVersion(Message.of(bytes));
  const message = Message.of(bytes);
  const read = emptyPlan();
  const said = { complete: false, applyable: false, partial: false };
  while (message.next()) {
    const { field } = message;
    const readField = READ_PLAN[field];
    if (readField !== undefined) readField(read, message);
    else if (field === 25) said.applyable = message.number() === 1;
    else if (field === 26) said.complete = message.number() === 1;
    else said.partial ||= PARTIAL.has(field);
  }
  return { ...read, ...completeness(said, read) };
}

/** The version comes first in the file, and everything else depends on it. */
function checkVersion(message: Message): void {
  let version = 0;
  while (message.next()) if (message.field === 1) version = message.number();
  if (version !== FORMAT_VERSION) {
    const what = `the saved plan has format version ${version}; this reads version ${FORMAT_VERSION}`;
    throw new SavedPlanUnreadable("version", what);
  }
}

type Unfinished = { -readonly [K in keyof Omit<SavedPlan, "complete" | "applyable">]: Mutable<SavedPlan[K]> };
type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : T extends ReadonlyMap<infer K, infer V> ? Map<K, V> : T;

function emptyPlan(): Unfinished {
  return {
    terraformVersion: null,
    variables: new Map(),
    changes: [],
    drift: [],
    deferred: [],
    outputs: [],
    relevantAttributes: [],
    errored: false,
    refreshOnly: false,
    timestamp: null,
    workspace: null,
  };
}

const REFRESH_ONLY = 2;

const READ_PLAN: Readonly<Record<number, (plan: Unfinished, message: Message) => void>> = {
  1: (_, message) => message.number(),
  2: (plan, message) => plan.variables.set(...readVariable(message.message())),
  3: (plan, message) => plan.changes.push(readResourceChange(message.message())),
  4: (plan, message) => plan.outputs.push(readOutputChange(message.message())),
  13: (plan, message) => (plan.workspace = readWorkspace(message.message())),
  14: (plan, message) => (plan.terraformVersion = message.text()),
  15: (plan, message) => plan.relevantAttributes.push(readRelevantAttribute(message.message())),
  17: (plan, message) => (plan.refreshOnly = message.number() === REFRESH_ONLY),
  18: (plan, message) => plan.drift.push(readResourceChange(message.message())),
  20: (plan, message) => (plan.errored = message.number() === 1),
  21: (plan, message) => (plan.timestamp = message.text()),
  27: (plan, message) => plan.deferred.push(readDeferred(message.message())),
  29: (plan, message) => (plan.workspace = readWorkspace(message.message())),
};

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
function readVariable(message: Message): [string, Json] {
  let name = "";
  let value: Json = null;
  while (message.next()) {
    if (message.field === 1) name = message.text();
    else if (message.field === 2) value = readValue(message.message());
  }
  return [name, value];
}

/** `workspace` has the same number in `Backend` and `StateStore`. */
function readWorkspace(message: Message): string | null {
  let workspace: string | null = null;
  while (message.next()) if (message.field === 3) workspace = message.text();
  return workspace;
}

function readOutputChange(message: Message): OutputChange {
  const read = { name: "", change: undefined as SavedChange | undefined, sensitive: false };
  while (message.next()) {
    if (message.field === 1) read.name = message.text();
    else if (message.field === 2) read.change = readChange(message.message());
    else if (message.field === 3) read.sensitive = message.number() === 1;
  }
  if (read.change === undefined) throw new Error(`output ${read.name} has no change`);
  return { ...read, change: read.change };
}

function readDeferred(message: Message): DeferredChange {
  const read = { reason: 0, change: undefined as SavedResourceChange | undefined };
  while (message.next()) {
    if (message.field === 1) read.reason = readReason(message.message());
    else if (message.field === 2) read.change = readResourceChange(message.message());
  }
  if (read.change === undefined) throw new Error("a deferred change is missing");
  return { ...read, change: read.change };
}

function readReason(message: Message): number {
  let reason = 0;
  while (message.next()) if (message.field === 1) reason = message.number();
  return reason;
}

function readRelevantAttribute(message: Message): RelevantAttribute {
  const read: { resource: string; attribute: SavedPath } = { resource: "", attribute: [] };
  while (message.next()) {
    if (message.field === 1) read.resource = message.text();
    else if (message.field === 2) read.attribute = readPath(message.message());
  }
  return read;
}

import type { Json, PlannedChange } from "../plan/plan";
import type { SavedPath } from "./sensitive";
import type { Message } from "./message";
import { SavedPlanUnreadable } from "./saved-plan-unreadable";
import { decodeValue, type SavedValue, type ValueBytes } from "./value";

/** What becomes of a value: `change` in plan JSON. */
export interface SavedChange {
  readonly action: Action;
  /** Null where there is none, as `after` of a delete. */
  readonly before: Json;
  readonly after: SavedValue;
  /** Where `after` stands, for its type. */
  readonly afterBytes: ValueBytes | undefined;
  readonly beforeSensitive: readonly SavedPath[];
  readonly afterSensitive: readonly SavedPath[];
  readonly importing: Importing | null;
  readonly generatedConfig: string | null;
  readonly beforeIdentity: Json;
  readonly afterIdentity: Json;
}

/** What is imported by this change. */
export interface Importing {
  readonly id: string;
  readonly unknown: boolean;
  readonly identity: Json;
}

/** A change to one resource instance or data source. */
export interface SavedResourceChange {
  readonly address: string;
  readonly previousAddress: string | null;
  readonly deposedKey: string | null;
  /** `registry.terraform.io/hashicorp/aws`, without the alias. */
  readonly provider: string;
  readonly change: SavedChange;
  readonly replacePaths: readonly SavedPath[];
  /** Number of `ResourceInstanceActionReason`. */
  readonly reason: number;
}

/** An action as plan JSON names it, and as the model does. `before` and `after` are places in the list of values. */
export interface Action {
  readonly actions: readonly string[];
  readonly change: PlannedChange;
  readonly before?: number;
  readonly after?: number;
}

const NO_OP: Action = { actions: ["no-op"], change: "no-op", before: 0, after: 0 };

/** By number of `Action`. 9 is OpenTofu's "open", too: of an ephemeral resource, which no plan JSON shows. */
const ACTIONS: Readonly<Record<number, Action>> = {
  0: NO_OP,
  1: { actions: ["create"], change: "create", after: 0 },
  2: { actions: ["read"], change: "read", before: 0, after: 1 },
  3: { actions: ["update"], change: "update", before: 0, after: 1 },
  5: { actions: ["delete"], change: "delete", before: 0 },
  6: { actions: ["delete", "create"], change: "replace", before: 0, after: 1 },
  7: { actions: ["create", "delete"], change: "replace", before: 0, after: 1 },
  8: { actions: ["forget"], change: "forget", before: 0 },
  9: { actions: ["create", "forget"], change: "replace", before: 0, after: 1 },
};

/**
 * Reads the message `ResourceInstanceChange`.
 *
 * @throws SavedPlanUnreadable where it has no address in field 13, as before Terraform 1.1
 */
export function readResourceChange(message: Message): SavedResourceChange {
  const entry: { -readonly [K in keyof SavedResourceChange]: SavedResourceChange[K] } = {
    address: "",
    previousAddress: null,
    deposedKey: null,
    provider: "",
    change: NO_CHANGE,
    replacePaths: NONE,
    reason: 0,
  };
  while (message.next()) {
    const { field } = message;
    if (field === 13) entry.address = message.text();
    else if (field === 14) entry.previousAddress = message.text();
    else if (field === 7) entry.deposedKey = message.text();
    else if (field === 8) entry.provider = providerName(message.text());
    else if (field === 9) entry.change = readChange(message.message());
    else if (field === 11) entry.replacePaths = [...entry.replacePaths, readPath(message.message())];
    else if (field === 12) entry.reason = message.number();
  }
  if (entry.address === "") {
    throw new SavedPlanUnreadable("old", "the saved plan was made before Terraform 1.1: its changes carry no address");
  }
  if (entry.change === NO_CHANGE) throw new Error(`${entry.address} has no change`);
  return entry;
}

/** Reads the message `Change`. */
export function readChange(message: Message): SavedChange {
  const values: ValueBytes[] = [];
  const change = emptyChange();
  while (message.next()) {
    const { field } = message;
    if (field === 1) change.action = readAction(message.number());
    else if (field === 2) values.push(readValueBytes(message.message()));
    else if (field === 3) change.beforeSensitive = [...change.beforeSensitive, readPath(message.message())];
    else if (field === 4) change.afterSensitive = [...change.afterSensitive, readPath(message.message())];
    else if (field === 5) change.importing = readImporting(message.message());
    else if (field === 6) change.generatedConfig = message.text();
    else if (field === 7) change.beforeIdentity = readValue(message.message());
    else if (field === 8) change.afterIdentity = readValue(message.message());
  }
  const { action } = change;
  if (values.length <= Math.max(action.before ?? 0, action.after ?? 0)) {
    throw new Error(`a change (${action.actions.join(", ")}) has too few values`);
  }
  const before = action.before === undefined ? undefined : values[action.before];
  change.afterBytes = action.after === undefined ? undefined : values[action.after];
  const decoded = before === undefined ? NOTHING : decodeValue(before);
  change.before = decoded.known;
  if (change.afterBytes === before) change.after = decoded;
  else if (change.afterBytes !== undefined) change.after = decodeValue(change.afterBytes);
  return change;
}

const NOTHING: SavedValue = { known: null, unknown: false };
const NONE: readonly SavedPath[] = [];
const NO_CHANGE: SavedChange = emptyChange();

function emptyChange(): { -readonly [K in keyof SavedChange]: SavedChange[K] } {
  return {
    action: NO_OP,
    before: null,
    after: NOTHING,
    afterBytes: undefined,
    beforeSensitive: NONE,
    afterSensitive: NONE,
    importing: null,
    generatedConfig: null,
    beforeIdentity: null,
    afterIdentity: null,
  };
}

function readAction(number: number): Action {
  const action = ACTIONS[number];
  if (action === undefined) throw new Error(`action ${number} is not known`);
  return action;
}

/** Reads the message `DynamicValue`. */
export function readValue(message: Message): Json {
  return decodeValue(readValueBytes(message)).known;
}

function readValueBytes(message: Message): ValueBytes {
  let bytes: ValueBytes | undefined;
  while (message.next()) if (message.field === 1) bytes = message.bytes();
  if (bytes === undefined) throw new Error("a value is not encoded as msgpack");
  return bytes;
}

/** Reads the message `Path`. */
export function readPath(message: Message): SavedPath {
  const steps: Json[] = [];
  while (message.next()) if (message.field === 1) readSteps(message.message(), steps);
  return steps;
}

/** Reads the message `Step`, an attribute's name or an index. */
function readSteps(message: Message, steps: Json[]): void {
  while (message.next()) {
    if (message.field === 1) steps.push(message.text());
    else if (message.field === 2) steps.push(readValue(message.message()));
  }
}

function readImporting(message: Message): Importing {
  const read = { id: "", unknown: false, identity: null as Json };
  while (message.next()) {
    if (message.field === 1) read.id = message.text();
    else if (message.field === 2) read.unknown = message.number() === 1;
    else if (message.field === 3) read.identity = readValue(message.message());
  }
  return read;
}

/** The provider's name out of the address of its configuration: `module.a.provider["registry…/aws"].west`. */
function providerName(address: string): string {
  if (address === lastProvider.address) return lastProvider.name;
  const start = address.indexOf('provider["');
  const end = address.indexOf('"]', start);
  const name = start === -1 || end === -1 ? address : address.slice(start + 'provider["'.length, end);
  lastProvider = { address, name };
  return name;
}

/** Most changes have the provider of the one before. */
let lastProvider = { address: "", name: "" };

import type { Json, PlannedChange } from "../plan";
import type { SavedPath } from "./sensitive";
import type { Field } from "./message";
import { notKnownYet, SavedPlanUnreadable } from "./saved-plan-unreadable";
import { decodeValue, type SavedValue, type ValueBytes } from "./saved-value";

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

/**
 * By number of `Action`. 9 is the "open" of OpenTofu 1.11, too: of an ephemeral resource, which no plan JSON shows. 10 is
 * OpenTofu's since 1.12.
 */
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
  10: { actions: ["forget", "create"], change: "replace", before: 0, after: 1 },
};

/**
 * Reads the message `ResourceInstanceChange`.
 *
 * @throws SavedPlanUnreadable where it has no address in field 13, as before Terraform 1.1
 */
export function readResourceChange(message: Field): SavedResourceChange {
  const entry: { -readonly [K in keyof SavedResourceChange]: SavedResourceChange[K] } = {
    address: "",
    previousAddress: null,
    deposedKey: null,
    provider: "",
    change: NO_CHANGE,
    replacePaths: NONE,
    reason: 0,
  };
  message.message((number, field) => {
    if (number === 13) entry.address = field.text();
    else if (number === 14) entry.previousAddress = field.text();
    else if (number === 7) entry.deposedKey = field.text();
    else if (number === 8) entry.provider = providerName(field.text());
    else if (number === 9) entry.change = readChange(field);
    else if (number === 11) entry.replacePaths = [...entry.replacePaths, readPath(field)];
    else if (number === 12) entry.reason = field.number();
    else return false;
    return true;
  });
  if (entry.address === "") {
    throw new SavedPlanUnreadable("old", "the saved plan was made before Terraform 1.1: its changes carry no address");
  }
  if (entry.change === NO_CHANGE) throw new Error(`${entry.address} has no change`);
  return entry;
}

/** Reads the message `Change`. */
export function readChange(message: Field): SavedChange {
  const values: ValueBytes[] = [];
  const change = emptyChange();
  message.message((number, field) => {
    if (number === 1) change.action = readAction(field);
    else if (number === 2) values.push(readValueBytes(field));
    else if (number === 3) change.beforeSensitive.push(readPath(field));
    else if (number === 4) change.afterSensitive.push(readPath(field));
    else if (number === 5) change.importing = readImporting(field);
    else if (number === 6) change.generatedConfig = field.text();
    else if (number === 7) change.beforeIdentity = readValue(field);
    else if (number === 8) change.afterIdentity = readValue(field);
    else return false;
    return true;
  });
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
const NO_CHANGE: SavedChange = emptyChange();
const NONE: readonly SavedPath[] = [];

function emptyChange(): { -readonly [K in keyof SavedChange]: SavedChange[K] } & {
  readonly beforeSensitive: SavedPath[];
  readonly afterSensitive: SavedPath[];
} {
  return {
    action: NO_OP,
    before: null,
    after: NOTHING,
    afterBytes: undefined,
    beforeSensitive: [],
    afterSensitive: [],
    importing: null,
    generatedConfig: null,
    beforeIdentity: null,
    afterIdentity: null,
  };
}

function readAction(field: Field): Action {
  const number = field.number();
  const action = ACTIONS[number];
  if (action === undefined) throw notKnownYet(`an action with the number ${number}`);
  return action;
}

/** Reads the message `DynamicValue`. */
export function readValue(message: Field): Json {
  return decodeValue(readValueBytes(message)).known;
}

/** Where the msgpack of a `DynamicValue` stands. */
export function readValueBytes(message: Field): ValueBytes {
  let bytes: ValueBytes | undefined;
  let other = 0;
  message.message((number, field) => {
    if (number !== 1) {
      other = number;
      return false;
    }
    bytes = field.bytes();
    return true;
  });
  if (bytes !== undefined) return bytes;
  throw other === 0 ? new Error("a value is missing") : notKnownYet(`a value in an encoding with the number ${other}`);
}

/** Reads the message `Path`. */
export function readPath(message: Field): SavedPath {
  const steps: Json[] = [];
  message.message((number, step) => {
    if (number !== 1) return false;
    step.message((selector, field) => {
      if (selector === 1) steps.push(field.text());
      else if (selector === 2) steps.push(readValue(field));
      // A step that is left out would lead elsewhere, and what is sensitive there would be shown.
      else throw notKnownYet(`a step of a path with the number ${selector}`);
      return true;
    });
    return true;
  });
  return steps;
}

/** Field 2 is Terraform's `unknown`, a boolean, and OpenTofu's identity, a message. */
function readImporting(message: Field): Importing {
  const read = { id: "", unknown: false, identity: null as Json };
  message.message((number, field) => {
    if (number === 1) read.id = field.text();
    else if (number === 2 && field.isDelimited()) read.identity = readValue(field);
    else if (number === 2) read.unknown = field.number() === 1;
    else if (number === 3) read.identity = readValue(field);
    else return false;
    return true;
  });
  return read;
}

/** The provider's name out of the address of its configuration: `module.a.provider["registry…/aws"].west`. */
export function providerName(address: string): string {
  if (address === lastProvider.address) return lastProvider.name;
  const start = address.indexOf('provider["');
  const end = address.indexOf('"]', start);
  const name = start === -1 || end === -1 ? address : address.slice(start + 'provider["'.length, end);
  lastProvider = { address, name };
  return name;
}

/** Most changes have the provider of the one before. */
let lastProvider = { address: "", name: "" };

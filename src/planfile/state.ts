import {
  type Address,
  asArray,
  asObject,
  asString,
  type Json,
  type JsonObject,
  makeAddress,
  own,
  parseModuleAddress,
} from "../plan";
import { parseJson, type Budget } from "./budget";
import { sensitivePart, type SavedPath } from "./sensitive";
import { SavedPlanUnreadable } from "./saved-plan-unreadable";

/** The member `tfstate`: the state as it was refreshed for the plan, with the data sources that were read. */
export interface SavedState {
  readonly terraformVersion: string | null;
  readonly outputs: Readonly<Record<string, Json>>;
  readonly objects: readonly StateObject[];
}

/** One object of the state: an instance of a managed resource or data source, or a deposed one. */
export interface StateObject {
  readonly address: Address;
  readonly provider: string;
  readonly deposedKey: string | null;
  readonly tainted: boolean;
  readonly schemaVersion: number;
  readonly values: JsonObject;
  readonly sensitive: () => Json;
  readonly dependsOn: readonly string[];
  /** What the provider calls it by; `null` where the state has none. */
  readonly identity: { readonly schemaVersion: number; readonly values: JsonObject } | null;
}

/** The state format of Terraform since 0.12, and of OpenTofu. */
const STATE_VERSION = 4;

/**
 * Reads a state file (format version 4).
 *
 * @throws SavedPlanUnreadable for another version, and where it holds more than `budget` allows
 * @throws Error where it is not JSON
 */
export function readState(bytes: Uint8Array, budget: Budget): SavedState {
  const state = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes), budget);
  const version = own(state, "version");
  if (version !== STATE_VERSION) {
    throw new SavedPlanUnreadable(
      "version",
      `the state in the saved plan has version ${typeof version === "number" ? version : "none"}; this reads version ${STATE_VERSION}`,
    );
  }
  return {
    terraformVersion: asString(own(state, "terraform_version")) ?? null,
    outputs: asObject(own(state, "outputs")) ?? {},
    objects: asArray(own(state, "resources")).flatMap(readResource),
  };
}

function readResource(resource: Json): StateObject[] {
  const type = asString(own(resource, "type"));
  const name = asString(own(resource, "name"));
  const modules = parseModuleAddress(asString(own(resource, "module")) ?? "");
  if (type === undefined || name === undefined || modules === undefined) throw new Error("a resource has no address");
  const mode = own(resource, "mode") === "data" ? "data" : "managed";
  const provider = /provider\["([^"]*)"\]/.exec(asString(own(resource, "provider")) ?? "")?.[1] ?? "";
  return asArray(own(resource, "instances")).map((instance) => {
    const key = own(instance, "index_key");
    const parts = { modules, mode, type, name } as const;
    const indexed = typeof key === "string" || typeof key === "number";
    return readInstance(instance, makeAddress(indexed ? { ...parts, key } : parts), provider);
  });
}

function readInstance(instance: Json, address: Address, provider: string): StateObject {
  const values = Object.fromEntries(
    Object.entries(asObject(own(instance, "attributes")) ?? {}).map(([name, value]) => [name, withoutType(value)]),
  );
  const paths = asArray(own(instance, "sensitive_attributes")).map(readPath);
  const schemaVersion = own(instance, "schema_version");
  return {
    address,
    provider,
    deposedKey: asString(own(instance, "deposed")) ?? null,
    tainted: own(instance, "status") === "tainted",
    schemaVersion: typeof schemaVersion === "number" ? schemaVersion : 0,
    values,
    sensitive: () => sensitivePart(values, false, paths),
    dependsOn: asArray(own(instance, "dependencies")).flatMap((each) => asString(each) ?? []),
    identity: readIdentity(instance),
  };
}

function readIdentity(instance: Json): StateObject["identity"] {
  const values = asObject(own(instance, "identity"));
  const version = own(instance, "identity_schema_version");
  return values === undefined ? null : { schemaVersion: typeof version === "number" ? version : 0, values };
}

/** A path as the state writes it: `[{ "type": "get_attr", "value": "tags" }, { "type": "index", "value": { "value": "a" } }]`. */
function readPath(path: Json): SavedPath {
  return asArray(path).map((step) => {
    const value = own(step, "value") ?? null;
    return own(step, "type") === "index" ? (own(value, "value") ?? value) : value;
  });
}

/** An attribute whose type the schema leaves open (`terraform_data.input`) stands in the state beside its type. */
function withoutType(value: Json): Json {
  const type = own(value, "type");
  const wrapped =
    type !== undefined && Object.keys(value as JsonObject).length === 2 && Object.hasOwn(value as JsonObject, "value");
  return wrapped && isType(type) ? (own(value, "value") ?? null) : value;
}

function isType(type: Json): boolean {
  if (typeof type === "string") return ["string", "number", "bool", "dynamic"].includes(type);
  const [kind] = asArray(type);
  return typeof kind === "string" && ["list", "set", "map", "tuple", "object"].includes(kind);
}

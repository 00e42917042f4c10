import { givesKeyToData, isExport, type KeyMember, operationById, type Service } from "../../../services";
import { canonical, Choice, Hole, isList, isMap, JsonText, type Value } from "../../../values";
import type { Confidence } from "../../../resolve";
import { isManagedByAws } from "../../buckets";
import { keysBehind } from "../../candidates";
import type { Bucket, Role } from "../../facts";
import { lookupWithoutSecrets } from "../../lookup-without-secrets";
import type { Lookup } from "../../lookup";
import type { Call, PossibleUseSignal, RuntimeKeySignal, Signal } from "./detector";
import { referredTo } from "./unread";

/**
 * What one call of a service's API says of keys: the key members it sets, and the buckets it reads or writes where those
 * are encrypted with a key. Members are found by name, in whatever spelling and wherever they stand, so that types which
 * AWS adds are seen too.
 */
export function* signalsOfCall(open: Lookup, call: Call): Iterable<Signal> {
  const lookup = lookupWithoutSecrets(open, call.resource, call.attribute, call.also);
  const members = membersOf(call.parameters);
  const roles = rolesOf(lookup, members);
  const exportSeen = isExport(call.operation);
  const base = {
    kind: "use",
    service: call.service,
    operations: call.operation === null ? null : [call.operation],
    evidence: { address: call.resource.address.text, attribute: call.attribute },
    exportSeen,
    shown: true,
  } as const;
  if (exportSeen) yield { kind: "export", service: call.service };
  for (const member of members) {
    const { name, value } = member;
    if (isKeyMember(name)) yield* keySignals(lookup, call, member, roles, base);
    else if (mayHoldKey(call, member)) yield* hiddenKey(lookup, call, member, roles);
    if (!isLocation(name, value)) continue;
    const found = lookup.bucketOf(value);
    if (found !== undefined) yield* hiddenKeyOf(lookup, call, found.bucket, roles);
    const key = found === undefined ? undefined : lookup.keyOfBucket(found.bucket);
    if (found === undefined || key === undefined) continue;
    for (const role of roles) {
      yield {
        ...base,
        key: key.key,
        role: role.role,
        confidence: weakest(found.confidence, key.confidence, role.confidence),
      };
    }
  }
}

interface Member {
  /** Lower case, without `_` and `-`: `kmskeyarn`. */
  readonly name: string;
  /** The way to it, `jobOutput.s3DataDestination.kmsKeyArn`. */
  readonly path: string;
  readonly value: Value;
  /** Which of two values it is, depends on what is not known. */
  readonly either?: true;
}

type RoleOrNone = { readonly role: Role | null; readonly confidence: Confidence };

function* keySignals(
  lookup: Lookup,
  call: Call,
  member: Member,
  roles: readonly RoleOrNone[],
  base: Pick<Extract<Signal, { kind: "use" }>, "kind" | "service" | "operations" | "evidence" | "exportSeen" | "shown">,
): Iterable<Signal> {
  const { value, path } = member;
  const at = call.resource.location(call.attribute);
  const runTime = call.runTimeValues === true && comesAtRunTime(member);
  const found = runTime ? undefined : lookup.keyOf(value);
  if (found === undefined) {
    if (value === "" || isManagedByAws(value)) return;
    if (runTime) yield runtimeKey(call, `${path} is only known at run time`);
    else if (typeof value === "string") yield runtimeKey(call, `${path} is neither a key ARN nor a key id or alias`);
    else yield* hiddenKey(lookup, call, member, roles);
    return;
  }
  const acceptsAlias = keyMember(call.service, call.operation, member.name)?.acceptsAlias ?? true;
  for (const { role, confidence } of roles) {
    yield {
      ...base,
      key: found.key,
      role,
      confidence: weakest(found.confidence, confidence, member.either === true ? "inferred" : "certain"),
      keyWrittenAs: { value, member: path, acceptsAlias, at },
      datasetGroupKey: givesKeyToData(call.service, call.operation),
    };
  }
}

/** A key that is not known, or that stands in something that is not: the keys that it may mean are told too. */
function* hiddenKey(
  lookup: Lookup,
  call: Call,
  { path, value }: Member,
  roles: readonly RoleOrNone[],
): Iterable<RuntimeKeySignal | PossibleUseSignal> {
  const what = path === "" ? "what it is called with" : path;
  yield runtimeKey(call, `${what} is known after apply`);
  const { keys, open } = keysBehind(lookup, value);
  if (keys.length === 0 && open === undefined) return;
  const named = roles.flatMap(({ role }) => role ?? []);
  yield {
    kind: "possible-use",
    keys: keys.length === 0 ? "any" : keys,
    roles: named.length > 0 ? named : lookup.mayServe(call.resource.plan),
    plan: call.resource.plan,
    at: call.resource.location(call.attribute),
    refersTo: referredTo(keys, open),
  };
}

/** The keys that a bucket which the call reads or writes may be encrypted with. */
function* hiddenKeyOf(
  lookup: Lookup,
  { resource, attribute }: Call,
  bucket: Bucket,
  roles: readonly RoleOrNone[],
): Iterable<PossibleUseSignal> {
  const hidden = lookup.hiddenKeyOfBucket(bucket);
  if (hidden === undefined) return;
  yield {
    kind: "possible-use",
    keys: hidden.keys,
    roles: roles.flatMap(({ role }) => role ?? []),
    plan: resource.plan,
    at: resource.location(attribute),
    refersTo: [],
    because: `which key encrypts ${bucket.id} is not known, and ${resource.address.text} lets a service use what is in it`,
  };
}

function runtimeKey({ service, operation, resource, attribute }: Call, because: string): RuntimeKeySignal {
  const at = resource.location(attribute);
  return { kind: "runtime-key", service, operation, at, plan: resource.plan, because };
}

/** Whether a key of the call may stand in a member that is not known: the call as a whole, or a structure around a key. */
function mayHoldKey({ service, operation }: Call, { name, path, value }: Member): boolean {
  if (!(value instanceof Hole || value instanceof JsonText)) return false;
  if (path === "") return true;
  const one = operation === null ? undefined : operationById(service, operation);
  const operations = one === undefined ? service.operations : [one];
  return operations.some(({ keyMembers }) =>
    keyMembers.some((each) =>
      each.path
        .split(".")
        .slice(0, -1)
        .some((step) => plain(step) === name),
    ),
  );
}

function keyMember(service: Service, operation: string | null, name: string): KeyMember | undefined {
  const one = operation === null ? undefined : operationById(service, operation);
  const operations = one === undefined ? service.operations : [one];
  return operations
    .flatMap(({ keyMembers }) => keyMembers)
    .find(({ path }) => plain(path.slice(path.lastIndexOf(".") + 1)) === name);
}

/** All named scalars of the parameters. Text that is JSON of its own is the detector's business. */
function membersOf(parameters: Value): Member[] {
  const found: Member[] = [];
  const walk = (value: Value, name: string, path: string, either?: true): void => {
    if (value instanceof Choice) {
      walk(value.whenTrue, name, path, true);
      walk(value.whenFalse, name, path, true);
    } else if (isList(value)) {
      for (const item of value) if (typeof item === "object") walk(item, name, path, either);
    } else if (isMap(value)) {
      for (const [key, item] of Object.entries(value)) walk(item, key, path === "" ? key : `${path}.${key}`, either);
    } else if (value !== null) found.push({ name: plain(name), path, value, ...(either && { either }) });
  };
  walk(parameters, "", "");
  return found;
}

/** `"KmsKeyArn.$": "$.key"`, `"{% $key %}"`, `"$KMS_KEY"`. */
function comesAtRunTime({ path, value }: Member): boolean {
  return path.endsWith(".$") || (typeof value === "string" && /^\s*(\{%|\$)/.test(value));
}

function plain(name: string): string {
  return name.replace(/[_-]/g, "").replace(/\.\$$/, "").toLowerCase();
}

function isKeyMember(name: string): boolean {
  return name.endsWith("kmskeyarn") || name.endsWith("kmskeyid");
}

/** A location is an `s3://` URI, whatever the member is called. */
function isLocation(name: string, value: Value): boolean {
  if (canonical(value)?.startsWith("s3://") === true) return true;
  return value instanceof Hole && ["s3uri", "datalocation"].includes(name);
}

/** The call's roles; one entry without a role where it names none that can be told. */
function rolesOf(lookup: Lookup, members: readonly Member[]): readonly RoleOrNone[] {
  const found = members
    .filter(({ name }) => name.endsWith("rolearn"))
    .flatMap(({ value }): RoleOrNone[] => {
      const role = lookup.roleOf(value);
      return role === undefined ? [] : [role];
    });
  return found.length === 0 ? [{ role: null, confidence: "certain" }] : found;
}

/** The weakest of several confidences. */
export function weakest(...confidences: readonly Confidence[]): Confidence {
  return confidences.includes("inferred") ? "inferred" : "certain";
}

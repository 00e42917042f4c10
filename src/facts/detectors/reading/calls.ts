import { canonical } from "../../../values/canonical";
import type { Confidence } from "../../../resolve/infrastructure";
import { operationById } from "../../../services/catalogue";
import type { KeyMember, Service } from "../../../services/service";
import { Hole, isList, isMap, type Value } from "../../../values/value";
import type { Role } from "../../facts";
import { lookupWithoutSecrets } from "./lookup-without-secrets";
import type { Lookup } from "../../lookup";
import type { Call, Signal } from "./detector";

/**
 * What one call of a service's API says of keys: the key members it sets, and the buckets it reads or writes where those
 * are encrypted with a key. Members are found by name, in whatever spelling and wherever they stand, so that types which
 * AWS adds are seen too.
 */
export function* signalsOfCall(open: Lookup, call: Call): Iterable<Signal> {
  const lookup = lookupWithoutSecrets(open, call.resource, call.attribute, call.also);
  const members = membersOf(call.parameters);
  const roles = rolesOf(lookup, members);
  const exportSeen = call.operation?.endsWith("export-job") ?? false;
  const base = {
    kind: "use",
    service: call.service,
    operations: call.operation === null ? null : [call.operation],
    evidence: { address: call.resource.address.text, attribute: call.attribute },
    exportSeen,
  } as const;
  if (exportSeen) yield { kind: "export", service: call.service };
  for (const { name, path, value } of members) {
    if (isKeyMember(name)) yield* keySignals(lookup, call, { name, path, value }, roles, base);
    if (!isLocation(name, value)) continue;
    const found = lookup.bucketOf(value);
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
}

type RoleOrNone = { readonly role: Role | null; readonly confidence: Confidence };

function* keySignals(
  lookup: Lookup,
  call: Call,
  member: Member,
  roles: readonly RoleOrNone[],
  base: Pick<Extract<Signal, { kind: "use" }>, "kind" | "service" | "operations" | "evidence" | "exportSeen">,
): Iterable<Signal> {
  const { value, path } = member;
  const at = call.resource.location(call.attribute);
  const runTime = call.runTimeValues === true && comesAtRunTime(member);
  const found = runTime ? undefined : lookup.keyOf(value);
  if (found === undefined) {
    if (value === "" || isManagedByAws(value)) return;
    const known = typeof value === "string" && !runTime;
    yield {
      kind: "runtime-key",
      service: call.service,
      operation: call.operation ?? "an operation",
      at,
      plan: call.resource.plan,
      because: `${path} is ${known ? "neither a key ARN nor a key id or alias" : runTime ? "only known at run time" : "known after apply"}`,
    };
    return;
  }
  const acceptsAlias = keyMember(call.service, call.operation, member.name)?.acceptsAlias ?? true;
  for (const { role, confidence } of roles) {
    yield {
      ...base,
      key: found.key,
      role,
      confidence: weakest(found.confidence, confidence),
      keyWrittenAs: { value, member: path, acceptsAlias, at },
      datasetGroupKey: call.operation === "dataset-group",
    };
  }
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
  const walk = (value: Value, path: string): void => {
    if (isList(value)) {
      for (const item of value) walk(item, path);
    } else if (isMap(value)) {
      for (const [key, item] of Object.entries(value)) walkMember(key, item, path === "" ? key : `${path}.${key}`);
    }
  };
  const walkMember = (key: string, value: Value, path: string): void => {
    if (isList(value) || isMap(value)) walk(value, path);
    else if (value !== null) found.push({ name: plain(key), path, value });
  };
  walk(parameters, "");
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

/** `alias/aws/s3`, by name or ARN: a key whose policy nobody can change. */
function isManagedByAws(value: Value): boolean {
  return canonical(value)?.includes("alias/aws/") ?? false;
}

/** The weakest of several confidences. */
export function weakest(...confidences: readonly Confidence[]): Confidence {
  return confidences.includes("inferred") ? "inferred" : "certain";
}

import { formatModule, isType, parseReference } from "../../plan";
import { isRemoved, type Resource } from "../../resolve";
import { asksForRole, givesKeyToData, isExport } from "../../services";
import { Hole, isMap, isUnknown, type Value } from "../../values";
import type { Key, Role } from "../facts";
import type { Lookup } from "../lookup";
import { lookupWithoutSecrets } from "../lookup-without-secrets";
import { type Declaration, type DeclaredEntry, type Detector, readDeclaration, type Signal } from "./reading";

/**
 * Whoever writes a configuration may say in it who uses which key: `terraform_data` with `input.kmsgate`, as kmsgate's own
 * modules do. A declaration only adds operations, but for one in the root module or in the module that manages the key, which
 * also says that these are all that its service does with this key and this role. One that cannot be read is never skipped.
 */
export const declaredInPlan: Detector = {
  id: "declared-in-plan",
  *detect(lookup) {
    for (const resource of lookup.infrastructure.ofType("terraform_data")) {
      if (resource.mode !== "managed" || isRemoved(resource)) continue;
      const input = resource.attribute(ATTRIBUTE);
      if (input === undefined || !isMap(input) || input.kmsgate === undefined) continue;
      yield* signalsOf(lookup, resource, input.kmsgate);
    }
  },
};

const ATTRIBUTE = "input";

function* signalsOf(open: Lookup, resource: Resource, value: Value): Iterable<Signal> {
  const lookup = lookupWithoutSecrets(open, resource, ATTRIBUTE);
  const declaration = readDeclaration(value, open.allServices, resource.sensitive(ATTRIBUTE));
  const key = declaration.key === undefined ? undefined : meant(lookup.keyOf, declaration.key, "key");
  const named = declaration.uses.map((entry) => ({ entry, role: roleOf(lookup, entry) }));
  const faults = [
    ...declaration.faults,
    ...(declaration.key === undefined || key !== undefined ? [] : [sayKey(declaration)]),
    ...named.flatMap(({ entry, role }) => (role === undefined ? [sayRole(entry)] : [])),
  ];
  yield* faultsOf(open, resource, key?.key, faults);
  if (key === undefined) return;
  const speaks = faults.length === 0 && isOfItsOwner(open, resource, key.key);
  for (const { entry, role = null } of named) {
    yield {
      kind: "use",
      service: entry.service,
      operations: entry.operations,
      key: key.key,
      role,
      confidence: key.confidence,
      evidence: { address: resource.address.text, attribute: ATTRIBUTE },
      declared: speaks ? "by-owner" : "elsewhere",
      ...ofData(entry),
      ...(role === null && !asksForRole(entry.service, entry.operations) && { withoutRole: true }),
    };
  }
}

/** An entry that names the operation which gives the key to data beside one that exports says that these data are exported. */
function ofData({ service, operations }: DeclaredEntry): {
  readonly datasetGroupKey: boolean;
  readonly exportsIt: boolean;
} {
  const datasetGroupKey = operations?.some((each) => givesKeyToData(service, each)) ?? false;
  return { datasetGroupKey, exportsIt: datasetGroupKey && (operations?.some(isExport) ?? false) };
}

/** `undefined`: it is told and cannot be found out. */
function roleOf({ roleOf: find }: Lookup, { role }: DeclaredEntry): Role | null | undefined {
  return role === null ? null : meant(find, role, "role")?.role;
}

function sayKey({ key }: Declaration): string {
  return key !== undefined && isUnknown(key)
    ? "which key it is about is not known: key has to refer to the key itself, and not through a local value"
    : "key is neither the ARN of a customer managed key nor an alias of one";
}

function sayRole({ role }: DeclaredEntry): string {
  return isUnknown(role)
    ? "the role of a use is not known: it has to be written from account, path and name"
    : "the role of a use is neither null nor the ARN of a role";
}

/** Whatever a declaration says that cannot be read: of its key, or of the declaration where the key cannot be told either. */
function* faultsOf(
  { keyMade }: Lookup,
  resource: Resource,
  key: Key | undefined,
  faults: readonly string[],
): Iterable<Signal> {
  const declaration = resource.location(ATTRIBUTE);
  const { text } = resource.address;
  for (const because of faults) {
    const of = key ?? keyMade(text, { plan: resource.plan });
    yield { kind: "unlinked", key: of, unlinked: { kind: "key", address: of.id, because, declaration } };
  }
}

/** The root module speaks for all of its plan, any other module only for the keys that it manages. */
function isOfItsOwner({ infrastructure }: Lookup, declaration: Resource, key: Key): boolean {
  if (key.resource !== null && key.plan !== declaration.plan) return false;
  // Where plans are joined, each is a module of its own.
  const moduleOf = ({ address }: Pick<Resource, "address">): string =>
    formatModule(address.modules.slice(infrastructure.joined === true ? 1 : 0));
  const module = moduleOf(declaration);
  return module === "" || (key.resource !== null && moduleOf(key.resource) === module);
}

/**
 * The key or role that a value means. Plan JSON has the references of the whole `input` in one list: where exactly one of
 * them leads to a key, and no other could, that is the one.
 */
function meant<Found>(find: (value: Value) => Found | undefined, value: Value, as: "key" | "role"): Found | undefined {
  const found = find(value);
  if (found !== undefined || !(value instanceof Hole)) return found;
  const { references } = value;
  const named = references.map((reference) => ({
    reference,
    found: find(new Hole(reference, { references: [reference] })),
  }));
  if (named.some((each) => each.found === undefined && mayBe(each.reference, as))) return undefined;
  const [only, ...others] = named.flatMap((each) => each.found ?? []);
  return others.length === 0 ? only : undefined;
}

/** Whether a reference that leads to no such thing may still come from one: a variable of the root module is always known. */
function mayBe(reference: string, as: "key" | "role"): boolean {
  if (/^(?:var|path|terraform)\./.test(reference)) return false;
  const type = parseReference(reference)?.address.type;
  if (type === undefined) return true;
  return !NEITHER.has(type) && !isType(type, as === "key" ? "role" : "key");
}

/** What accounts and partitions are read from. */
const NEITHER = new Set(["aws_caller_identity", "aws_partition", "aws_region"]);

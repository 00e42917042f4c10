import { isMap, isList, isUnknown, type Value } from "../../../values";
import type { Service } from "../../../services";

/** A declaration of uses in the plan, as `input.kmsgate` of a `terraform_data` holds it: what of it can be read. */
export interface Declaration {
  /** As written; absent where there is none. */
  readonly key?: Value;
  readonly uses: readonly DeclaredEntry[];
  /** What is wrong with it, or not known: clauses. */
  readonly faults: readonly string[];
}

/** One entry of `uses`. */
export interface DeclaredEntry {
  readonly service: Service;
  /** Ids of the catalogue, sorted; `null`: not known. */
  readonly operations: readonly string[] | null;
  /** As written; `null`: none. */
  readonly role: Value;
}

/** The version of the shape that is read here. */
const VERSION = 1;

const MEMBERS = new Set(["version", "key", "uses"]);
const USE_MEMBERS = new Set(["service", "operations", "role"]);

/** How a text is quoted: as it is, or not at all where it is sensitive. */
type Quote = (value: Value) => string;

/**
 * Reads a declaration: `{ version = 1, key, uses = [{ service, operations, role }] }`. What cannot be read is a fault, never
 * skipped, and so is a member that nobody knows: it is a misspelt one.
 *
 * @param sensitive whether nothing of it may be quoted.
 */
export function readDeclaration(value: Value, services: readonly Service[], sensitive: boolean): Declaration {
  const quote: Quote = (each) => (sensitive || typeof each === "object" ? "what it has" : shortened(each));
  if (!isMap(value)) return { uses: [], faults: [isUnknown(value) ? "it is not known" : "it is no object"] };
  const { version, key, uses } = value;
  const found = key === undefined || key === null ? {} : { key };
  if (version !== VERSION) {
    const written = version === undefined ? "it has no version" : `its version is ${quote(version)}`;
    return { ...found, uses: [], faults: [`${written}, and version ${String(VERSION)} is the one that can be read`] };
  }
  const faults = [
    ...unknownMembers(value, MEMBERS).map((name) => `it has ${quote(name)}, which is none of ${list(MEMBERS)}`),
    ...("key" in found ? [] : ["it names no key"]),
  ];
  if (!isList(uses) || uses.length === 0) {
    const written = uses !== undefined && isUnknown(uses) ? "its uses are not known" : "uses is no list of one or more";
    return { ...found, uses: [], faults: [...faults, written] };
  }
  const read = uses.map((each, at) => readEntry(each, `uses[${String(at)}]`, services, quote));
  return {
    ...found,
    uses: read.flatMap(({ entry }) => entry ?? []),
    faults: [...faults, ...read.flatMap((each) => each.faults)],
  };
}

function readEntry(
  value: Value,
  place: string,
  services: readonly Service[],
  quote: Quote,
): { readonly entry?: DeclaredEntry; readonly faults: readonly string[] } {
  if (!isMap(value)) return { faults: [`${place} is ${isUnknown(value) ? "not known" : "no object"}`] };
  const { service: id, operations = null, role = null } = value;
  const faults = unknownMembers(value, USE_MEMBERS).map(
    (name) => `${place} has ${quote(name)}, which is none of ${list(USE_MEMBERS)}`,
  );
  const service = services.find((each) => each.id === id);
  if (service === undefined) {
    const written = id === undefined ? "names no service" : `names the service ${quote(id)}`;
    return { faults: [...faults, `${place} ${written}, and kmsgate services lists those that are known`] };
  }
  const read = readOperations(operations, place, service, quote);
  return { entry: { service, operations: read.operations, role }, faults: [...faults, ...read.faults] };
}

function readOperations(
  value: Value,
  place: string,
  service: Service,
  quote: Quote,
): { readonly operations: readonly string[] | null; readonly faults: readonly string[] } {
  if (value === null) return { operations: null, faults: [] };
  if (!isList(value) || value.length === 0) {
    const what = isUnknown(value) ? "not known" : "neither null nor a list of one or more";
    return { operations: null, faults: [`the operations of ${place} are ${what}`] };
  }
  const known = operationsIn(service);
  const named = value.filter((each) => typeof each === "string" && known.has(each)) as string[];
  const others = value.filter((each) => typeof each !== "string" || !known.has(each));
  const faults = others.map(
    (each) => `${place} names the operation ${quote(each)}, and ${service.id} has ${list(known)}`,
  );
  // What is wrong in a list may stand for any operation.
  return { operations: named.length === 0 ? null : [...new Set(named)].sort(), faults };
}

/** What a use of a service can be for: its operations, and the uses that resources show. */
function operationsIn({ operations, requirements, signals = [] }: Service): ReadonlySet<string> {
  return new Set([
    ...operations.map(({ id }) => id),
    ...requirements.flatMap(({ neededBy }) => neededBy),
    ...signals.map(({ use }) => use),
  ]);
}

function unknownMembers(value: object, known: ReadonlySet<string>): readonly string[] {
  return Object.keys(value).filter((name) => !known.has(name));
}

function list(names: ReadonlySet<string>): string {
  return [...names].join(", ");
}

const LONGEST = 64;

function shortened(value: string | number | boolean): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

import type { Key, Use } from "../facts";
import { groupBy } from "../grouping";
import type { Confidence, Location } from "../resolve";
import type { KeyKind, Service, Source } from "../services";
import { isEntirelyUnknown } from "./policy-state";
import { arnOfType, Hole, isUnknown, Text, type Value } from "../values";

/** One property of a key that does not suit a service, or of which that cannot be told. */
export interface Fitness {
  readonly key: Key;
  readonly service: Service;
  readonly uses: readonly Use[];
  readonly fits: "no" | "unknown";
  readonly what: Misfit;
  readonly at: Location;
  /** `inferred`: it rests on a reference, which is no identity. */
  readonly named?: Confidence;
  readonly source?: Source;
}

/** What does not suit, or cannot be told. */
export type Misfit =
  | { readonly kind: "spec" | "usage"; readonly is: string; readonly takes: readonly string[] | null }
  /** No KMS key can work; `using` are the resources in which none can. */
  | { readonly kind: "unsupported" | "needs-workarounds"; readonly using: readonly string[]; readonly says: string }
  | { readonly kind: "managed-by-aws"; readonly says: string }
  | { readonly kind: "multi-region" }
  | { readonly kind: "unknown"; readonly property: "spec" | "usage" | "enabled" | "multi-region" }
  | { readonly kind: "being-deleted" | "disabled" | "material-expired" | "material-absent" }
  | { readonly kind: "region"; readonly is: string; readonly only: readonly string[] }
  /** It is not where what uses it is, or where data go to. */
  | { readonly kind: "other-region"; readonly is: string; readonly needs: string; readonly using: readonly string[] }
  /** A member of a call names the key by an alias or an id, and takes its ARN. */
  | {
      readonly kind: "form";
      readonly member: string;
      readonly is: "alias" | "key-id";
      readonly takesKeyId: boolean;
      readonly takesAlias?: boolean;
    };

type Flaw = Pick<Fitness, "fits" | "what" | "at" | "named" | "source">;

/** What does not suit the service about the key. Nothing, where the key is right. */
export function* fitnessOf(key: Key, service: Service, uses: readonly Use[]): Generator<Fitness> {
  for (const flaw of unsupported(key, uses)) yield { key, service, ...flaw };
  const others = uses.filter((use) => use.unsupported === undefined);
  if (others.length === 0) return;
  for (const flaw of ofKey(key, service)) yield { key, service, uses: others, ...flaw };
  if (key.managedByAws === true) return;
  for (const flaw of regions(key, service, others)) yield { key, service, ...flaw };
  for (const use of others) {
    if (use.keyWrittenAs === undefined) continue;
    for (const flaw of written(use, service.takes)) yield { key, service, uses: others, ...flaw };
  }
}

/** What is wrong whichever resource uses it. Of a key that AWS manages nobody can change anything. */
function* ofKey(key: Key, service: Service): Generator<Flaw> {
  const { takes } = service;
  if (key.managedByAws === true) {
    if (takes?.customerManaged !== true) return;
    yield { fits: "no", what: { kind: "managed-by-aws", says: takes.source.says }, at: at(key), source: takes.source };
    return;
  }
  if (!isPlain(key, takes)) {
    const source = takes === undefined ? {} : { source: takes.source };
    for (const flaw of kind(key, takes)) yield { ...flaw, ...source };
    for (const flaw of [...state(key), ...material(key)]) yield flaw;
  }
  yield* region(key, service);
}

function* unsupported(key: Key, uses: readonly Use[]): Generator<Flaw & Pick<Fitness, "uses">> {
  const groups = groupBy(uses, ({ unsupported: source }) => JSON.stringify(source));
  for (const own of groups.values()) {
    const { unsupported: source } = own[0] as Use;
    if (source === undefined) continue;
    const using = own.flatMap((use) => (use.using === null ? [] : [use.using.id]));
    const [fits, kind] =
      source.hasWorkarounds === true ? (["unknown", "needs-workarounds"] as const) : (["no", "unsupported"] as const);
    yield { fits, what: { kind, using, says: source.says }, at: at(key), source, uses: own };
  }
}

const SYMMETRIC = "SYMMETRIC_DEFAULT";
const ENCRYPTION = "ENCRYPT_DECRYPT";

/** Which keys a service takes of which AWS says nothing more. */
const USUAL: Pick<KeyKind, "specs" | "usages"> = { specs: [SYMMETRIC], usages: [ENCRYPTION] };

/** Most keys are symmetric ones in use, which suit most services. */
function isPlain({ spec, usage, enabled, beingDeleted, material: has, multiRegion }: Key, takes?: KeyKind): boolean {
  const { specs, usages } = takes ?? USUAL;
  const suits = (value: Value, taken: readonly string[] | undefined): boolean =>
    typeof value === "string" && (taken === undefined || taken.includes(value));
  return (
    suits(spec, specs) &&
    suits(usage, usages) &&
    enabled === true &&
    !beingDeleted &&
    has === "present" &&
    (takes?.multiRegion !== false || multiRegion === false || multiRegion === null)
  );
}

function* kind(key: Key, takes: KeyKind | undefined): Generator<Flaw> {
  const { spec, usage, multiRegion } = key;
  const { specs, usages } = takes ?? USUAL;
  const [specAt, usageAt] = [at(key, "customer_master_key_spec"), at(key, "key_usage")];
  const symmetricOnly = specs?.length === 1 && specs[0] === SYMMETRIC;
  if (specs !== undefined) {
    if (isUnknown(spec)) yield* unknown(key, "spec", specAt);
    else if (!specs.includes(shown(spec))) {
      yield { fits: "no", what: { kind: "spec", is: shown(spec), takes: symmetricOnly ? null : specs }, at: specAt };
    }
  }
  if (usages !== undefined) {
    // A symmetric encryption key has no other usage.
    if (isUnknown(usage)) yield* spec === SYMMETRIC && symmetricOnly ? [] : unknown(key, "usage", usageAt);
    else if (!usages.includes(shown(usage))) {
      yield { fits: "no", what: { kind: "usage", is: shown(usage), takes: usages }, at: usageAt };
    }
  }
  if (takes?.multiRegion !== false || multiRegion === false || multiRegion === null) return;
  const place = at(key, "multi_region");
  if (isUnknown(multiRegion)) yield* unknown(key, "multi-region", place);
  else if (multiRegion === true || multiRegion === "true") {
    yield { fits: "no", what: { kind: "multi-region" }, at: place };
  }
}

function* state(key: Key): Generator<Flaw> {
  const place = at(key, key.resource?.type === "aws_kms_key" ? "is_enabled" : "enabled");
  if (key.beingDeleted) {
    yield { fits: "no", what: { kind: "being-deleted" }, at: at(key) };
  }
  if (isUnknown(key.enabled)) yield* unknown(key, "enabled", place);
  else if (key.enabled === false || key.enabled === "false")
    yield { fits: "no", what: { kind: "disabled" }, at: place };
}

/** Without key material KMS refuses every use of the key (`PendingImport`). */
function* material(key: Key): Generator<Flaw> {
  if (key.material === "expired") yield { fits: "no", what: { kind: "material-expired" }, at: at(key, "valid_to") };
  if (key.material !== "absent") return;
  yield { fits: "unknown", what: { kind: "material-absent" }, at: at(key, "key_material_base64") };
}

/** A Region that is not known is no reason for doubt: nearly always it is the right one. */
function* region(key: Key, service: Service): Generator<Flaw> {
  if (service.regions === undefined || typeof key.region !== "string") return;
  const { only, source } = service.regions;
  if (only.includes(key.region)) return;
  yield { fits: "no", what: { kind: "region", is: key.region, only }, at: at(key), source };
}

/** Of a service that runs everywhere, and takes keys of some Regions only. */
function* regions(key: Key, { takes }: Service, uses: readonly Use[]): Generator<Flaw & Pick<Fitness, "uses">> {
  if (takes?.regions === undefined || typeof key.region !== "string") return;
  const { source, regions: taken } = takes;
  const is = key.region;
  if (typeof taken !== "string") {
    if (!taken.includes(is)) yield { fits: "no", what: { kind: "region", is, only: taken }, at: at(key), source, uses };
    return;
  }
  const elsewhere = groupBy(uses, ({ using }) => (taken === "using" ? using : using?.destination)?.region);
  for (const [needs, own] of elsewhere) {
    if (typeof needs !== "string" || needs === is) continue;
    const using = own.flatMap((use) => (use.using === null ? [] : [use.using.id]));
    yield { fits: "no", what: { kind: "other-region", is, needs, using }, at: at(key), source, uses: own };
  }
}

function isAlias(text: string): boolean {
  return text.startsWith("alias/") || arnOfType(text, "kms", "alias") !== undefined;
}

const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function* written({ keyWrittenAs }: Use, takes: KeyKind | undefined): Generator<Flaw> {
  if (keyWrittenAs === undefined) return;
  const { value, member, acceptsAlias, at: place } = keyWrittenAs;
  const [form, named] = formOf(value);
  if (form === "other") return;
  const { namedBy } = takes ?? {};
  // Members that are called an ARN take nothing else; the others take a key id too.
  const takesKeyId = namedBy === undefined ? acceptsAlias || !/arn$/i.test(member) : namedBy.includes("id");
  const takesAlias = namedBy === undefined ? acceptsAlias : namedBy.includes("alias");
  if (form === "alias" ? takesAlias : takesKeyId) return;
  const source = namedBy === undefined || takes === undefined ? {} : { source: takes.source };
  const what = { kind: "form", member, is: form, takesKeyId, takesAlias } as const;
  yield { fits: "no", what, at: place, named, ...source };
}

/** In which form a key is named, as far as the value shows it. */
function formOf(value: Value): readonly ["alias" | "key-id" | "other", Confidence] {
  if (typeof value === "string") return [isAlias(value) ? "alias" : KEY_ID.test(value) ? "key-id" : "other", "certain"];
  if (value instanceof Text) {
    const start = value.parts.map((part) => (typeof part === "string" ? part : "?")).join("");
    return [isAlias(start) ? "alias" : "other", "certain"];
  }
  if (!(value instanceof Hole)) return ["other", "certain"];
  const own = formOfReference(value.name);
  if (own !== "other") return [own, "certain"];
  const references = value.references.filter((each) => !value.references.some((other) => other.startsWith(`${each}.`)));
  const [only] = references;
  return [references.length === 1 && only !== undefined ? formOfReference(only) : "other", "inferred"];
}

function formOfReference(reference: string): "alias" | "key-id" | "other" {
  if (/(^|\.)aws_kms_alias\..+\.(arn|name|id)$/.test(reference)) return "alias";
  return /(^|\.)aws_kms_(replica_|external_|replica_external_)?key\..+\.(key_id|id)$/.test(reference)
    ? "key-id"
    : "other";
}

/** Of a key outside the plan nobody sees anything; that its policy is not seen is told already, or it was handed over alone. */
function* unknown(key: Key, property: "spec" | "usage" | "enabled" | "multi-region", place: Location): Generator<Flaw> {
  const seen = key.policy.origin !== "outside" && !isEntirelyUnknown(key.policy);
  if (key.resource !== null || seen) yield { fits: "unknown", what: { kind: "unknown", property }, at: place };
}

function at(key: Key, attribute?: string): Location {
  return key.resource?.location(attribute) ?? { address: key.id };
}

function shown(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

import type { Key, Use } from "../facts";
import type { Confidence, Location } from "../resolve";
import type { Service, Source } from "../services";
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
  | { readonly kind: "spec" | "usage"; readonly is: string; readonly takes: string }
  | { readonly kind: "unknown"; readonly property: "spec" | "usage" | "enabled" }
  | { readonly kind: "being-deleted" | "disabled" | "material-expired" | "material-absent" }
  | { readonly kind: "region"; readonly is: string; readonly only: readonly string[] }
  /** A member of a call names the key by an alias or an id, and takes its ARN. */
  | {
      readonly kind: "form";
      readonly member: string;
      readonly is: "alias" | "key-id";
      readonly takesKeyId: boolean;
    };

type Flaw = Pick<Fitness, "fits" | "what" | "at" | "named" | "source">;

/** What does not suit the service about the key. Nothing, where the key is right. */
export function* fitnessOf(key: Key, service: Service, uses: readonly Use[]): Generator<Fitness> {
  if (!isPlain(key)) {
    for (const flaw of [...kind(key), ...state(key), ...material(key)]) yield { key, service, uses, ...flaw };
  }
  for (const flaw of region(key, service)) yield { key, service, uses, ...flaw };
  for (const use of uses) {
    if (use.keyWrittenAs === undefined) continue;
    for (const flaw of written(use)) yield { key, service, uses, ...flaw };
  }
}

const SYMMETRIC = "SYMMETRIC_DEFAULT";
const ENCRYPTION = "ENCRYPT_DECRYPT";

/** Most keys are symmetric ones in use, which suit every service. */
function isPlain({ spec, usage, enabled, beingDeleted, material: has }: Key): boolean {
  return spec === SYMMETRIC && usage === ENCRYPTION && enabled === true && !beingDeleted && has === "present";
}

function* kind(key: Key): Generator<Flaw> {
  const { spec, usage } = key;
  const [specAt, usageAt] = [at(key, "customer_master_key_spec"), at(key, "key_usage")];
  if (isUnknown(spec)) yield* unknown(key, "spec", specAt);
  else if (spec !== SYMMETRIC) {
    yield { fits: "no", what: { kind: "spec", is: shown(spec), takes: SYMMETRIC }, at: specAt };
  }
  // A symmetric encryption key has no other usage.
  if (isUnknown(usage)) yield* spec === SYMMETRIC ? [] : unknown(key, "usage", usageAt);
  else if (usage !== ENCRYPTION) {
    yield { fits: "no", what: { kind: "usage", is: shown(usage), takes: ENCRYPTION }, at: usageAt };
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

function isAlias(text: string): boolean {
  return text.startsWith("alias/") || arnOfType(text, "kms", "alias") !== undefined;
}

const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function* written({ keyWrittenAs }: Use): Generator<Flaw> {
  if (keyWrittenAs === undefined || keyWrittenAs.acceptsAlias) return;
  const { value, member, at: place } = keyWrittenAs;
  const [form, named] = formOf(value);
  // Members that are called an ARN take nothing else; the others take a key id too.
  const takesKeyId = !/arn$/i.test(member);
  if (form === "other" || (form === "key-id" && takesKeyId)) return;
  yield { fits: "no", what: { kind: "form", member, is: form, takesKeyId }, at: place, named };
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
function* unknown(key: Key, property: "spec" | "usage" | "enabled", place: Location): Generator<Flaw> {
  const seen = key.policy.origin !== "outside" && !isEntirelyUnknown(key.policy);
  if (key.resource !== null || seen) yield { fits: "unknown", what: { kind: "unknown", property }, at: place };
}

function at(key: Key, attribute?: string): Location {
  return key.resource?.location(attribute) ?? { address: key.id };
}

function shown(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

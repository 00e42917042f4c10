import type { Key, Use } from "../facts/facts";
import type { Confidence, Location } from "../resolve/infrastructure";
import type { Service, Source } from "../services/service";
import { isEntirelyUnknown } from "./policy-state";
import { arnOfType } from "../values/arn";
import { Hole, Text, isUnknown, type Value } from "../values/value";

/** One property of a key that does not suit a service, or of which that cannot be told. */
export interface Fitness {
  readonly key: Key;
  readonly service: Service;
  readonly uses: readonly Use[];
  readonly fits: "no" | "unknown";
  /** Half a sentence. */
  readonly what: string;
  readonly at: Location;
  /** `inferred`: it rests on a reference, which is no identity. */
  readonly named?: Confidence;
  readonly source?: Source;
}

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
  if (isUnknown(spec)) yield* unknown(key, "its key spec is not known", specAt);
  else if (spec !== SYMMETRIC) {
    yield {
      fits: "no",
      what: `its key spec is ${shown(spec)}, and it takes a symmetric one (${SYMMETRIC})`,
      at: specAt,
    };
  }
  // A symmetric encryption key has no other usage.
  if (isUnknown(usage)) yield* spec === SYMMETRIC ? [] : unknown(key, "its key usage is not known", usageAt);
  else if (usage !== ENCRYPTION) {
    yield { fits: "no", what: `its key usage is ${shown(usage)}, and it takes ${ENCRYPTION}`, at: usageAt };
  }
}

function* state(key: Key): Generator<Flaw> {
  const place = at(key, key.resource?.type === "aws_kms_key" ? "is_enabled" : "enabled");
  if (key.beingDeleted) {
    yield { fits: "no", what: "this plan deletes it, or its deletion is scheduled", at: at(key) };
  }
  if (isUnknown(key.enabled)) yield* unknown(key, "whether it is enabled is not known", place);
  else if (key.enabled === false || key.enabled === "false") yield { fits: "no", what: "it is disabled", at: place };
}

/** Without key material KMS refuses every use of the key (`PendingImport`). */
function* material(key: Key): Generator<Flaw> {
  if (key.material === "expired") yield { fits: "no", what: "its key material has expired", at: at(key, "valid_to") };
  if (key.material !== "absent") return;
  const what =
    "its key material is not in this plan: it has to be imported outside Terraform before the key can be used";
  yield { fits: "unknown", what, at: at(key, "key_material_base64") };
}

/** A Region that is not known is no reason for doubt: nearly always it is the right one. */
function* region(key: Key, service: Service): Generator<Flaw> {
  if (service.regions === undefined || typeof key.region !== "string") return;
  const { only, source } = service.regions;
  if (only.includes(key.region)) return;
  yield {
    fits: "no",
    what: `it is in ${key.region}, and the service runs in ${only.join(", ")} alone`,
    at: at(key),
    source,
  };
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
  const wrong = form === "an alias" || (form === "a key id" && /arn$/i.test(member));
  if (!wrong) return;
  const takes = /arn$/i.test(member) ? "the ARN of a key" : "a key id or the ARN of a key";
  yield { fits: "no", what: `${member} is ${form}, and it takes ${takes}`, at: place, named };
}

/** In which form a key is named, as far as the value shows it. */
function formOf(value: Value): readonly ["an alias" | "a key id" | "other", Confidence] {
  if (typeof value === "string")
    return [isAlias(value) ? "an alias" : KEY_ID.test(value) ? "a key id" : "other", "certain"];
  if (value instanceof Text) {
    const start = value.parts.map((part) => (typeof part === "string" ? part : "?")).join("");
    return [isAlias(start) ? "an alias" : "other", "certain"];
  }
  if (!(value instanceof Hole)) return ["other", "certain"];
  const own = formOfReference(value.name);
  if (own !== "other") return [own, "certain"];
  const references = value.references.filter((each) => !value.references.some((other) => other.startsWith(`${each}.`)));
  const [only] = references;
  return [references.length === 1 && only !== undefined ? formOfReference(only) : "other", "inferred"];
}

function formOfReference(reference: string): "an alias" | "a key id" | "other" {
  if (/(^|\.)aws_kms_alias\..+\.(arn|name|id)$/.test(reference)) return "an alias";
  return /(^|\.)aws_kms_(replica_|external_|replica_external_)?key\..+\.(key_id|id)$/.test(reference)
    ? "a key id"
    : "other";
}

/** Of a key outside the plan nobody sees anything; that its policy is not seen is told already, or it was handed over alone. */
function* unknown(key: Key, what: string, place: Location): Generator<Flaw> {
  const seen = key.policy.origin !== "outside" && !isEntirelyUnknown(key.policy);
  if (key.resource !== null || seen) yield { fits: "unknown", what, at: place };
}

function at(key: Key, attribute?: string): Location {
  return key.resource?.location(attribute) ?? { address: key.id };
}

function shown(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

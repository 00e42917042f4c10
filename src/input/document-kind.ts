import { type Json, type JsonObject, type PlanMaker, planMakerOfJson } from "../plan";
import { WRONG_INPUTS, type WrongInputKind } from "./wrong-input";

/** What a JSON document is. */
export type DocumentKind =
  | { readonly kind: "plan"; readonly document: JsonObject }
  | ({ readonly kind: "state"; readonly document: JsonObject } & Told)
  | ({ readonly kind: Exclude<WrongInputKind, "state"> } & Told);

/** What is told of an input beside the words of its kind. */
interface Told {
  /** Added to what it is. */
  readonly detail?: string;
  /** What is said instead of what its kind expects. */
  readonly expected?: string;
  /** The program that made it, which the words name. */
  readonly maker?: PlanMaker | undefined;
}

/**
 * Tells a plan from the other JSON that Terraform, OpenTofu, HCP Terraform and the tools around them write. A plan has a
 * `format_version` of major version 0 or 1 and one of the plan's own keys; nothing else is required of it, so that forks
 * that rename `terraform_version` are read.
 */
export function documentKind(document: Json): DocumentKind {
  const [first] = Array.isArray(document) ? (document as readonly Json[]) : [];
  // The events of `plan -json`, put into a list (`jq -s`).
  if (isEvent(first)) return { kind: "plan-log", detail: "(as one JSON array)", ...makerOfEvent(first) };
  if (typeof document !== "object" || document === null || Array.isArray(document)) return { kind: "other-json" };
  const object = document as JsonObject;
  if (has(object, "format_version")) return versioned(object);
  if (has(object, "plan_format_version")) return { kind: "redacted-plan" };
  if (has(object, "encrypted_data") && has(object, "encryption_version")) {
    return { kind: has(object, "lineage") ? "encrypted-state" : "encrypted-plan" };
  }
  if (has(object, "remote_plan_format") && has(object, "run_id")) return { kind: "cloud-plan" };
  if (isEvent(object)) return { kind: "plan-log", ...makerOfEvent(object) };
  if (has(object, "version") && (has(object, "serial") || has(object, "lineage"))) return { kind: "state-file" };
  if (isPlanPart(object)) return { kind: "partial-plan" };
  return wrapped(object) ?? { kind: "other-json" };
}

/** One event of `plan -json`. */
function isEvent(value: Json | undefined): value is JsonObject {
  return isObject(value) && has(value, "@level") && has(value, "@message");
}

/** The first event says which version of which program writes. */
function makerOfEvent(event: JsonObject): { readonly maker?: PlanMaker } {
  const message = event["@message"];
  return typeof message === "string" && message.startsWith("OpenTofu ") ? { maker: "opentofu" } : {};
}

/** Keys that only a plan has; `configuration` alone is enough for an empty one. */
const PLAN_KEYS = ["planned_values", "resource_changes", "output_changes", "configuration", "prior_state"];
const STATE_KEYS = ["format_version", "terraform_version", "values", "checks"];

function versioned(object: JsonObject): DocumentKind {
  const version = object["format_version"] ?? null;
  const [, major] = /^(\d+)\.\d+/.exec(typeof version === "string" ? version : "") ?? [];
  if (PLAN_KEYS.some((key) => has(object, key))) {
    if (major !== "0" && major !== "1") return { kind: "unknown-version", detail: `(${quote(version)})` };
    if (object["errored"] === true) return { kind: "errored-plan", maker: planMakerOfJson(object) };
    return { kind: "plan", document: object };
  }
  if (has(object, "provider_schemas")) return { kind: "other-json", detail: "(terraform providers schema -json)" };
  if (has(object, "diagnostics")) return { kind: "other-json", detail: "(terraform validate -json)" };
  // A state without resources is printed as its versions alone.
  const isState = Object.keys(object).every((key) => STATE_KEYS.includes(key));
  return isState ? { kind: "state", document: object } : { kind: "other-json" };
}

/** A plan that a policy tool has put under a key of its own, at most three keys down. */
function wrapped(object: JsonObject): DocumentKind | undefined {
  let level: { readonly path: readonly string[]; readonly value: JsonObject }[] = [{ path: [], value: object }];
  for (let depth = 1; depth <= 3; depth += 1) {
    level = level.flatMap(({ path, value }) =>
      Object.entries(value).flatMap(([key, inner]) =>
        isObject(inner) ? [{ path: [...path, key], value: inner }] : [],
      ),
    );
    const found = level.find(({ value }) => isPlanPart(value));
    if (found === undefined) continue;
    const place = found.path.map((key) => (/^\w+$/.test(key) ? `.${key}` : `[${quote(key)}]`)).join("");
    if (has(found.value, "format_version")) {
      const jq = place.startsWith(".") ? place : `.${place}`;
      return {
        kind: "wrapped-plan",
        detail: `under ${place}`,
        expected: `Give the plan itself: jq '${jq}' FILE > plan.json`,
      };
    }
    const { expected } = WRONG_INPUTS["partial-plan"];
    return { kind: "wrapped-plan", detail: `under ${place}, cut down (it has no format_version)`, expected };
  }
  return undefined;
}

function isPlanPart(object: JsonObject): boolean {
  return Array.isArray(object["resource_changes"]) || isObject(object["planned_values"]);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function has(object: JsonObject, key: string): boolean {
  return Object.hasOwn(object, key);
}

/** Quoted, and cut where it is long. */
function quote(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

import type { Json, JsonObject } from "../plan";
import { WRONG_INPUTS, type WrongInputKind } from "./wrong-input";

/** What a JSON document is; `detail` is added to the words of its kind. */
export type DocumentKind =
  | { readonly kind: "plan"; readonly document: JsonObject }
  | { readonly kind: "state"; readonly document: JsonObject; readonly detail?: string; readonly expected?: string }
  | { readonly kind: Exclude<WrongInputKind, "state">; readonly detail?: string; readonly expected?: string };

/**
 * Tells a plan from the other JSON that Terraform, OpenTofu, HCP Terraform and the tools around them write. A plan has a
 * `format_version` of major version 0 or 1 and one of the plan's own keys; nothing else is required of it, so that forks
 * that rename `terraform_version` are read.
 */
export function documentKind(document: Json): DocumentKind {
  if (isEvents(document)) return { kind: "plan-log", detail: "(as one JSON array)" };
  if (typeof document !== "object" || document === null || Array.isArray(document)) return { kind: "other-json" };
  const object = document as JsonObject;
  if (has(object, "format_version")) return versioned(object);
  if (has(object, "plan_format_version")) return { kind: "redacted-plan" };
  if (has(object, "encrypted_data") && has(object, "encryption_version")) {
    return { kind: has(object, "lineage") ? "encrypted-state" : "encrypted-plan" };
  }
  if (has(object, "remote_plan_format") && has(object, "run_id")) return { kind: "cloud-plan" };
  if (has(object, "@level") && has(object, "@message")) return { kind: "plan-log" };
  if (has(object, "version") && (has(object, "serial") || has(object, "lineage"))) return { kind: "state-file" };
  if (isPlanPart(object)) return { kind: "partial-plan" };
  return wrapped(object) ?? { kind: "other-json" };
}

/** The events of `plan -json`, put into a list (`jq -s`). */
function isEvents(document: Json): boolean {
  const [first] = Array.isArray(document) ? (document as readonly Json[]) : [];
  return isObject(first) && has(first, "@level") && has(first, "@message");
}

/** Keys that only a plan has; `configuration` alone is enough for an empty one. */
const PLAN_KEYS = ["planned_values", "resource_changes", "output_changes", "configuration", "prior_state"];
const STATE_KEYS = ["format_version", "terraform_version", "values", "checks"];

function versioned(object: JsonObject): DocumentKind {
  const version = object["format_version"] ?? null;
  const [, major] = /^(\d+)\.\d+/.exec(typeof version === "string" ? version : "") ?? [];
  if (PLAN_KEYS.some((key) => has(object, key))) {
    if (major !== "0" && major !== "1") return { kind: "unknown-version", detail: `(${quote(version)})` };
    return object["errored"] === true ? { kind: "errored-plan" } : { kind: "plan", document: object };
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

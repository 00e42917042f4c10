import { asObject, asString, isArray, type Json, own } from "../plan";
import { inModules, mapObject, within } from "./map-json";

/** What stands in the place of a sensitive value; Terraform's own words. */
export const MASK = "(sensitive value)";

/** Parts of a change that are no values, or marks. */
const NO_VALUES: ReadonlySet<string> = new Set([
  "actions",
  "after_sensitive",
  "after_unknown",
  "before_sensitive",
  "replace_paths",
]);

/** The texts that a plan masks, by the address of the resource that has them. */
export class SensitiveTexts {
  private readonly byAddress = new Map<string, Set<string>>();

  /** Takes note of what was masked of a resource's values. */
  note(resource: Json, values: Json | undefined, masked: Json | undefined): void {
    const texts = new Set<string>();
    collect(values ?? null, masked ?? null, texts);
    if (texts.size === 0) return;
    const address = asString(own(resource, "address")) ?? "";
    const known = this.byAddress.get(address);
    if (known === undefined) this.byAddress.set(address, texts);
    else for (const text of texts) known.add(text);
  }

  /** Masks the same texts in an entry of `resource_changes`. */
  readonly inChange = (entry: Json): Json => {
    const texts = this.of(entry);
    if (texts === undefined) return entry;
    return within(entry, "change", (change) =>
      mapObject(change, (part, key) => (NO_VALUES.has(key) ? part : maskEqual(part, texts))),
    );
  };

  /** Masks them in the resources of `planned_values`, or of a state's `values`. */
  readonly inValues = (values: Json): Json =>
    inModules(values, (resource) => {
      const texts = this.of(resource);
      if (texts === undefined) return resource;
      const masked = within(resource, "values", (each) => maskEqual(each, texts));
      return within(masked, "identity", (each) => maskEqual(each, texts));
    });

  private of(resource: Json): ReadonlySet<string> | undefined {
    return this.byAddress.get(asString(own(resource, "address")) ?? "");
  }
}

function collect(value: Json, masked: Json, into: Set<string>): void {
  if (masked === MASK) collectAll(value, into);
  else if (isArray(value))
    value.forEach((item, at) => {
      collect(item, isArray(masked) ? (masked[at] ?? null) : null, into);
    });
  else for (const [key, item] of Object.entries(asObject(value) ?? {})) collect(item, own(masked, key) ?? null, into);
}

function collectAll(value: Json, into: Set<string>): void {
  if (typeof value === "string") {
    if (value !== "") into.add(value);
  } else if (isArray(value)) for (const item of value) collectAll(item, into);
  else for (const item of Object.values(asObject(value) ?? {})) collectAll(item, into);
}

function maskEqual(value: Json, texts: ReadonlySet<string>): Json {
  if (typeof value === "string") return texts.has(value) ? MASK : value;
  if (isArray(value)) return value.map((item) => maskEqual(item, texts));
  return asObject(value) === undefined ? value : mapObject(value, (item) => maskEqual(item, texts));
}

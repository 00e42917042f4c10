import { asArray, asObject, asString, own } from "./json";
import type { JsonObject, PlanMaker } from "./plan";
import { isVersion } from "./program-version";

/** What of a plan tells which program made it. */
export interface MakerSigns {
  /** Something in the plan that only one of the programs writes. */
  readonly written?: PlanMaker;
  readonly version: string | null;
  /** Addresses of providers: `registry.opentofu.org/hashicorp/aws`. */
  readonly providers: Iterable<string>;
}

/**
 * Which program made a plan. Both use the same format and version numbers (OpenTofu begins with 1.6), so that only what one of
 * them alone writes tells them apart: parts of the plan, and the default registry of providers. Of a saved plan, and of the
 * folder that a plan was made in, the lock file tells most ({@link lockFileMaker}).
 *
 * @returns `undefined` where nothing tells, or where what tells disagrees
 */
export function planMaker({ written, version, providers }: MakerSigns): PlanMaker | undefined {
  const registry = registryMaker(providers);
  // Whoever writes an OpenTofu registry's address out by hand plans with OpenTofu all the more.
  if (registry === "opentofu") return registry;
  if (beforeOpenTofu(version)) return "terraform";
  return registry === undefined || written === undefined || registry === written ? (written ?? registry) : undefined;
}

/** The name of the dependency lock file, in a folder and in a saved plan. */
export const LOCK_FILE = ".terraform.lock.hcl";

/** The program whose `init` wrote a dependency lock file. */
export function lockFileMaker(text: string): PlanMaker | undefined {
  const [, program] = /^# This file is maintained automatically by "(terraform|tofu) init"/.exec(text) ?? [];
  if (program === undefined) return undefined;
  return program === "tofu" ? "opentofu" : "terraform";
}

/** Which program made a plan JSON document. */
export function planMakerOfJson(document: JsonObject): PlanMaker | undefined {
  const version = asString(own(document, "terraform_version")) ?? null;
  const written = ownOfJson(document, version);
  return planMaker({ version, providers: providersOf(document), ...(written === undefined ? {} : { written }) });
}

/** Terraform writes `applyable` and `complete` in every plan since 1.8, OpenTofu in none. */
function ownOfJson(document: JsonObject, version: string | null): PlanMaker | undefined {
  if (TERRAFORM_KEYS.some((key) => own(document, key) !== undefined)) return "terraform";
  // `errored` and `timestamp` are written by both, so that a document that has them was not cut down to a few keys.
  const whole = own(document, "errored") !== undefined && own(document, "timestamp") !== undefined;
  return whole && isVersion(version, 8) ? "opentofu" : undefined;
}

const TERRAFORM_KEYS = ["applyable", "complete", "deferred_changes", "action_invocations"];

function* providersOf(document: JsonObject): Generator<string> {
  const configured = asObject(own(own(document, "configuration"), "provider_config")) ?? {};
  for (const provider of Object.values(configured)) yield asString(own(provider, "full_name")) ?? "";
  for (const change of asArray(own(document, "resource_changes"))) yield asString(own(change, "provider_name")) ?? "";
}

function registryMaker(providers: Iterable<string>): PlanMaker | undefined {
  let found: PlanMaker | undefined;
  for (const provider of providers) {
    if (provider.startsWith("registry.opentofu.org/")) return "opentofu";
    if (provider.startsWith("registry.terraform.io/")) found = "terraform";
  }
  return found;
}

/** OpenTofu was forked from Terraform 1.5, and its first version is 1.6. */
function beforeOpenTofu(version: string | null): boolean {
  return version !== null && /^\d+\.\d+/.test(version) && !isVersion(version, 6);
}

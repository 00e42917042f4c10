import { kept } from "../../grouping";
import type { Configuration, ConfiguredProvider, Json, JsonObject, Plan } from "../../plan";
import type { Placed } from "./account-and-region";

/** The settings of a provider configuration that matter here, however they were read. */
export interface ProviderSettings {
  /** One for each configuration; stands in the names of holes. */
  readonly name: string;
  /** Equal for configurations that share an account: all settings but alias, region and tags. */
  readonly accountKey: string;
  readonly region?: string;
  readonly assumedRole?: string;
  readonly allowedAccounts: readonly string[];
}

/** Reads provider settings out of plan JSON's `configuration`. */
export function configuredSettings(plan: Plan): (resource: Placed) => ProviderSettings | undefined {
  const { configuration } = plan;
  if (configuration === null) return () => undefined;
  const cache = new Map<string, ProviderSettings>();
  return (resource) => {
    const key = configuration.resource(resource.address)?.providerKey;
    const found = key === undefined ? undefined : findProvider(configuration, key);
    if (found === undefined) return undefined;
    return kept(cache, found.key, () => readSettings(plan, found.key, found.provider));
  };
}

/** A module that passes no provider on names one that only its caller configures: `module.a:aws` is then `aws`. */
function findProvider(
  configuration: Configuration,
  key: string,
): { key: string; provider: ConfiguredProvider } | undefined {
  for (const each of [key, key.slice(key.lastIndexOf(":") + 1)]) {
    const provider = Object.hasOwn(configuration.providers, each) ? configuration.providers[each] : undefined;
    if (provider !== undefined) return { key: each, provider };
  }
  return undefined;
}

/** Settings that say nothing about the account. */
export const ACCOUNT_BLIND = new Set(["alias", "region", "default_tags", "ignore_tags", "max_retries", "retry_mode"]);

function readSettings(plan: Plan, key: string, provider: ConfiguredProvider): ProviderSettings {
  const { expressions } = provider;
  const account = Object.entries(expressions).filter(([name]) => !ACCOUNT_BLIND.has(name));
  const assume = block(expressions.assume_role) ?? block(expressions.assume_role_with_web_identity);
  const region = constant(plan, expressions.region);
  const role = constant(plan, assume?.role_arn);
  const allowed = constant(plan, expressions.allowed_account_ids);
  return {
    name: key,
    accountKey: JSON.stringify([provider.name, account.sort(([a], [b]) => (a < b ? -1 : 1))]),
    ...(typeof region === "string" ? { region } : {}),
    ...(typeof role === "string" ? { assumedRole: role } : {}),
    allowedAccounts: Array.isArray(allowed)
      ? (allowed as readonly Json[]).filter((each) => typeof each === "string")
      : [],
  };
}

function block(value: Json | undefined): JsonObject | undefined {
  const first: Json | undefined = Array.isArray(value) ? (value as readonly Json[])[0] : value;
  return typeof first === "object" && first !== null && !Array.isArray(first) ? (first as JsonObject) : undefined;
}

/** An expression's constant, or the value of the one root variable it refers to. */
function constant(plan: Plan, expression: Json | undefined): Json | undefined {
  const written = block(expression);
  if (written === undefined) return undefined;
  if (Object.hasOwn(written, "constant_value")) return written.constant_value;
  const references = written.references;
  if (!Array.isArray(references) || references.length !== 1) return undefined;
  const name = /^var\.([^.[\]]+)$/.exec(String(references[0]))?.[1];
  return name !== undefined && Object.hasOwn(plan.variables, name) ? plan.variables[name] : undefined;
}

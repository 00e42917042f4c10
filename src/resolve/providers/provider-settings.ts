import { kept } from "../../grouping";
import { holdsUnknown, type Plan } from "../../plan";
import type { ProviderConfiguration, SourceConfiguration } from "../../source";
import { isList, isMap, parseArn, plainJson, type Value, type ValueMap } from "../../values";
import { ACCOUNT_BLIND, type ProviderSettings } from "./configured-providers";
import type { Placed } from "./account-and-region";

/**
 * Provider settings out of the source, evaluated. Where nothing in the plan is unknown and its state tells one account and
 * one region, no source is asked.
 */
export function sourcedSettings(
  plan: Plan,
  configuration: () => SourceConfiguration,
): (resource: Placed) => ProviderSettings | undefined {
  const found = new Map<string, ProviderSettings | undefined>();
  const byKey = new Map<string, ProviderSettings>();
  let needed: boolean | undefined;
  return (resource) => {
    if (!(needed ??= holdsUnknown(plan) || !tellsOnePlace(plan))) return undefined;
    const { configured } = resource.address;
    if (!found.has(configured)) {
      const provider = configuration().provider(resource.address);
      found.set(configured, provider && settingsOf(provider, byKey));
    }
    return found.get(configured);
  };
}

function settingsOf(provider: ProviderConfiguration, byKey: Map<string, ProviderSettings>): ProviderSettings {
  return kept(byKey, provider.key, () => readSettings(provider));
}

function readSettings({ key, arguments: given }: ProviderConfiguration): ProviderSettings {
  const [name = key] = key.slice(key.lastIndexOf(":") + 1).split(".");
  const account = Object.entries(given).filter(([argument]) => !ACCOUNT_BLIND.has(argument));
  const role = (block(given.assume_role) ?? block(given.assume_role_with_web_identity))?.role_arn;
  const { region, allowed_account_ids: allowed } = given;
  return {
    name: key,
    accountKey: JSON.stringify([name, account.sort(byName).map(([argument, value]) => [argument, plainJson(value)])]),
    ...(typeof region === "string" ? { region } : {}),
    ...(typeof role === "string" ? { assumedRole: role } : {}),
    allowedAccounts: isList(allowed) ? allowed.filter((each) => typeof each === "string") : [],
  };
}

function byName([a]: readonly [string, Value], [b]: readonly [string, Value]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function block(value: Value | undefined): ValueMap | undefined {
  const first = isList(value) ? value[0] : value;
  return isMap(first) ? first : undefined;
}

/** Whether the ARNs of all that exists name one account and one region. */
function tellsOnePlace(plan: Plan): boolean {
  const accounts = new Set<string>();
  const regions = new Set<string>();
  for (const values of [...plan.resources.map(({ before }) => before), ...plan.prior.map((prior) => prior.values)]) {
    if (typeof values?.arn !== "string") continue;
    const { region = "", account = "" } = parseArn(values.arn) ?? {};
    if (account !== "" && account !== "aws") accounts.add(account);
    if (region !== "") regions.add(region);
  }
  return accounts.size === 1 && regions.size <= 1;
}

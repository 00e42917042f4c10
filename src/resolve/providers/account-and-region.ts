import { kept } from "../../grouping";
import type { Json, JsonObject, Plan, PlannedResource, PriorResource } from "../../plan/plan";
import { isSensitive } from "../../plan";
import { Hole, type Value } from "../../values/value";
import { arnsIn, isAccountId, parseArn } from "../../values/arn";
import { configuredSettings, type ProviderSettings } from "./configured-providers";

/** Where a resource lives: a plain string where known, else a hole shared by all resources of one account (or provider). */
export interface Placement {
  readonly account: Value;
  readonly partition: Value;
  readonly region: Value;
}

/** The accounts, partitions and regions of a plan's provider configurations. */
export interface Placements {
  of(resource: Placed): Placement;
  readonly accounts: readonly { readonly id: string; readonly inferred: boolean }[];
}

/** What tells a resource's provider. */
export type Placed = Pick<PlannedResource | PriorResource, "address" | "type" | "provider"> & {
  /** A resource's own `region` (AWS provider 6), where it is known. */
  readonly region?: Value;
};

/** What placements depend on beside the plan. */
interface PlacementOptions {
  readonly account?: string;
  readonly inferAccount?: false;
  readonly settings?: (resource: Placed) => ProviderSettings | undefined;
}

/**
 * Settles account, partition and region of every provider configuration (DESIGN §3, "Account and partition"), once somebody
 * asks.
 */
export function placeResources(plan: Plan, options: PlacementOptions): Placements {
  let settled: Placements | undefined;
  const settle = (): Placements => (settled ??= settlePlacements(plan, options));
  return {
    of: (resource) => settle().of(resource),
    get accounts() {
      return settle().accounts;
    },
  };
}

function settlePlacements(plan: Plan, options: PlacementOptions): Placements {
  const settingsOf = options.settings ?? configuredSettings(plan);
  const groups = new Map<string, Group>();
  const groupOf = (resource: Placed): { group: Group; settings: ProviderSettings } => {
    const settings = settingsOf(resource) ?? bareSettings(resource);
    return { group: kept(groups, settings.accountKey, () => ({ name: settings.name, settings })), settings };
  };
  const resources: (Placed & { values: JsonObject | null })[] = [
    ...plan.prior.map((prior) => ({ ...prior, values: prior.values })),
    ...plan.resources.map((planned) => ({ ...planned, values: planned.before })),
  ].filter(isAws);
  for (const resource of resources) learnFromState(groupOf(resource).group, resource);
  for (const group of groups.values()) group.account ??= settledAccount(group.settings, options.account);
  const inferred = options.inferAccount === false ? {} : inferAccount(plan, [...groups.values()]);
  const cache = new Map<string, Placement>();
  return {
    of(resource) {
      const { group, settings } = groupOf(resource);
      const own = typeof resource.region === "string" ? resource.region : "";
      const id = `${settings.name}\u0000${own}`;
      return kept(cache, id, () => place(group, settings, own, inferred, options.account));
    },
    accounts: accountsOf([...groups.values()], inferred),
  };
}

interface Group {
  readonly name: string;
  readonly settings: ProviderSettings;
  account?: string | undefined;
  partition?: string;
  region?: string;
}

function isAws(resource: Placed): boolean {
  return /(^|\/)aws\b(?!-)/.test(resource.provider) || resource.type.startsWith("aws_");
}

function bareSettings(resource: Placed): ProviderSettings {
  return { name: resource.provider, accountKey: resource.provider, allowedAccounts: [] };
}

/** A managed resource's own ARN, and what the identity data sources answered, tell the account for certain. */
function learnFromState(group: Group, resource: Placed & { values: JsonObject | null }): void {
  const { values } = resource;
  if (values === null) return;
  if (resource.address.mode === "data") {
    if (resource.type === "aws_caller_identity" && typeof values.account_id === "string")
      group.account = values.account_id;
    if (resource.type === "aws_partition" && typeof values.partition === "string") group.partition = values.partition;
    if (resource.type === "aws_region" && typeof values.name === "string") group.region ??= values.name;
    return;
  }
  if (typeof values.arn !== "string") return;
  const arn = parseArn(values.arn);
  if (arn === undefined) return;
  if (arn.partition.startsWith("aws")) group.partition ??= arn.partition;
  if (isAccountId(arn.account)) group.account ??= arn.account;
  if (arn.region !== "" && resource.region === undefined) group.region ??= arn.region;
}

/** What exists has an ARN, which tells its account more surely than the provider's configuration does. */
export function asArnSays(arn: Value | undefined, placement: Placement): Placement {
  const account = parseArn(arn ?? null)?.account;
  return isAccountId(account) && account !== placement.account ? { ...placement, account } : placement;
}

function settledAccount(settings: ProviderSettings, given: string | undefined): string | undefined {
  const assumed = parseArn(settings.assumedRole)?.account;
  if (isAccountId(assumed)) return assumed;
  if (settings.allowedAccounts.length === 1) return settings.allowedAccounts[0];
  return given;
}

/**
 * The one account (and partition) that all IAM and KMS ARNs of the plan name; only looked for where it is needed. Sensitive
 * values tell nothing, since what is inferred is printed; trust policies neither, since they name other accounts. Two
 * configurations without an account may be two accounts: then nothing is inferred.
 */
function inferAccount(plan: Plan, groups: readonly Group[]): { account?: string; partition?: string } {
  if (groups.every((group) => group.account !== undefined && group.partition !== undefined)) return {};
  const accounts = new Set<string>();
  const partitions = new Set<string>();
  // The instances of a resource hold the same texts, as a rule.
  const looked = new Set<string>();
  const look = (text: string): void => {
    if (looked.has(text)) return;
    looked.add(text);
    for (const { partition, service, account } of arnsIn(text)) {
      if (!isAccountId(account)) continue;
      partitions.add(partition);
      if (service === "iam" || service === "kms" || service === "sts") accounts.add(account);
    }
  };
  for (const resource of plan.resources) {
    const quotable = (name: string): boolean => !OTHERS.has(name) && !isSensitive(resource, name);
    eachAttribute(resource.after, quotable, look);
    eachAttribute(resource.before, quotable, look);
  }
  for (const prior of plan.prior) eachAttribute(prior.values, (name) => !OTHERS.has(name), look);
  // All instances of a resource are written once.
  const byConfigured = new Map(plan.resources.map((resource) => [resource.address.configured, resource]));
  for (const { address } of byConfigured.values()) {
    const written = plan.configuration?.resource(address)?.expressions ?? null;
    eachAttribute(written, (name) => !OTHERS.has(name), look);
  }
  const unknown = groups.filter((group) => group.account === undefined);
  const [account] = accounts;
  const [partition] = partitions;
  return {
    ...(accounts.size === 1 && account !== undefined && unknown.length === 1 ? { account } : {}),
    ...(partitions.size === 1 && partition !== undefined ? { partition } : {}),
  };
}

/** Attributes whose ARNs are as a rule another account's: whom a role trusts. */
const OTHERS = new Set(["assume_role_policy"]);

function eachAttribute(
  values: JsonObject | null,
  wanted: (name: string) => boolean,
  visit: (text: string) => void,
): void {
  if (values === null) return;
  for (const name of Object.keys(values)) {
    const value = values[name] ?? null;
    // Most attributes hold no ARN, whether they are wanted or not.
    if (holdsArn(value) && wanted(name)) eachString(value, visit);
  }
}

function holdsArn(value: Json): boolean {
  if (typeof value === "string") return value.includes("arn:");
  return typeof value === "object" && value !== null && Object.values(value).some(holdsArn);
}

function eachString(value: Json, visit: (text: string) => void): void {
  if (typeof value === "string") {
    if (value.includes("arn:")) visit(value);
  } else if (typeof value === "object" && value !== null)
    for (const item of Object.values(value)) eachString(item, visit);
}

function place(
  group: Group,
  settings: ProviderSettings,
  ownRegion: string,
  inferred: { account?: string; partition?: string },
  given: string | undefined,
): Placement {
  const region = ownRegion || settings.region || group.region;
  const partition = group.partition ?? (region === undefined ? undefined : partitionOf(region)) ?? inferred.partition;
  return {
    account:
      group.account ?? given ?? inferred.account ?? new Hole(`account of provider ${group.name}`, { shape: "account" }),
    partition: partition ?? new Hole(`partition of provider ${group.name}`, { shape: "partition" }),
    region: region ?? new Hole(`region of provider ${settings.name}`, { shape: "region" }),
  };
}

/** The partition of a region, by AWS's naming of regions. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  if (region.startsWith("us-iso-")) return "aws-iso";
  if (region.startsWith("us-isob-")) return "aws-iso-b";
  return region.startsWith("eusc-") ? "aws-eusc" : "aws";
}

function accountsOf(groups: readonly Group[], inferred: { account?: string }): Placements["accounts"] {
  const found = new Map<string, boolean>();
  for (const group of groups) {
    const id = group.account ?? inferred.account;
    if (id !== undefined) found.set(id, group.account === undefined && (found.get(id) ?? true));
  }
  return [...found].map(([id, guessed]) => ({ id, inferred: guessed })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

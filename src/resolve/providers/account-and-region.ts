import { kept } from "../../grouping";
import type { JsonObject, Plan, PlannedResource, PriorResource } from "../../plan";
import { Hole, isAccountId, parseArn, type Value } from "../../values";
import { accountOfCaller } from "./account-of-caller";
import { configuredSettings, type ProviderSettings } from "./configured-providers";
import { namedPartition } from "./named-partition";
import { rootAccounts } from "./root-accounts";

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
  /** Where the key policies of one provider configuration name several accounts, so that none is inferred: all of these. */
  readonly seenAccounts: readonly string[];
  /** The accounts that the plan's own ARNs and providers name, where none of them is the one that was given; else empty. */
  readonly namedInstead: readonly string[];
}

/** What tells a resource's provider. */
export type Placed = Pick<PlannedResource | PriorResource, "address" | "type" | "provider"> & {
  /** A resource's own `region` (AWS provider 6), where it is known. */
  readonly region?: Value;
};

/** What placements depend on beside the plan. */
interface PlacementOptions {
  readonly account?: string;
  /** The plan's key policies, which tell the account or let it be inferred. */
  readonly keyPolicies?: () => Iterable<KeyPolicy>;
  /** False: no account is inferred from whom key policies make an administrator. */
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
    get seenAccounts() {
      return settle().seenAccounts;
    },
    get namedInstead() {
      return settle().namedInstead;
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
    ...plan.resources.map((planned) => ({
      ...planned,
      values: planned.before ?? (planned.change === "no-op" ? planned.after : null),
    })),
  ].filter(isAws);
  for (const resource of resources) learnFromState(groupOf(resource).group, resource);
  for (const group of groups.values()) group.account ??= configuredAccount(group.settings);
  const told = [...groups.values()].flatMap(({ account }) => account ?? []);
  for (const group of groups.values()) group.account ??= options.account;
  const open = [...groups.values()].filter(({ account }) => account === undefined);
  if (open.length > 0 && options.keyPolicies !== undefined) {
    const policies = [...options.keyPolicies()];
    // Configurations that nobody shows share one group here, and need not share an account.
    const shown = policies.filter(({ resource }) => settingsOf(resource) !== undefined);
    const own = (resource: Placed): Group => groupOf(resource).group;
    learnFromWriters(shown, own);
    if (options.inferAccount !== false) learnFromKeyPolicies(policies, own);
  }
  let partition: { readonly named: string | undefined } | undefined;
  const named = (): string | undefined => (partition ??= { named: namedPartition(plan) }).named;
  const cache = new Map<string, Placement>();
  return {
    of(resource) {
      const { group, settings } = groupOf(resource);
      const own = typeof resource.region === "string" ? resource.region : "";
      const id = `${settings.name}\u0000${own}`;
      return kept(cache, id, () => place(group, settings, own, { named, given: options.account }));
    },
    accounts: accountsOf([...groups.values()]),
    seenAccounts: [
      ...new Set(open.flatMap(({ seen }) => (seen !== undefined && seen.size > 1 ? [...seen] : []))),
    ].sort(),
    get namedInstead() {
      return accountsInstead(told, options);
    },
  };
}

/** Somebody who gives the wrong account gets wrong verdicts; the plan often shows that it is wrong. */
function accountsInstead(
  told: readonly string[],
  { account: given, keyPolicies }: Pick<PlacementOptions, "account" | "keyPolicies">,
): readonly string[] {
  if (given === undefined) return [];
  const named = new Set(told.length > 0 ? told : [...(keyPolicies?.() ?? [])].flatMap(administeringAccounts));
  return named.has(given) ? [] : [...named].sort();
}

/** None where the policy also makes a root administrator whose account is not known. */
function administeringAccounts({ policy }: KeyPolicy): readonly string[] {
  const { accounts, namesUnknown } = rootAccounts(policy);
  return namesUnknown ? [] : [...accounts];
}

interface Group {
  readonly name: string;
  readonly settings: ProviderSettings;
  account?: string | undefined;
  /** Accounts whose root administers its keys, where nothing tells the account for certain. */
  seen?: Set<string>;
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

function configuredAccount({ assumedRole, allowedAccounts }: ProviderSettings): string | undefined {
  const assumed = parseArn(assumedRole)?.account;
  if (isAccountId(assumed)) return assumed;
  return allowedAccounts.length === 1 ? allowedAccounts[0] : undefined;
}

/** A key policy of the plan, known or recovered, and whose it is. */
export interface KeyPolicy {
  readonly resource: Placed;
  readonly policy: Value;
  /** This plan writes it, and leaves KMS's check on that its writer can write it again. */
  readonly checked: boolean;
}

/** Whoever may write the policies of a provider configuration's new keys is of its account; two at once cannot be. */
function learnFromWriters(policies: readonly KeyPolicy[], groupOf: (resource: Placed) => Group): void {
  const told = new Map<Group, Set<string>>();
  for (const { resource, policy, checked } of policies) {
    const account = checked ? accountOfCaller(policy) : undefined;
    if (account !== undefined) kept(told, groupOf(resource), () => new Set<string>()).add(account);
  }
  for (const [group, accounts] of told) {
    const [only] = accounts;
    if (accounts.size === 1 && only !== undefined) group.account ??= only;
  }
}

/**
 * For each provider configuration whose account nothing tells, the accounts whose root administers its keys, by their own
 * policies: where that is one account, it is the keys' own (DESIGN §3). ARNs in any other policy name other accounts as well.
 */
function learnFromKeyPolicies(policies: Iterable<KeyPolicy>, groupOf: (resource: Placed) => Group): void {
  for (const { resource, policy } of policies) {
    const group = groupOf(resource);
    if (group.account !== undefined) continue;
    const found = rootAccounts(policy);
    if (found.namesUnknown) continue;
    for (const account of found.accounts) (group.seen ??= new Set()).add(account);
  }
}

/** The one account that was seen; `undefined` where several were, or none. */
function inferredAccount({ account, seen }: Group): string | undefined {
  const [only] = seen ?? [];
  return account === undefined && seen?.size === 1 ? only : undefined;
}

function place(
  group: Group,
  settings: ProviderSettings,
  ownRegion: string,
  { named, given }: { readonly named: () => string | undefined; readonly given: string | undefined },
): Placement {
  const region = ownRegion || settings.region || group.region;
  const partition = group.partition ?? (region === undefined ? named() : partitionOf(region));
  const account = group.account ?? given ?? inferredAccount(group);
  return {
    account: account ?? new Hole(`account of provider ${group.name}`, { shape: "account" }),
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

function accountsOf(groups: readonly Group[]): Placements["accounts"] {
  const found = new Map<string, boolean>();
  for (const group of groups) {
    const id = group.account ?? inferredAccount(group);
    if (id !== undefined) found.set(id, group.account === undefined && (found.get(id) ?? true));
  }
  return [...found].map(([id, inferred]) => ({ id, inferred })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

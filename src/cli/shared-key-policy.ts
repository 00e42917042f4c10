import { InvalidArgumentError } from "commander";

import { InputError } from "../errors";
import { type Service, services as catalogue } from "../services";
import { arnOfType, isAccountId } from "../values";
import { policyForServices, type WrittenPolicy } from "../writing";

/** A role on the command line, for one service or for each that is given one. */
export interface RoleFlag {
  readonly service?: string;
  readonly arn: string;
}

/** What one key policy for several services depends on. */
export interface SharedKey {
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly roles: readonly RoleFlag[];
  /** What the services use the key for; absent: all. */
  readonly uses?: readonly string[];
}

/** A key policy, and what is to be said of it. */
export interface SharedKeyPolicy {
  readonly policy: WrittenPolicy;
  readonly warnings: readonly string[];
}

/**
 * One key policy for all of these services.
 *
 * @throws InputError where account or Region is not given, or something given is of none of the services
 */
export function sharedKeyPolicy(services: readonly Service[], given: SharedKey): SharedKeyPolicy {
  const [{ arn } = { arn: "" }] = given.roles;
  const ofRole = arnOfType(arn, "iam", "role");
  const account = given.account ?? ofRole?.account;
  if (account === undefined)
    throw missing(
      "account",
      "--account with the twelve digits of the key's account, or --role with the ARN of the service's role",
    );
  if (given.region === undefined) throw missing("Region", "--region with the key's Region, such as us-west-2");
  const partition = given.partition ?? ofRole?.partition ?? partitionOf(given.region);
  const roleOf = rolesOf(services, given.roles);
  const named = services.filter(namesRole).map((service) => {
    const own = roleOf(service);
    return { service, own, roles: own.length > 0 ? own : [`arn:${partition}:iam::${account}:role/${service.id}`] };
  });
  const policy = policyForServices(services, {
    account,
    region: given.region,
    partition,
    roles: Object.fromEntries(named.map(({ service, roles }) => [service.id, roles])),
    ...(given.uses !== undefined && { uses: usesOf(services, given.uses) }),
  });
  const warnings = named.flatMap(({ service, own, roles }) =>
    own.length > 0
      ? []
      : [`${service.title} is given a role, and no --role names it: replace ${roles.join()} by its ARN`],
  );
  return { policy, warnings };
}

function missing(what: string, expected: string): InputError {
  return new InputError(`the ${what} of the key is not given`, { expected: `Expected ${expected}` });
}

/** The partition of a Region; AWS's own names say it. */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Whether the key policy has to name the role that the service is given. */
function namesRole({ requirements }: Service): boolean {
  return requirements.some(({ layer, grantee }) => layer === "key-policy" && grantee === "role");
}

function rolesOf(services: readonly Service[], roles: readonly RoleFlag[]): (service: Service) => readonly string[] {
  const stray = roles.find(({ service }) => service !== undefined && !services.some(({ id }) => id === service));
  if (stray !== undefined)
    throw new InputError(`--role is for ${JSON.stringify(stray.service)}, which is none of the services given`, {
      expected: `Expected one of ${services.map(({ id }) => id).join(", ")}`,
    });
  return ({ id }) => roles.filter(({ service }) => service === undefined || service === id).map(({ arn }) => arn);
}

function usesOf(services: readonly Service[], uses: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const known = services.map(({ id, requirements }) => {
    return [id, [...new Set(requirements.flatMap(({ neededBy }) => neededBy))]] as const;
  });
  const all = known.flatMap(([, own]) => own);
  const wrong = uses.find((use) => !all.includes(use));
  if (wrong !== undefined)
    throw new InputError(`none of the services has a use ${JSON.stringify(wrong)} that needs a key`, {
      expected: `Expected some of ${all.join(", ")}`,
    });
  return Object.fromEntries(known.map(([id, own]) => [id, own.filter((use) => uses.includes(use))]));
}

/** `ARN`, or `SERVICE=ARN`; several for several services. */
export function parseRole(given: string, before: readonly RoleFlag[] = []): readonly RoleFlag[] {
  const [, service, text = ""] = /^(?:([a-z0-9-]+)=)?(.*)$/s.exec(given) ?? [];
  const arn = arnOfType(text, "iam", "role");
  if (arn?.partition.startsWith("aws") === true && arn.region === "" && isAccountId(arn.account))
    return [...before, { arn: text, ...(service !== undefined && { service }) }];
  throw new InvalidArgumentError("Expected arn:aws:iam::ACCOUNT:role/NAME, or SERVICE=arn:aws:iam::ACCOUNT:role/NAME.");
}

/** A Region on the command line. */
export function parseRegion(given: string): string {
  if (/^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(given)) return given;
  throw new InvalidArgumentError("Expected an AWS Region, such as us-west-2.");
}

/** A partition on the command line. */
export function parsePartition(given: string): string {
  if (/^aws(?:-[a-z]+)*$/.test(given)) return given;
  throw new InvalidArgumentError("Expected an AWS partition, such as aws or aws-cn.");
}

/** The services of these ids, each once. */
export function servicesOf(ids: readonly string[]): readonly Service[] {
  const expected = `Expected one of ${catalogue.map(({ id }) => id).join(", ")}`;
  if (ids.length === 0) throw new InputError("no service is given", { expected });
  return [...new Set(ids)].map((id) => {
    const service = catalogue.find((each) => each.id === id);
    if (service === undefined) throw new InputError(`there is no service ${JSON.stringify(id)}`, { expected });
    return service;
  });
}

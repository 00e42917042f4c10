import { push } from "../grouping";
import { formatAddress, formatModule, parseAddress, parseReference } from "../plan";
import type { Plan } from "../plan/plan";
import { gone } from "./is-removed";
import { identifyIn } from "./identify";
import type { Infrastructure, ReadPlan, Resource } from "./infrastructure";
import { narrowing } from "./follow-references";
import { placeResources, type Placements } from "./providers/account-and-region";
import { plannedResource, priorResource, type Surroundings } from "./resource";
import { ownSource } from "./recovery/own-source";
import { mentions, sourceOf } from "./recovery/plan-source";
import { sourcedSettings } from "./providers/provider-settings";
import { recovery } from "./recovery/recover";

/** What the user adds to the plan. */
export interface ResolveOptions {
  /** Twelve digits: the account, where nothing in the plan tells it. */
  readonly account?: string;
  /** The plan's place in the report. */
  readonly plan?: number;
  /** The folder of its configuration (`--source`). */
  readonly source?: string;
  /** False: no account is inferred from the ARNs that the plan names. */
  readonly inferAccount?: false;
}

/** Settles every reference, ARN and policy of a plan as far as it can be. Attributes are settled when asked for. */
export function resolve(plan: Plan, options: ResolveOptions = {}): Infrastructure {
  const byAddress = new Map<string, Resource>();
  const byConfigured = new Map<string, Resource[]>();
  const byType = new Map<string, Resource[]>();
  const world = { at: (address: string) => byAddress.get(address), keys: instanceKeys(plan, () => resources) };
  const files = sourceOf(plan, options.source);
  const source = files && ownSource(files, plan, world);
  const configuration = plan.configuration ?? source?.written ?? null;
  const placements = placeResources(
    { ...plan, configuration },
    {
      ...(options.account === undefined ? {} : { account: options.account }),
      ...(options.inferAccount === undefined ? {} : { inferAccount: options.inferAccount }),
      // Plan JSON shows its own provider configurations.
      ...(source === undefined || plan.configuration !== null
        ? {}
        : { settings: sourcedSettings(plan, source.configuration) }),
    },
  );
  let provisioned: boolean | undefined;
  const surroundings: Surroundings = {
    plan: options.plan ?? 0,
    configuration,
    placement: (resource) => placements.of(resource),
    narrow: narrowing(configuration, byAddress),
    recover: recovery({ plan, source, ...world }),
    ...(files &&
      plan.configuration === null && { mayProvision: () => (provisioned ??= mentions(files, "provisioner")) }),
    ...(source && { provisioners: (resource: Resource) => source.provisioners(resource) }),
  };
  const resources = [
    ...plan.resources.filter(({ deposed }) => !deposed).map((planned) => plannedResource(planned, surroundings)),
    ...plan.prior.map((prior) => priorResource(prior, surroundings)),
  ].sort((a, b) => (a.address.text < b.address.text ? -1 : 1));
  for (const resource of resources) {
    byAddress.set(resource.address.text, resource);
    push(byConfigured, resource.address.configured, resource);
    push(byType, resource.type, resource);
  }
  const identify = identifyIn(resources, (reference) => {
    const address = parseReference(reference)?.address;
    if (address === undefined) return [];
    const exact = byAddress.get(address.text);
    return exact === undefined ? (byConfigured.get(address.configured) ?? []) : [exact];
  });
  const find = (address: string): Resource | undefined =>
    byAddress.get(parseAddress(address)?.text ?? address) ?? byAddress.get(address);
  return {
    get plans() {
      return [readPlan(plan, files?.origin, placements)];
    },
    plan: options.plan ?? 0,
    resources,
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    at: find,
    place: (address, attribute) => {
      const resource = find(address);
      return resource && source?.place(resource, attribute);
    },
    identify,
  };
}

function readPlan(
  plan: Plan,
  source: ReadPlan["source"] = "none",
  { accounts, namedInstead }: Pick<Placements, "accounts" | "namedInstead">,
): ReadPlan {
  const resourceCount = (plan.file.state === true ? plan.prior : plan.resources).filter(
    ({ mode }) => mode === "managed",
  ).length;
  return {
    ...plan.file,
    resourceCount,
    accounts,
    ...(namedInstead.length > 0 && { accountsInstead: namedInstead }),
    source,
  };
}

/**
 * The instance keys that the plan has for a resource or a module call, by the address without its last key. Under `-target`
 * the plan may not have them all.
 */
function instanceKeys(
  plan: Plan,
  resources: () => readonly Resource[],
): (address: string) => readonly (string | number)[] | undefined {
  let index: Map<string, Set<string | number>> | undefined;
  const note = (address: string, key: string | number | undefined): void => {
    if (key === undefined) return;
    const keys = index?.get(address);
    if (keys === undefined) index?.set(address, new Set([key]));
    else keys.add(key);
  };
  const build = (): void => {
    for (const resource of resources()) {
      if (gone(resource)) continue;
      const { address } = resource;
      const { modules, key } = address;
      for (const [at, step] of modules.entries())
        note(formatModule([...modules.slice(0, at), { name: step.name }]), step.key);
      const { mode, type, name } = address;
      if (key !== undefined) note(formatAddress({ modules, mode, type, name }), key);
    }
  };
  return (address) => {
    if (plan.file.complete === false) return undefined;
    if (index === undefined) {
      index = new Map();
      build();
    }
    const keys = index.get(address);
    return keys === undefined ? undefined : [...keys];
  };
}

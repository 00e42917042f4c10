import { push } from "../grouping";
import { parseAddress, parseReference, type Plan } from "../plan";
import { identifyIn } from "./identify";
import type { Infrastructure, ReadPlan, Resource } from "./infrastructure";
import { narrowing } from "./follow-references";
import { instanceKeys } from "./instance-keys";
import { type Placements, placeResources, sourcedSettings } from "./providers";
import { keyPoliciesUnplaced } from "./key-policies-unplaced";
import { plannedResource, priorResource, type Surroundings } from "./resource";
import {
  hiddenProvisioners,
  loadSource,
  mentions,
  type OwnSource,
  ownSource,
  recovery,
  rootSaysAnything,
  secondOpinionsOn,
  sourceChecks,
  sourceOf,
  sourceState,
  type SourceState,
  UnbelievedParts,
} from "./recovery";

/** What the user adds to the plan. */
export interface ResolveOptions {
  /** Twelve digits: the account, where nothing in the plan tells it. */
  readonly account?: string;
  /** The plan's place in the report. */
  readonly plan?: number;
  /** The folder of its configuration (`--source`). */
  readonly source?: string;
  /** False: no account is inferred; one that KMS's own checks of the plan's key policies tell is known. */
  readonly inferAccount?: false;
}

/** Settles every reference, ARN and policy of a plan as far as it can be. Attributes are settled when asked for. */
export function resolve(plan: Plan, options: ResolveOptions = {}): Infrastructure {
  const byAddress = new Map<string, Resource>();
  const byConfigured = new Map<string, Resource[]>();
  const byType = new Map<string, Resource[]>();
  const keys = instanceKeys(plan, () => resources);
  const files = sourceOf(plan, options.source);
  const unbelieved = new UnbelievedParts();
  const checks = files && sourceChecks(files, plan, unbelieved);
  const sourceWith = (at: (address: string) => Resource | undefined): OwnSource | undefined =>
    checks && ownSource(checks, { at, keys });
  const at = (address: string): Resource | undefined => byAddress.get(address);
  const source = sourceWith(at);
  const configuration = plan.configuration ?? checks?.written ?? null;
  let provisioned: boolean | undefined;
  const common = {
    plan: options.plan ?? 0,
    configuration,
    narrow: narrowing(configuration, byAddress),
    ...(files &&
      plan.configuration === null && { mayProvision: () => (provisioned ??= mentions(files, "provisioner")) }),
    ...(files && plan.configuration === null && { mayHideProvisioner: hiddenProvisioners(files, plan) }),
    ...(source && { provisioners: (resource: Resource) => source.provisioners(resource) }),
  };
  const placements = placeResources(
    { ...plan, configuration },
    {
      ...(options.account === undefined ? {} : { account: options.account }),
      ...(options.inferAccount === false ? { inferAccount: false } : {}),
      keyPolicies: () =>
        keyPoliciesUnplaced(plan, common, (of) => recovery({ plan, source: sourceWith(of), at: of, keys })),
      // Plan JSON shows its own provider configurations.
      ...(source === undefined || plan.configuration !== null
        ? {}
        : { settings: sourcedSettings(plan, source.configuration) }),
    },
  );
  const surroundings: Surroundings = {
    ...common,
    placement: (resource) => placements.of(resource),
    recover: recovery({ plan, source, at, keys }),
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
  const read = readPlan(plan, {
    placements,
    source: () => sourceState(files, plan, unbelieved),
    hasConfiguration: () => plan.configuration !== null || (files !== undefined && rootSaysAnything(files, plan)),
  });
  return {
    plans: [read],
    plan: options.plan ?? 0,
    resources,
    ofType: (...types) => types.flatMap((type) => byType.get(type) ?? []),
    at: find,
    place: (address, attribute) => {
      const resource = find(address);
      return resource && source?.place(resource, attribute);
    },
    confirm: () => secondOpinionsOn(plan).confirm(loadSource),
    identify,
  };
}

function readPlan(
  plan: Plan,
  later: {
    readonly placements: Placements;
    readonly source: () => SourceState;
    readonly hasConfiguration: () => boolean;
  },
): ReadPlan {
  const { file, prior, resources } = plan;
  return {
    ...file,
    resourceCount: (file.state === true ? prior : resources).filter(({ mode }) => mode === "managed").length,
    // Each is told only once somebody asks, and then of all that was looked at until then.
    get accounts() {
      return later.placements.accounts;
    },
    get accountsInstead() {
      return later.placements.namedInstead;
    },
    get seenAccounts() {
      return later.placements.seenAccounts;
    },
    get source() {
      return later.source().source;
    },
    get unbelieved() {
      return later.source().unbelieved;
    },
    get hasConfiguration() {
      return file.state === true || later.hasConfiguration();
    },
  };
}

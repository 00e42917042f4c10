import type { Node } from "yaml";

import type { KeyKind, Requirement, RowContext, Service, Signal } from "../services";
import type { contextShape } from "./requirement-shape";
import { serviceShape } from "./service-shape";
import type { signalShape, takesShape } from "./signal-shape";
import { list, type Located, type Read } from "./shape";
import { refuse, type Source } from "./yaml-node";

/** Services besides those of the catalogue, in the catalogue's own schema. */
export const servicesShape = list(serviceShape, "a service");

type Draft = Read<typeof serviceShape>;

/**
 * The services that a file adds, none of which may be taken for one that is known.
 *
 * @throws InputError with the place
 */
export function addedServices(
  source: Source,
  drafts: readonly Draft[],
  catalogue: readonly Service[],
): readonly Service[] {
  const names = new Map(catalogue.flatMap((service) => namesOf(service).map((name) => [name, service.id] as const)));
  return drafts.map((draft) => {
    checkRequirements(source, draft);
    const service = serviceOf(draft);
    if ([...names.values()].includes(service.id))
      throw refuse(source, draft.id.node, `there is a service ${service.id} already`, "an id of its own");
    for (const { value, node } of placedNames(draft)) takeName(source, names, { value, node, id: service.id });
    return service;
  });
}

/** Everything that identifies a service. */
function namesOf({ id, title, principals, names }: Service): readonly string[] {
  return [id, title, ...principals, ...Object.values(names ?? {})];
}

function placedNames({ id, title, principals, names }: Draft): readonly Located<string>[] {
  const { cli = id, sdk = { ...id, value: sdkName(id.value) }, cloudFormation, awscc } = names ?? {};
  return [id, title, ...principals.value, cli, sdk, ...[cloudFormation, awscc].filter((name) => name !== undefined)];
}

function takeName(
  source: Source,
  taken: Map<string, string>,
  { value, node, id }: { readonly value: string; readonly node: Node | null; readonly id: string },
): void {
  const other = taken.get(value);
  if (other !== undefined && other !== id)
    throw refuse(source, node, `${JSON.stringify(value)} is a name of ${other}`, "a name that no other service has");
  taken.set(value, id);
}

function checkRequirements(source: Source, draft: Draft): void {
  const { id, operations = [], signals = [], requirements, exemptions = [], principals, context = [] } = draft;
  if (operations.length === 0 && signals.length === 0)
    throw refuse(
      source,
      id.node,
      `${id.value} has neither operations nor signals`,
      "operations or signals, of at least one item",
    );
  if (operations.length > 0 && principals.value.length === 0)
    throw refuse(source, principals.node, "principals is an empty list", "a list of at least one service principal");
  for (const signal of signals) checkSignal(source, signal);
  for (const row of context) checkContext(source, row);
  once(
    source,
    operations.map((operation) => operation.id),
  );
  const rows = requirements.map((requirement) => requirement.id);
  once(source, rows);
  const known = usesOf(draft);
  for (const { id: own, layer, grantee, neededBy, fallback, context: of = [] } of requirements) {
    if (!own.value.startsWith(`${id.value}.`))
      throw refuse(source, own.node, `id is ${JSON.stringify(own.value)}`, `${id.value}. and more`);
    if (isPrincipal(grantee.value) && layer.value !== "key-policy")
      throw refuse(source, layer.node, "a service principal has no IAM policy", "layer: key-policy");
    if (grantee.value === "service" && principals.value.length === 0)
      throw refuse(source, grantee.node, `${id.value} has no principals`, "principals, or grantee: { service: ... }");
    if (fallback !== undefined && !rows.some(({ value }) => value === fallback.value))
      throw refuse(
        source,
        fallback.node,
        `${id.value} has no requirement ${JSON.stringify(fallback.value)}`,
        `one of ${rows.map(({ value }) => value).join(", ")}`,
      );
    checkUses(source, id.value, neededBy, known);
    for (const row of of) checkContext(source, row);
  }
  for (const exemption of exemptions) checkUses(source, id.value, exemption.operations ?? [], known);
}

function isPrincipal(grantee: Requirement["grantee"]): boolean {
  return grantee === "service" || (typeof grantee === "object" && "service" in grantee);
}

/** All that the service may use a key for: ids of its operations, and uses of its signals. */
function usesOf({ operations = [], signals = [] }: Draft): readonly string[] {
  return [...new Set([...operations.map(({ id }) => id.value), ...signals.map(({ value }) => value.use.value)])];
}

function checkUses(
  source: Source,
  service: string,
  operations: readonly Located<string>[],
  known: readonly string[],
): void {
  for (const { value, node } of operations) {
    if (!known.includes(value))
      throw refuse(source, node, `${service} has no operation ${JSON.stringify(value)}`, `one of ${known.join(", ")}`);
  }
}

function checkSignal(source: Source, { value: signal, node }: Read<typeof signalShape>): void {
  if (signal.key === undefined && signal.target === undefined)
    throw refuse(source, node, "a signal names no key", "key, or target with what holds the key");
}

/** Whether a state has a value. */
const valued: Readonly<Record<RowContext["state"], boolean>> = {
  is: true,
  "one-of": true,
  "at-least": true,
  like: true,
  present: false,
  absent: false,
  "not-ours": false,
  tag: true,
  since: true,
  unknown: false,
  unsupported: false,
};

function checkContext(source: Source, { value: row, node }: Read<typeof contextShape>): void {
  const { key, state, value } = row;
  if (valued[state] === (value !== undefined)) return;
  const [what, expected] = valued[state]
    ? [`${key} says no value`, `value, for state: ${state}`]
    : [`${key} says a value`, `no value, for state: ${state}`];
  throw refuse(source, node, what, expected);
}

function once(source: Source, ids: readonly Located<string>[]): void {
  const seen = new Set<string>();
  for (const { value, node } of ids) {
    if (seen.has(value)) throw refuse(source, node, `${value} stands here twice`, "an id of its own");
    seen.add(value);
  }
}

function sdkName(id: string): string {
  return id.replaceAll("-", "");
}

function serviceOf(draft: Draft): Service {
  const { id, title, principals, callsByItself, operations = [], requirements, exemptions = [], notes } = draft;
  const { regions, session, grantedCalls, signals, takes, context } = draft;
  const [first] = requirements;
  const said = first?.source ?? { title: title.value, url: "", read: "", says: "" };
  const names = namesIn(draft);
  return {
    id: id.value,
    title: title.value,
    principals: principals.value.map(({ value }) => value),
    callsByItself: callsByItself ?? requirements.some(({ grantee }) => isPrincipal(grantee.value)),
    ...(names !== undefined && { names }),
    ...(regions !== undefined && { regions }),
    ...(session !== undefined && { session }),
    ...(grantedCalls !== undefined && { grantedCalls }),
    ...(signals !== undefined && { signals: signals.map(({ value }) => signalOf(value)) }),
    ...(takes !== undefined && { takes: keyKind(takes) }),
    ...(context !== undefined && { context: context.map(({ value }) => rowOf(value)) }),
    operations: operations.map((operation) => ({ ...operation, id: operation.id.value })),
    requirements: requirements.map(requirementOf),
    exemptions: exemptions.map(({ operations: ids, ...rest }) => ({
      ...rest,
      ...(ids !== undefined && { operations: ids.map(({ value }) => value) }),
    })),
    notes: notes ?? { trust: said, key: said, revoking: said },
  };
}

/** How calls of it are found; a service that only signals show has no calls to find. */
function namesIn({ id, names, operations = [] }: Draft): Service["names"] {
  if (names === undefined && operations.length === 0) return undefined;
  const { cloudFormation, awscc } = names ?? {};
  return {
    cli: names?.cli.value ?? id.value,
    sdk: names?.sdk.value ?? sdkName(id.value),
    ...(cloudFormation !== undefined && { cloudFormation: cloudFormation.value }),
    ...(awscc !== undefined && { awscc: awscc.value }),
  };
}

function requirementOf({ context, fallback, failure, ...draft }: Draft["requirements"][number]): Requirement {
  return {
    ...draft,
    id: draft.id.value,
    layer: draft.layer.value,
    grantee: draft.grantee.value,
    neededBy: draft.neededBy.map(({ value }) => value),
    ...(context !== undefined && { context: context.map(({ value }) => rowOf(value)) }),
    ...(fallback !== undefined && { fallback: fallback.value }),
    ...(failure !== undefined && { failure: { ...failure, label: failure.label ?? "doc" } }),
  };
}

function rowOf(row: Read<typeof contextShape>["value"]): RowContext {
  return { ...row, label: row.label ?? "doc" };
}

function signalOf({ use, where, unsupported, ...draft }: Read<typeof signalShape>["value"]): Signal {
  return {
    ...draft,
    use: use.value,
    ...(where !== undefined && { where }),
    ...(unsupported !== undefined && { unsupported: refusal(unsupported) }),
  };
}

/** What is not so is left out, as the catalogue has it. */
function refusal({
  hasWorkarounds,
  ...said
}: NonNullable<Read<typeof signalShape>["value"]["unsupported"]>): NonNullable<Signal["unsupported"]> {
  return { ...said, ...(hasWorkarounds === true && { hasWorkarounds }) };
}

/** What is not so is left out, as the catalogue has it. */
function keyKind({ customerManaged, multiRegion, ...draft }: Read<typeof takesShape>): KeyKind {
  return {
    ...draft,
    ...(customerManaged === true && { customerManaged }),
    ...(multiRegion === false && { multiRegion }),
  };
}

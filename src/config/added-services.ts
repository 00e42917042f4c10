import type { Node } from "yaml";

import type { RowContext, Service } from "../services";
import type { contextShape } from "./requirement-shape";
import { type Draft, isPrincipal, sdkName, serviceOf } from "./service-of-draft";
import { serviceShape } from "./service-shape";
import type { signalShape } from "./signal-shape";
import { list, type Located, type Read } from "./shape";
import { refuse, type Source } from "./yaml-node";

/** Services besides those of the catalogue, in the catalogue's own schema. */
export const servicesShape = list(serviceShape, "a service");

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
    checkId(source, id.value, own);
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
  for (const { id: own, neededBy, context: of = [] } of draft.spared ?? []) {
    checkId(source, id.value, own);
    checkUses(source, id.value, neededBy, known);
    for (const row of of) checkContext(source, row);
  }
  for (const exemption of exemptions) checkUses(source, id.value, exemption.operations ?? [], known);
}

function checkId(source: Source, service: string, { value, node }: Located<string>): void {
  if (!value.startsWith(`${service}.`))
    throw refuse(source, node, `id is ${JSON.stringify(value)}`, `${service}. and more`);
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

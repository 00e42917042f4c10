import type { Node } from "yaml";

import type { Service } from "../services";
import { serviceShape } from "./service-shape";
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
  return [id, title, ...principals, cli, sdk, ...[cloudFormation, awscc].filter((name) => name !== undefined)];
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

function checkRequirements(source: Source, { id, operations, requirements, exemptions = [] }: Draft): void {
  const known = operations.map((operation) => operation.id.value);
  once(
    source,
    operations.map((operation) => operation.id),
  );
  once(
    source,
    requirements.map((requirement) => requirement.id),
  );
  for (const { id: own, layer, grantee, neededBy } of requirements) {
    if (!own.value.startsWith(`${id.value}.`))
      throw refuse(source, own.node, `id is ${JSON.stringify(own.value)}`, `${id.value}. and more`);
    if (grantee === "service" && layer.value === "role-policy")
      throw refuse(source, layer.node, "a service principal has no IAM policy", "layer: key-policy");
    checkOperations(source, id.value, neededBy, known);
  }
  for (const exemption of exemptions) checkOperations(source, id.value, exemption.operations ?? [], known);
}

function checkOperations(
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
  const { id, title, principals, callsByItself, names, operations, requirements, exemptions = [], notes } = draft;
  const { regions, session, grantedCalls } = draft;
  const [first] = requirements;
  const said = first?.source ?? { title: title.value, url: "", read: "", says: "" };
  const { cloudFormation, awscc } = names ?? {};
  return {
    id: id.value,
    title: title.value,
    principals: principals.map(({ value }) => value),
    callsByItself: callsByItself ?? requirements.some(({ grantee }) => grantee === "service"),
    names: {
      cli: names?.cli.value ?? id.value,
      sdk: names?.sdk.value ?? sdkName(id.value),
      ...(cloudFormation !== undefined && { cloudFormation: cloudFormation.value }),
      ...(awscc !== undefined && { awscc: awscc.value }),
    },
    ...(regions !== undefined && { regions }),
    ...(session !== undefined && { session }),
    ...(grantedCalls !== undefined && { grantedCalls }),
    operations: operations.map((operation) => ({ ...operation, id: operation.id.value })),
    requirements: requirements.map((requirement) => ({
      ...requirement,
      id: requirement.id.value,
      layer: requirement.layer.value,
      neededBy: requirement.neededBy.map(({ value }) => value),
    })),
    exemptions: exemptions.map(({ operations: ids, ...rest }) => ({
      ...rest,
      ...(ids !== undefined && { operations: ids.map(({ value }) => value) }),
    })),
    notes: notes ?? { trust: said, key: said, revoking: said },
  };
}

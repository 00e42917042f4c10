import type { KeyKind, Requirement, RowContext, Service, Signal, Spared } from "../services";
import type { contextShape } from "./requirement-shape";
import type { serviceShape } from "./service-shape";
import type { Read } from "./shape";
import type { signalShape, takesShape } from "./signal-shape";

/** A service as the file has it, each name with its place. */
export type Draft = Read<typeof serviceShape>;

/** The service as the catalogue would have it; what the file leaves out has a default. */
export function serviceOf(draft: Draft): Service {
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
    ...(draft.spared !== undefined && { spared: draft.spared.map(sparedOf) }),
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

function sparedOf({ context, ...draft }: NonNullable<Draft["spared"]>[number]): Spared {
  return {
    ...draft,
    id: draft.id.value,
    neededBy: draft.neededBy.map(({ value }) => value),
    ...(context !== undefined && { context: context.map(({ value }) => rowOf(value)) }),
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

/** The name of a service in Step Functions, where it is its id. */
export function sdkName(id: string): string {
  return id.replaceAll("-", "");
}

/** Whether a requirement is about a service principal, which has no IAM policy. */
export function isPrincipal(grantee: Requirement["grantee"]): boolean {
  return grantee === "service" || (typeof grantee === "object" && "service" in grantee);
}

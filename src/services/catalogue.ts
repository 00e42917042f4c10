import { services } from "./entries";
import type { Requirement } from "./requirement";
import type { Operation, Service } from "./service";

export { services };

/** The state of the catalogue: its version goes up with any change of a requirement; the day its pages were read. */
export const catalogue = { version: "1.1", date: "2026-12-01" } as const;

const byId = new Map(services.map((service) => [service.id, service]));

/** The service of this id (`personalize`), or `undefined` where the catalogue has none. */
export function serviceById(id: string): Service | undefined {
  return byId.get(id);
}

/** An operation of a service by its id (`dataset-import-job`). */
export function operationById(service: Service, id: string): Operation | undefined {
  return service.operations.find((operation) => operation.id === id);
}

/** An operation of a service by the name of its API action (`CreateDatasetGroup`); case does not matter. */
export function operationByApi(service: Service, action: string): Operation | undefined {
  const wanted = action.toLowerCase();
  return service.operations.find(({ api }) => api.some((name) => name.toLowerCase() === wanted));
}

/** Whether a use for these operations asks for a role: calls of an API are always given one, resources where a requirement is about it. */
export function asksForRole(service: Service, operations: readonly string[] | null): boolean {
  return service.names !== undefined || requirementsOf(service, operations).some(({ grantee }) => grantee === "role");
}

/**
 * The requirements that any of these operations needs; of all operations where they are not known (`null`). What else a
 * requirement depends on stands in its `when`, for the caller to decide.
 */
export function requirementsOf(service: Service, operations: readonly string[] | null): readonly Requirement[] {
  if (operations === null) return service.requirements;
  return service.requirements.filter(({ neededBy }) => neededBy.some((id) => operations.includes(id)));
}

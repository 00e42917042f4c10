import { serviceById } from "./catalogue";
import type { Service, Source } from "./service";

/** The service of this id among those that are judged; facts name no other. */
export function serviceIn(services: readonly Service[], id: string): Service {
  const service = services.find((each) => each.id === id);
  if (service === undefined) throw new Error(`no service ${id} among those that are judged`);
  return service;
}

/** The service of this id, which the catalogue must have. */
export function catalogued(id: string): Service {
  const service = serviceById(id);
  if (service === undefined) throw new Error(`no service ${id} in the catalogue`);
  return service;
}

/** The source of one requirement of the catalogue. */
export function sourceOfRequirement(service: string, requirement: string): Source {
  const found = catalogued(service).requirements.find(({ id }) => id === requirement);
  if (found === undefined) throw new Error(`no requirement ${requirement} in the catalogue`);
  return found.source;
}

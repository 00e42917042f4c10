import { serviceById } from "./catalogue";
import type { Service } from "./service";
import type { Source } from "./citation";

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

/** What AWS says of a service beside its requirements; where the catalogue has nothing of that, what its first requirement rests on. */
export function noteOf({ id, notes, requirements }: Service, about: keyof Service["notes"]): Source {
  const found = notes[about] ?? requirements[0]?.source;
  if (found === undefined) throw new Error(`nothing is said of ${id}`);
  return found;
}

/** The source of one requirement of the catalogue. */
export function sourceOfRequirement(service: string, requirement: string): Source {
  const found = catalogued(service).requirements.find(({ id }) => id === requirement);
  if (found === undefined) throw new Error(`no requirement ${requirement} in the catalogue`);
  return found.source;
}

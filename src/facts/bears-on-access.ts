import { ATTACHMENTS, BUCKET_OBJECTS, EXCLUSIVE_LISTS, SAYINGS, thingType } from "../plan";
import type { Service } from "../services";

/** Whether a resource of this type can change who may use a key, or who does. */
export function bearsOnAccess(type: string, services: readonly Service[]): boolean {
  if (thingType(type) !== undefined || Object.hasOwn(ATTACHMENTS, type) || Object.hasOwn(EXCLUSIVE_LISTS, type))
    return true;
  if (Object.values(SAYINGS).some((saying) => saying.type === type)) return true;
  const objects: readonly string[] = BUCKET_OBJECTS.types;
  return objects.includes(type) || signalTypes(services).has(type);
}

const known = new WeakMap<readonly Service[], ReadonlySet<string>>();

function signalTypes(services: readonly Service[]): ReadonlySet<string> {
  const found = known.get(services) ?? new Set(services.flatMap(({ signals = [] }) => signals.flatMap(typesIn)));
  known.set(services, found);
  return found;
}

function typesIn({ type, using, source, destination }: NonNullable<Service["signals"]>[number]): readonly string[] {
  return [type, ...[using, source, destination].flatMap((each) => each?.type ?? [])];
}

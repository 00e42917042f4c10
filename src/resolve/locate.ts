import type { Infrastructure, Location } from "./infrastructure";

/** A place with the file and line where it is written, where that is known. */
export function locate(location: Location, infrastructure: Infrastructure): Location {
  if (location.file !== undefined) return location;
  return { ...location, ...infrastructure.place?.(location.address, location.attribute) };
}

import { serviceById } from "../services";
import type { Report } from "./report";

/** AWS's name of a service, or the one that a configuration gives a service which it adds. */
export function serviceTitle(id: string, { services = [] }: Pick<Report, "services">): string {
  return (serviceById(id) ?? services.find((service) => service.id === id))?.title ?? id;
}

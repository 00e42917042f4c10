import { isRemoved } from "../../resolve";
import type { Detector } from "./reading";

/**
 * A key whose description is the one that kmsgate's modules give: some service will use it. Where the modules declare no use,
 * nothing else may show whose key it is, since its policy names a role that no plan has.
 */
export const keyDescriptionNamesService: Detector = {
  id: "key-description-names-service",
  *detect(lookup) {
    const services = new Map(lookup.allServices.map((service) => [`Used by ${service.title}.`, service]));
    for (const key of lookup.keys) {
      const resource = key.resource === null ? undefined : lookup.infrastructure.at(key.resource.address.text);
      if (resource === undefined || isRemoved(resource) || resource.sensitive(ATTRIBUTE)) continue;
      const description = resource.attribute(ATTRIBUTE);
      const service = typeof description === "string" ? services.get(description) : undefined;
      if (service === undefined) continue;
      yield {
        kind: "possible-use",
        keys: [key],
        roles: [],
        by: service.id,
        plan: key.plan,
        at: resource.location(ATTRIBUTE),
        refersTo: [],
        because: `its description says that ${service.title} uses it, and nothing else in the plan shows that`,
      };
    }
  },
};

const ATTRIBUTE = "description";

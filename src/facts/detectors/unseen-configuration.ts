import type { ManagedResource } from "../facts";
import type { Service } from "../../services";
import type { Lookup } from "../lookup";
import type { Detector, Signal } from "./reading";

/**
 * A plan without its configuration (a saved plan that holds no source, or none that can be read; plan JSON that was cut down)
 * shows neither what an unknown value refers to nor any command that it runs: whatever else is seen, its keys may be used.
 */
export const unseenConfiguration: Detector = {
  id: "unseen-configuration",
  *detect(lookup) {
    const { infrastructure } = lookup;
    for (const [index, read] of infrastructure.plans.entries()) {
      const plan = infrastructure.joined === true ? index : infrastructure.plan;
      const keys = lookup.keys.filter(({ resource, plan: own }) => own === plan && resource !== null);
      const roles = keys.length > 0 ? [] : serviceRolesIn(plan, lookup);
      // Whether the source can be read is only asked where something hangs on it.
      if (keys.length + roles.length === 0 || read.hasConfiguration) continue;
      const [fault] = read.unbelieved;
      const missing = `the ${read.reader === "direct" ? "saved plan holds no source that can be read" : "plan holds no configuration"}`;
      const because = `${missing}${fault === undefined ? "" : ` (${fault.because})`}, so that nothing tells what its unknown values refer to, nor which commands it runs`;
      for (const { id } of keys) yield { kind: "unlinked", unlinked: { kind: "key", address: id, because } };
      for (const role of roles) yield openOperation(role, plan, because);
    }
  },
};

interface ServiceRole {
  readonly service: Service;
  readonly resource: ManagedResource;
}

function serviceRolesIn(plan: number, { services, serviceRoles }: Lookup): readonly ServiceRole[] {
  return services.flatMap((service) =>
    serviceRoles(service, plan).flatMap(({ resource }) =>
      resource === null || resource.plan !== plan ? [] : [{ service, resource }],
    ),
  );
}

function openOperation({ service, resource }: ServiceRole, plan: number, because: string): Signal {
  return {
    kind: "runtime-key",
    service,
    operation: "an operation",
    possible: true,
    at: resource.location("assume_role_policy"),
    plan,
    because,
  };
}

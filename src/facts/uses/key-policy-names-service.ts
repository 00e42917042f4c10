import { viewStatements } from "../../policy";
import type { Detector } from "./detector";
import { namesService, rolesNamed } from "./bucket-policy-names-service";
import { operationsOfRole } from "./operations-of-role";

/** A key whose policy names the service principal, or a role that trusts the service. */
export const keyPolicyNamesService: Detector = {
  id: "key-policy-names-service",
  *detect(world) {
    for (const key of world.keys) {
      const { policy, location } = key.policy;
      if (policy === null) continue;
      const statements = viewStatements(policy).filter(
        ({ effect, notPrincipal }) => effect === "Allow" && !notPrincipal,
      );
      const evidence = { address: location.address, attribute: location.attribute ?? "policy" };
      for (const service of world.services) {
        const base = { kind: "use", service, key, confidence: "certain", evidence } as const;
        if (namesService(statements, service)) yield { ...base, operations: null, role: null };
        for (const role of rolesNamed(world, service, statements, key.resource ?? undefined)) {
          yield { ...base, operations: operationsOfRole(world, service, role), role };
        }
      }
    }
  },
};

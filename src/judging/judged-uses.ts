import type { Use } from "../facts";
import { requirementsOf, type Service } from "../services";

/**
 * Whether a use makes its key judged. What whoever runs Terraform may do stands in no plan, so that a use of which AWS asks
 * nothing else claims nothing; and of a key that AWS manages nothing is asked but whether a service takes it.
 */
export function isJudged(use: Use, service: Service): boolean {
  if (use.unsupported !== undefined) return true;
  if (use.key.managedByAws === true) return service.takes?.customerManaged === true;
  const requirements = requirementsOf(service, use.operations);
  if (requirements.length === 0) return true;
  const withoutRole = use.withoutRole === true;
  return requirements.some(({ grantee }) => grantee !== "caller" && !(withoutRole && grantee === "role"));
}

import { viewStatements, type Policy, type StatementView } from "../../policy";
import type { Service } from "../../services/service";

/** The statements of a policy that allow something to those whom they name. */
export function allowing(policy: Policy): readonly StatementView[] {
  const statements = viewStatements(policy);
  const names = ({ effect, notPrincipal }: StatementView): boolean => effect === "Allow" && !notPrincipal;
  return statements.every(names) ? statements : statements.filter(names);
}

/** Whether a statement names one of the service's principals. */
export function namesService(statements: readonly StatementView[], service: Service): boolean {
  return statements.some(({ principals }) =>
    principals.some(
      ({ kind, value }) => kind === "Service" && typeof value === "string" && service.principals.includes(value),
    ),
  );
}

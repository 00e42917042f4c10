import { matchesText, viewStatements, type Policy, type StatementView } from "../../policy";
import type { Service } from "../../services";
import { Hole, isUnknown, Text, type Value } from "../../values";

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

/**
 * Whether a statement may turn out to name one of the service's principals: it is not known whether it allows, or whom.
 * `mayBeAnything` says whether a hole may be text that nothing in the plan shows.
 */
export function mayNameService(policy: Policy, service: Service, mayBeAnything: (value: Value) => boolean): boolean {
  const mayBe = (value: Value): boolean => {
    if (value instanceof Text) return service.principals.some((principal) => matchesText(patternOf(value), principal));
    return isUnknown(value) && mayBeAnything(value);
  };
  return viewStatements(policy).some(({ effect, notPrincipal, principals, unknown }) => {
    if (effect === "Deny" || notPrincipal) return false;
    if (unknown) return true;
    return principals.some(({ kind, value }) => {
      if (kind === "Service" || kind === "*") {
        return mayBe(value) || (effect === "unknown" && service.principals.some((each) => each === value));
      }
      return false;
    });
  });
}

/** A text in which each hole may be any text. */
function patternOf({ parts }: Text): string {
  return parts.map((part) => (part instanceof Hole || typeof part !== "string" ? "*" : part)).join("");
}

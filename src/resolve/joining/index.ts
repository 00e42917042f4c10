/** Several plans as one infrastructure. */
export { joinInfrastructures, managedTwice } from "./join";
export { inPlan, planOf, withoutPlans } from "./plan-prefix";

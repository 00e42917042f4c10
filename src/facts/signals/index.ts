/** What resources of the plan show of a key in their own attributes: its key, what carries it, and what uses it. */
export { type Carried, carriedBy } from "./carriers";
export { type Fits, fits } from "./conditions";
export { keysMeant } from "./keys-meant";
export { attributeOf, type Found, valuesAt } from "./paths";
export { serviceLinkedRole } from "./service-linked-role";
export { usingDeclared, usingOf } from "./using-of";

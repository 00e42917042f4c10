/** Sentences, locations and fixes that several rules share. */
export { boundaryFix, rolePolicyFix, trustFix } from "./fixes";
export { blockersOf, howToDecide } from "./how-to-decide";
export { nameOfIgnore } from "./ignores";
export { places, rolePolicyPlaces, verdictPlaces } from "./locations";
export { sayMisfit } from "./misfit";
export {
  type MissingAllow,
  addingHelps,
  blockedByWriting,
  missingInKeyPolicy,
  sayMissing,
  usesOf,
  whatComesOfCalls,
  whatComesOfServiceCalls,
} from "./missing-allow";
export { listedBesides } from "./listed-besides";
export { enumerate, keyPolicyOf, nameOf, reasons, sentences, servicesOf, some } from "./sentences";
export { fixOfTaking, placesOfTakings, sayTakings } from "./takings";

/** HashiCorp's own parser as a witness: it has to read a block as it was read here. */
export { exemptionOf, type SecondOpinion, secondOpinions } from "./second-opinion";

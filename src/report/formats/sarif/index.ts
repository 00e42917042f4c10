/** SARIF 2.1.0. */
export { renderSarif } from "./sarif";

/** Constants and references as the source writes them, for comparison with the plan. */
export { describe, describeArgument, expressionsOfBody } from "./configuration-json";

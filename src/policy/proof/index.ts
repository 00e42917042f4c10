/**
 * Says in one sentence what an outcome rests on, and names the statements that prove it.
 */
export {
  explainAllowed,
  explainDenied,
  explainDocumented,
  explainTrust,
  explainUndocumented,
  explainUnknown,
} from "./explain-outcome";
export { type Prover, plainVerdict, verdictFrom } from "./proof";

/**
 * Terraform would refuse this expression. Control flow of the language that is evaluated, not an error of this program:
 * `try` and `can` catch it, as in Terraform; anywhere else the value becomes a hole. It never leaves `evaluate`.
 */
export class EvaluationFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = "EvaluationFailure";
  }
}

/** The evaluation took more steps or room than any real configuration needs. Not even `try` catches it. */
export class BudgetExceeded extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BudgetExceeded";
  }
}

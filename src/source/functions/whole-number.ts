import { Hole } from "../../values";

/**
 * A whole number that JavaScript would round. To the functions of the language it is as known as any other number; beyond the
 * evaluator it is a hole named by its digits, since nothing there counts that far.
 */
export class WholeNumber extends Hole {
  constructor(
    readonly value: bigint,
    /** To how many binary digits Terraform holds it, which decides how arithmetic rounds. */
    readonly precision = 512,
  ) {
    super(value.toString());
  }
}

import type { Value } from "../../values";
import { BudgetExceeded, EvaluationFailure } from "../functions";
import type { Expression } from "../syntax";
import type { Meter } from "./meter";
import type { Scope } from "./scope";
import { fillForm, type TextForm, textForm } from "./text-form";
import type { Reads, Trace } from "./trace";

/** The text of the first instance that was asked for, evaluated as any other value. */
interface First {
  readonly key: string;
  readonly scope: Scope;
  readonly text: string;
}

interface Formed {
  readonly form: TextForm;
  /** What was read for what all instances have in common. */
  readonly reads: Reads;
  /** Whether nothing but their keys tells the instances apart. */
  readonly byKey: boolean;
}

/**
 * Texts of the instances of one module instance's blocks: where all that differs from instance to instance is what is filled
 * in between the same words, only that is evaluated for each.
 */
export class InstanceTexts {
  private readonly forms = new Map<Expression, First | Formed | "none">();

  constructor(
    private readonly trace: Trace,
    private readonly meter: Meter,
  ) {}

  /** The text of an instance, where its key is all that it takes; `undefined`: it has to be evaluated. */
  byKey(expression: Expression, key: string): string | undefined {
    const formed = this.forms.get(expression);
    if (formed === undefined || formed === "none" || !("form" in formed) || !formed.byKey) return undefined;
    return this.fill(formed, key, unasked);
  }

  /** The value of an expression in an instance; `evaluate` gives it where no form does. */
  value(expression: Expression, key: string, scope: Scope, evaluate: () => Value | undefined): Value | undefined {
    let known = this.forms.get(expression);
    if (known === undefined) {
      const value = evaluate();
      this.forms.set(expression, typeof value === "string" ? { key, scope, text: value } : "none");
      return value;
    }
    if (known !== "none" && "text" in known) {
      // Until its form is found, whatever leads back here is evaluated.
      this.forms.set(expression, "none");
      known = this.formed(expression, scope, known) ?? "none";
    }
    const text = known === "none" ? undefined : this.fill(known, key, () => scope);
    this.forms.set(expression, text === undefined ? "none" : known);
    return text ?? evaluate();
  }

  /** The form of the expression, if it gives what the first instance was evaluated to. */
  private formed(expression: Expression, scope: Scope, first: First): Formed | undefined {
    const form = attempt(() => textForm(expression, scope));
    if (form === undefined) return undefined;
    const reads = this.trace.recorded();
    const { value: again } = this.trace.collect(() => attempt(() => fillForm(form, first.key, () => first.scope)));
    if (again !== first.text) return undefined;
    return { form, reads, byKey: form.every((piece) => typeof piece === "string" || piece.expression === undefined) };
  }

  private fill({ form, reads }: Formed, key: string, scope: () => Scope): string | undefined {
    this.trace.recordAll(reads);
    return attempt(() => {
      const text = fillForm(form, key, scope);
      this.meter.spend(form.length + ((text ?? "").length >> 5));
      return text;
    });
  }
}

function unasked(): never {
  throw new TypeError("the key is all that it takes");
}

/** What fails here is evaluated as a whole, and fails there. */
function attempt<T>(evaluate: () => T): T | undefined {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof EvaluationFailure || error instanceof BudgetExceeded || error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

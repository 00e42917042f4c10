import type { DeclaredUse } from "../facts";
import type { TraceStep } from "../print";
import type { Report } from "../report";
import type { Infrastructure } from "../resolve";
import type { CheckOnDay } from "./options";
import type { PlanRead } from "./read-plans";

/** How plans are checked together: one alone, or several that are joined. */
export interface Together {
  /** Throws InputError where the plans cannot be joined. */
  resolvePlans(
    plans: readonly [PlanRead, ...PlanRead[]],
    options: CheckOnDay,
    resolving: { readonly inferAccount?: false },
  ): Infrastructure;
  /** Resolves what was there before the plans. */
  resolveStates(plans: readonly PlanRead[], options: CheckOnDay): Infrastructure;
  /** The declared uses as addresses of this infrastructure. */
  declaredUses(options: CheckOnDay, infrastructure: Infrastructure): readonly DeclaredUse[];
  /** The addresses to explain, of this infrastructure; empty where none is asked for. */
  traced(options: CheckOnDay, infrastructure: Infrastructure): readonly string[];
  /** What is printed, with names that people know. */
  named(
    report: Report,
    steps: readonly TraceStep[],
    options: CheckOnDay,
  ): { readonly report: Report; readonly steps: readonly TraceStep[] };
}

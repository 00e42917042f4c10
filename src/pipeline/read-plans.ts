import { InputError } from "../errors";
import { readPlan } from "../input";
import type { Plan } from "../plan";
import { unreadPlan, type UnreadPlan } from "../report";
import { isJoined, type CheckOptions } from "./options";

/** A plan as it is given. */
export interface PlanInput {
  /** `-` for standard input. */
  readonly path: string;
  /** Index among all that are given. */
  readonly plan: number;
}

/** A plan that was read. */
export interface PlanRead extends PlanInput {
  readonly content: Plan;
}

/** Reads plans one after the other, and names those that cannot be read. States are only read where plans are joined. */
export async function readPlans(
  inputs: readonly PlanInput[],
  options: CheckOptions,
  onRead: (input: PlanInput) => void,
): Promise<{ readonly plans: readonly PlanRead[]; readonly unread: readonly UnreadPlan[] }> {
  const states = isJoined(options);
  const plans: PlanRead[] = [];
  const unread: UnreadPlan[] = [];
  for (const input of inputs) {
    onRead(input);
    try {
      plans.push({ ...input, content: await readPlan(input.path, { ...options, states }) });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unread.push(unreadPlan(input.path, input.plan, error));
    }
  }
  return { plans, unread };
}

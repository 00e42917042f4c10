import { InputError } from "../errors";
import { type DeclaredUse, isPattern } from "../facts";
import type { TraceStep } from "../print";
import { type Report, reportWithoutPlans, sentenceWithoutPlans, toldPaths } from "../report";
import { type Infrastructure, inPlan, joinInfrastructures, managedTwice, resolve, withoutPlans } from "../resolve";
import { resolveOptions, type CheckOnDay } from "./options";
import type { PlanRead } from "./read-plans";
import type { Together } from "./together";

/** Several plans, and states of what exists, as one infrastructure. */
export const joinedPlans: Together = {
  resolvePlans: joinPlans,
  resolveStates: (plans, options) => joinInfrastructures(plans.map((plan) => resolveOne(plan, options))),
  declaredUses: ({ declaredUses }, infrastructure) => declaredUses.flatMap((use) => inEach(use, infrastructure)),
  traced: ({ trace }, infrastructure) => (trace === undefined ? [] : tracedIn(trace, infrastructure)),
  named: namedByPath,
};

/** @throws InputError where there is no plan among them, or two of them manage the same thing */
function joinPlans(plans: readonly PlanRead[], options: CheckOnDay): Infrastructure {
  if (plans.every(({ content }) => content.file.state === true)) {
    throw new InputError("these are states, and there is no plan among them", {
      expected: "Expected for --join: at least one plan; states stand beside it for what exists",
    });
  }
  const infrastructure = joinInfrastructures(plans.map((plan) => resolveOne(plan, options)));
  refuseTwice(infrastructure, plans);
  return infrastructure;
}

/**
 * No account is inferred: the only ARNs that a plan names may be those of another plan's things, in another account, and a
 * role that is derived there is another role.
 */
function resolveOne({ content, plan }: PlanRead, options: CheckOnDay): Infrastructure {
  const { source, ...given } = resolveOptions(options);
  const own = source === undefined || content.file.state === true ? {} : { source };
  return resolve(content, { ...given, ...own, plan, inferAccount: false });
}

function refuseTwice(infrastructure: Infrastructure, plans: readonly PlanRead[]): void {
  const twice = managedTwice(infrastructure);
  if (twice === undefined) return;
  const [one, other] = twice.map(({ address, plan }) => {
    return `${withoutPlans(address.text)} in ${plans.find((each) => each.plan === plan)?.path ?? ""}`;
  });
  throw new InputError(`${one ?? ""} and ${other ?? ""} are the same thing`, {
    expected:
      "Expected for --join: each thing managed once; a plan holds its own state, which is not to stand beside it",
  });
}

/** An address that several plans have is declared for each of them; a role of the same plan is meant, if it has one. */
function inEach(use: DeclaredUse, infrastructure: Infrastructure): readonly DeclaredUse[] {
  const having = isPattern(use.key) ? [] : plansWith(use.key, infrastructure);
  if (having.length === 0) return [use];
  return having.map((plan) => {
    const own = use.role === null || isPattern(use.role) ? undefined : infrastructure.at(inPlan(plan, use.role));
    const using = use.using && infrastructure.at(inPlan(plan, use.using.arn));
    return {
      ...use,
      key: inPlan(plan, use.key),
      role: own === undefined ? use.role : own.address.text,
      ...(use.using !== undefined && using !== undefined && { using: { ...use.using, arn: using.address.text } }),
    };
  });
}

/** The addresses that an address to trace means: one in each plan that has it. */
function tracedIn(address: string, infrastructure: Infrastructure): readonly string[] {
  const having = plansWith(address, infrastructure);
  return having.length === 0 ? [address] : having.map((plan) => inPlan(plan, address));
}

function plansWith(address: string, infrastructure: Infrastructure): readonly number[] {
  const plans = [...new Set(infrastructure.resources.map(({ plan }) => plan))].sort((a, b) => a - b);
  return plans.filter((plan) => infrastructure.at(inPlan(plan, address)) !== undefined);
}

/** What is printed names each plan by its path. */
function namedByPath(
  report: Report,
  steps: readonly TraceStep[],
  { inputs }: CheckOnDay,
): { readonly report: Report; readonly steps: readonly TraceStep[] } {
  const paths = toldPaths(inputs);
  return {
    report: reportWithoutPlans(report, paths),
    steps: steps.map(({ subject, sentence }) => ({
      subject: sentenceWithoutPlans(subject, undefined, paths),
      sentence: sentenceWithoutPlans(sentence, undefined, paths),
    })),
  };
}

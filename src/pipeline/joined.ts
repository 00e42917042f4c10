import type { Stage, UnreadPlan } from "./options";
import { InputError } from "../errors";
import { isPattern } from "../facts/address-pattern";
import type { DeclaredUse } from "../facts/facts";
import { readPlan } from "../input";
import { lookAt, resolveOptions, type Asked, type Look, type Looks } from "./judge-plan";
import type { Plan } from "../plan";
import { reportWithoutPlans, sentenceWithoutPlans, toldPaths } from "../report/without-plans";
import type { Infrastructure } from "../resolve/infrastructure";
import { joinInfrastructures, managedTwice } from "../resolve/joining/join";
import { resolve } from "../resolve/resolve";
import { inPlan, withoutPlans } from "../resolve/joining/plan-prefix";

/**
 * Looks at several plans, and states of what exists, as one infrastructure.
 *
 * @throws InputError where there is no plan among them, or two of them manage the same thing
 */
export async function lookAtJoined(options: Asked): Promise<Looks> {
  const { inputs } = options;
  const onStage = (plan: number, stage: Stage): void =>
    options.onProgress?.({ path: inputs[plan]?.path ?? "", plan, plans: inputs.length, stage });
  const { plans, unread } = await readAll(options, onStage);
  if (plans.every(({ file }) => file.state === true)) {
    if (unread.length > 0) return { looks: [], unread };
    throw new InputError("these are states, and there is no plan among them", {
      expected: "Expected for --join: at least one plan; states stand beside it for what exists",
    });
  }
  onStage(inputs.length - 1, "resolve");
  const infrastructure = joinInfrastructures(plans.map((plan, index) => resolvePlan(plan, index, options)));
  refuseTwice(infrastructure, plans);
  const look = lookAt(
    infrastructure,
    { ...options, declaredUses: options.declaredUses.flatMap((use) => inEach(use, infrastructure, plans.length)) },
    {
      traced: options.trace === undefined ? [] : tracedIn(options.trace, infrastructure, plans.length),
      onStage: (stage) => {
        onStage(inputs.length - 1, stage);
      },
    },
  );
  return { looks: [told(look)], unread };
}

async function readAll(
  options: Asked,
  onStage: (plan: number, stage: Stage) => void,
): Promise<{ readonly plans: readonly Plan[]; readonly unread: readonly UnreadPlan[] }> {
  const plans: Plan[] = [];
  const unread: UnreadPlan[] = [];
  for (const [at, { path }] of options.inputs.entries()) {
    onStage(at, "read");
    try {
      plans.push(await readPlan(path, { ...options, states: true }));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unread.push({ path, message: error.message });
    }
  }
  return { plans, unread };
}

/**
 * No account is inferred: the only ARNs that a plan names may be those of another plan's things, in another account, and a
 * role that is derived there is another role.
 */
function resolvePlan(plan: Plan, index: number, options: Asked): Infrastructure {
  const { source, ...given } = resolveOptions(options);
  const own = source === undefined || plan.file.state === true ? {} : { source };
  return resolve(plan, { ...given, ...own, plan: index, inferAccount: false });
}

function refuseTwice(infrastructure: Infrastructure, plans: readonly Plan[]): void {
  const twice = managedTwice(infrastructure);
  if (twice === undefined) return;
  const [one, other] = twice.map(({ address, plan }) => {
    return `${withoutPlans(address.text)} in ${plans[plan]?.file.path ?? ""}`;
  });
  throw new InputError(`${one ?? ""} and ${other ?? ""} are the same thing`, {
    expected:
      "Expected for --join: each thing managed once; a plan holds its own state, which is not to stand beside it",
  });
}

/** An address that several plans have is declared for each of them; a role of the same plan is meant, if it has one. */
function inEach(use: DeclaredUse, infrastructure: Infrastructure, plans: number): readonly DeclaredUse[] {
  const having = isPattern(use.key) ? [] : plansWith(use.key, infrastructure, plans);
  if (having.length === 0) return [use];
  return having.map((plan) => {
    const own = use.role === null || isPattern(use.role) ? undefined : infrastructure.at(inPlan(plan, use.role));
    return { ...use, key: inPlan(plan, use.key), role: own === undefined ? use.role : own.address.text };
  });
}

function tracedIn(address: string, infrastructure: Infrastructure, plans: number): readonly string[] {
  const having = plansWith(address, infrastructure, plans);
  return having.length === 0 ? [address] : having.map((plan) => inPlan(plan, address));
}

function plansWith(address: string, infrastructure: Infrastructure, plans: number): readonly number[] {
  return Array.from({ length: plans }, (_, plan) => plan).filter(
    (plan) => infrastructure.at(inPlan(plan, address)) !== undefined,
  );
}

/** What is printed names each plan by its path. */
function told(look: Look): Look {
  const paths = toldPaths(look.report);
  const steps = look.steps.map(({ subject, sentence }) => ({
    subject: sentenceWithoutPlans(subject, undefined, paths),
    sentence: sentenceWithoutPlans(sentence, undefined, paths),
  }));
  return { ...look, report: reportWithoutPlans(look.report), steps };
}

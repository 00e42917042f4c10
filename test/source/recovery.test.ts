import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAddress } from "../../src/plan";
import type { Json, JsonObject, Plan, PlanSource } from "../../src/plan/plan";
import { readSavedPlan } from "../../src/planfile";
import { readConfiguration, type SourceConfiguration } from "../../src/source";
import { isKnown, type Value } from "../../src/value";
import { plannedValues } from "./evaluate/planned-values";
import { fill } from "./fill";
import { normalized } from "./iam-document";

/**
 * Policies that Terraform did not know while planning, recovered from the saved plan's own source, their holes filled from
 * what was then applied: each must be the policy that was applied.
 */
const FIXTURES = join(__dirname, "../fixtures/recovery");
const APPLIED = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, "applied.json")));
const POLICY_ATTRIBUTES = ["policy", "assume_role_policy", "inline_policy"];

interface Recovery {
  readonly plan: Plan;
  readonly configuration: SourceConfiguration;
  readonly applied: ReadonlyMap<string, JsonObject>;
}

function recover(name: string): Recovery {
  const folder = join(FIXTURES, name);
  const plan = readSavedPlan(readFileSync(join(folder, "plan.bin")), { path: name, sha256: "" });
  if (plan.source === undefined) throw new Error("the plan holds no source");
  const source: PlanSource = { ...plan.source, readFile: (_, path) => readBeside(folder, path) };
  const configuration = readConfiguration(source, { planned: plannedValues(plan), variables: plan.variables });
  return { plan, configuration, applied: appliedResources(folder) };
}

function readBeside(folder: string, path: string): { text: string } | { missing: string } {
  const whole = join(folder, path);
  return existsSync(whole) ? { text: readFileSync(whole, "utf8") } : { missing: "no such file" };
}

interface StateModule {
  readonly resources?: readonly { readonly address: string; readonly values: JsonObject }[];
  readonly child_modules?: readonly StateModule[];
}

function appliedResources(folder: string): ReadonlyMap<string, JsonObject> {
  const state = JSON.parse(readFileSync(join(folder, "applied.json"), "utf8")) as {
    values: { root_module: StateModule };
  };
  const found = new Map<string, JsonObject>();
  const add = ({ resources = [], child_modules = [] }: StateModule): void => {
    for (const { address, values } of resources) found.set(address, values);
    child_modules.forEach(add);
  };
  add(state.values.root_module);
  return found;
}

/** The policies whose value the source gives: what was recovered, what the plan knew, what was applied. */
function policiesOf({
  plan,
  configuration,
  applied,
}: Recovery): { name: string; ours: Value; planned: Json; theirs: Json }[] {
  return plan.resources.flatMap(({ address, mode, after }) =>
    POLICY_ATTRIBUTES.flatMap((attribute) => {
      const theirs = applied.get(address.text)?.[attribute];
      const recovered = mode === "managed" ? configuration.attribute(address, [attribute]) : undefined;
      if (recovered === undefined || recovered.value === null || theirs === undefined || theirs === null) return [];
      return [
        { name: `${address.text}.${attribute}`, ours: recovered.value, planned: after?.[attribute] ?? null, theirs },
      ];
    }),
  );
}

describe.each(APPLIED)("%s", (name) => {
  const recovery = recover(name);
  const policies = policiesOf(recovery);
  const valueOf = (hole: string): Json | undefined => {
    const address = [...recovery.applied.keys()].find((each) => hole.startsWith(`${each}.`));
    return address === undefined ? undefined : recovery.applied.get(address)?.[hole.slice(address.length + 1)];
  };

  it("has no file that cannot be read", () => {
    expect(recovery.configuration.errors).toEqual([]);
    expect(policies).not.toEqual([]);
  });

  it.each(policies)("$name is the policy that was applied", ({ ours, theirs }) => {
    expect(normalized(fill(ours, valueOf))).toEqual(normalized(theirs));
  });

  const known = policies.filter(({ planned }) => typeof planned === "string");
  it.each(known)("$name, which the plan knows, is evaluated to that", ({ ours, planned }) => {
    expect(isKnown(ours)).toBe(true);
    expect(normalized(fill(ours, () => undefined))).toEqual(normalized(planned));
  });
});

it("recovers every policy that plans left open", () => {
  const open = APPLIED.flatMap((name) => policiesOf(recover(name))).filter(
    ({ planned }) => typeof planned !== "string",
  );
  expect(open.length).toBeGreaterThanOrEqual(32);
});

it("names the blocks that a policy was made of", () => {
  const { configuration } = recover("11-module-io");
  const address = parseAddress("module.key.aws_kms_key.this");
  const recovered = address && configuration.attribute(address, ["policy"]);
  const blocks = [...(recovered?.blocks ?? [])].map(({ type, labels }) => [type, ...labels].join("."));
  expect(blocks.sort()).toEqual([
    "locals",
    "module.key",
    "module.role",
    "output.arn",
    "resource.aws_kms_key.this",
    "variable.actions",
    "variable.grant_admin",
    "variable.user_arns",
  ]);
});

import { Testing, type TerraformStack } from "cdktf";

import { GeospatialKmsKey, PersonalizeKmsKey, type PersonalizeOperation, type ServiceKmsKey } from "../../modules";
import { MOCK_PROVIDER, moduleFiles } from "./plain-modules";
import { checkAsConsumer } from "./ring";
import { ACCOUNT, documentOf, newStack, type Synthesized } from "./synthesize";
import { describeWithTerraform, openWorkshop, type Workshop } from "./terraform";

const modules = ["personalize-kms-key", "geospatial-kms-key"];

/** The same key twice: by the construct's props, and by the module's variables. */
interface Pair {
  readonly id: string;
  readonly module: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly construct: (stack: TerraformStack) => ServiceKmsKey;
}

const administrators = [`arn:aws:iam::${ACCOUNT}:role/security`, `arn:aws:iam::${ACCOUNT}:role/audit`];
const administration = [
  [{}, {}],
  [{ administrators }, { administrators }],
  [
    { administrators: administrators.slice(0, 1), accountRootAdministers: true, multiRegion: true },
    { administrators: administrators.slice(0, 1), account_root_administers: true, multi_region: true },
  ],
] as const;
const looks = {
  props: { alias: "alias/a", tags: { team: "ml" }, enableKeyRotation: false, deletionWindowInDays: 7 },
  variables: { alias: "alias/a", tags: { team: "ml" }, enable_key_rotation: false, deletion_window_in_days: 7 },
};
const uses: readonly (readonly [readonly PersonalizeOperation[], boolean | undefined])[] = [
  [["dataset-group"], undefined],
  [["dataset-group"], true],
  [["dataset-import-job"], undefined],
  [["dataset-import-job", "batch-inference-job"], undefined],
  [["dataset-group", "dataset-export-job"], undefined],
  [["dataset-group", "dataset-export-job"], false],
  [["batch-segment-job", "metric-attribution"], undefined],
];

function pairs(): readonly Pair[] {
  const found: Pair[] = [];
  const add = (pair: (id: string, name: string) => Omit<Pair, "id">): void => {
    const id = `pair-${found.length}`;
    found.push({ id, ...pair(id, `role-${found.length}`) });
  };
  for (const [props, variables] of administration) {
    for (const restricted of [false, true]) {
      for (const [operations, exported] of uses) {
        add((id, name) => ({
          module: "personalize-kms-key",
          variables: {
            ...variables,
            ...looks.variables,
            ...roleVariables(name),
            operations,
            ...(exported !== undefined && { exports_dataset_group: exported }),
            restrict_service_to_account: restricted,
          },
          construct: (stack) =>
            new PersonalizeKmsKey(stack, id, {
              ...props,
              ...looks.props,
              ...roleProps(name),
              operations,
              ...(exported !== undefined && { exportsDatasetGroup: exported }),
              restrictServiceToAccount: restricted,
            }),
        }));
      }
    }
    for (const always of [false, true]) {
      add((id, name) => ({
        module: "geospatial-kms-key",
        variables: { ...variables, ...roleVariables(name), always_role_policy: always },
        construct: (stack) =>
          new GeospatialKmsKey(stack, id, { ...props, ...roleProps(name), alwaysRolePolicy: always }),
      }));
    }
  }
  return found;
}

function roleProps(name: string): { readonly accountId: string; readonly role: { readonly create: RoleToMake } } {
  return { accountId: ACCOUNT, role: { create: { name, path: "/ml/" } } };
}

interface RoleToMake {
  readonly name: string;
  readonly path: string;
}

function roleVariables(name: string): Readonly<Record<string, unknown>> {
  return { account_id: ACCOUNT, role_name: name, role_path: "/ml/", create_role: true };
}

interface Configured {
  readonly resources: readonly {
    readonly address: string;
    readonly type: string;
    readonly depends_on?: readonly string[];
  }[];
}

interface Planned {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly after: Readonly<Record<string, unknown>> };
  }[];
  readonly configuration: {
    readonly root_module: Configured & {
      readonly module_calls: Readonly<Record<string, { readonly module: Configured }>>;
    };
  };
  readonly planned_values: { readonly outputs: Readonly<Record<string, { readonly value?: readonly string[] }>> };
}

interface Policy {
  readonly Statement: readonly { readonly Principal?: Readonly<Record<string, string | readonly string[]>> }[];
}

/** A policy as a document; one principal alone may be written as a list or not. */
function documentIn(text: string): unknown {
  const policy = JSON.parse(text) as Policy;
  const listed = policy.Statement.map(({ Principal, ...rest }) => ({
    ...rest,
    Principal: Object.entries(Principal ?? {}).map(([type, names]) => [type, [names].flat()]),
  }));
  return { ...policy, Statement: listed };
}

/** The resources whose addresses begin so: by type, what is known of each, policies as documents. */
function planned({ resource_changes: resources }: Planned, prefix: RegExp): Readonly<Record<string, unknown>> {
  const found = resources.filter(({ address }) => prefix.test(address));
  return Object.fromEntries(
    found.map(({ type, change: { after } }) => {
      const { policy } = after;
      return [type, { ...after, ...(typeof policy === "string" && { policy: documentIn(policy) }) }];
    }),
  );
}

describeWithTerraform("the plain modules plan what the constructs plan", () => {
  let workshop: Workshop;
  let plan: Planned;
  const all = pairs();
  const actions = new Map<string, readonly string[]>();

  beforeAll(() => {
    const stack = newStack();
    const made = all.map((pair) => ({ ...pair, policy: pair.construct(stack).rolePolicy }));
    const synthesized = JSON.parse(Testing.synth(stack)) as Synthesized;
    for (const { id, policy: resource } of made) {
      const text = resource && synthesized.resource["aws_iam_policy"]?.[resource.friendlyUniqueId];
      const policy = text === undefined ? undefined : documentOf(text);
      actions.set(id, policy?.Statement.flatMap(({ Action }) => Action) ?? []);
    }
    const calls = all.map(({ id, module, variables }) => [id, { source: `./${module}`, ...variables }] as const);
    const output = all.map(({ id }) => [id, { value: `\${module.${id}.role_policy_actions}` }] as const);
    const told = `output "role_policy_actions" {\n  value = local.role_policy_actions\n}\n`;
    workshop = openWorkshop({
      "cdk.tf.json": Testing.synth(stack),
      "modules.tf.json": JSON.stringify({ module: Object.fromEntries(calls), output: Object.fromEntries(output) }),
      ...Object.fromEntries(modules.flatMap((name) => Object.entries(moduleFiles(name)))),
      ...Object.fromEntries(modules.map((name) => [`${name}/told.tf`, told])),
    });
    plan = JSON.parse(workshop.plan()) as Planned;
  });

  afterAll(() => {
    workshop.remove();
  });

  test("resource by resource, all that is known", () => {
    for (const { id } of all) {
      const ofConstruct = planned(plan, new RegExp(`^\\w+\\.${id}_`));
      expect(Object.keys(ofConstruct).length).toBeGreaterThan(1);
      expect({ id, ...planned(plan, new RegExp(`^module\\.${id}\\.`)) }).toEqual({ id, ...ofConstruct });
    }
  });

  test("the key waits for the role that its policy names, since no reference leads there", () => {
    const { resources, module_calls: calls } = plan.configuration.root_module;
    for (const { id } of all) {
      const ofModule = calls[id]?.module.resources.find(({ type }) => type === "aws_kms_key");
      expect([id, ofModule?.depends_on]).toEqual([id, ["aws_iam_role.this"]]);
      const ofStack = (type: string): Configured["resources"][number] | undefined =>
        resources.find((each) => each.type === type && each.address.startsWith(`${type}.${id}_`));
      expect([id, ofStack("aws_kms_key")?.depends_on]).toEqual([id, [ofStack("aws_iam_role")?.address]]);
    }
  });

  test("the role's policy, whose text waits for the key, has the same actions", () => {
    for (const { id } of all) {
      expect([id, plan.planned_values.outputs[id]?.value ?? []]).toEqual([id, actions.get(id)]);
    }
  });
});

const valid = { source: "./personalize-kms-key", ...roleVariables("r"), operations: ["dataset-group"] };

const refused: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
  [{ account_id: "1" }, "Expected the twelve digits"],
  [{ role_name: "a b" }, "Expected the name of an IAM role"],
  [{ role_path: "ml" }, "Expected a path that begins and ends with /"],
  [{ partition: "china" }, "Expected aws, aws-cn or aws-us-gov"],
  [{ alias: "alias/aws/s3" }, "Expected alias/NAME"],
  [{ operations: ["train"] }, "Expected one or more of dataset-group"],
  [{ deletion_window_in_days: 3 }, "Expected a whole number from 7 to 30"],
  [{ role_permissions_boundary: "x" }, "Expected arn:aws:iam::ACCOUNT:policy/NAME"],
  [{ administrators: ["x"] }, "Expected ARNs of IAM roles and users"],
];

const refusedWhenPlanned: typeof refused = [
  [{ account_root_administers: false }, "administrators: expected at least one"],
  [{ operations: ["metric-attribution"], exports_dataset_group: true }, "expected the operation dataset-group"],
];

describeWithTerraform("each plain module", () => {
  test.each(modules)("%s: its example passes the gate", async (name) => {
    const files = moduleFiles(name);
    const workshop = openWorkshop({
      ...files,
      "main.tf.json": JSON.stringify({ module: { example: { source: `./${name}/examples/complete` } } }),
      // the example's own provider, so that it reaches nobody
      [`${name}/examples/complete/provider_override.tf.json`]: JSON.stringify({ provider: { aws: MOCK_PROVIDER } }),
    });
    try {
      workshop.plan();
      const report = await checkAsConsumer(workshop);
      expect(report.findings.filter(({ level }) => level !== "note")).toEqual([]);
      expect(report.summary).toMatchObject({ verdict: "pass", keys: 1 });
    } finally {
      workshop.remove();
    }
  });

  test.each([
    ["wrong variables", refused],
    ["variables that do not go together", refusedWhenPlanned],
  ])("%s are refused", (_, cases) => {
    const calls = cases.map(([wrong], index) => [`key-${index}`, { ...valid, ...wrong }] as const);
    const workshop = openWorkshop({
      "main.tf.json": JSON.stringify({ provider: { aws: MOCK_PROVIDER }, module: Object.fromEntries(calls) }),
      ...moduleFiles("personalize-kms-key"),
    });
    const said = errorOf(workshop);
    workshop.remove();
    for (const [, message] of cases) expect(said).toContain(message);
  });
});

/** What terraform says, without its line breaks. */
function errorOf(workshop: Workshop): string {
  try {
    workshop.plan();
    return "nothing";
  } catch (error) {
    return String((error as { readonly stderr?: unknown }).stderr).replaceAll(/[\s│]+/g, " ");
  }
}

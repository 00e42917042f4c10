import type * as Candidates from "../../src/facts/candidates";
import type * as HiddenNames from "../../src/facts/hidden-names";
import type * as StrayBuckets from "../../src/facts/stray-buckets";
import type * as OperationsOfRole from "../../src/facts/detectors/reading/operations-of-role";
import type * as Unread from "../../src/facts/detectors/reading/unread";
import type * as UnseenConfiguration from "../../src/facts/detectors/unseen-configuration";
import type * as KeyPolicyResources from "../../src/facts/policies/key-policy-resources";
import type * as StrayAttachments from "../../src/facts/policies/stray-attachments";
import type * as HiddenAliases from "../../src/facts/unlinked/hidden-aliases";
import type * as Refusals from "../../src/policy/document/refusals";
import type * as Inputs from "./inputs";
import type * as Sight from "./sight";
import type * as Unknown from "./unknown";

/** A fault of which exit 0 once was the outcome, put back in place of the one function that mends it. */
interface PutBack {
  /** The module, and its exports as they would be with the fault. */
  readonly module: string;
  readonly faulty: (actual: never) => object;
  /** On what the laws are tried. */
  readonly inputs: readonly string[];
  readonly law: "sight" | "unknown";
}

const SRC = "../../src";

function putBack<Module>(
  module: string,
  faulty: (actual: Module) => Partial<Record<keyof Module, unknown>>,
  law: PutBack["law"],
  ...inputs: readonly string[]
): PutBack {
  return { module: `${SRC}/${module}`, faulty, law, inputs };
}

const FAULTS: Readonly<Record<string, PutBack>> = {
  "what is not known is followed to nothing": putBack<typeof Candidates>(
    "facts/candidates",
    () => ({ candidatesIn: () => () => ({ resources: [] }) }),
    "sight",
    "scenarios/detectors/cloudformation-json/plan.json",
  ),
  "a key policy whose key is hidden is nobody's": putBack<typeof KeyPolicyResources>(
    "facts/policies/key-policy-resources",
    ({ policyResources }) => ({
      policyResources: (infrastructure: Parameters<typeof policyResources>[0]) => ({
        ...policyResources(infrastructure),
        strays: [],
        strayUnwritten: [],
      }),
    }),
    "sight",
    "fixtures/faults/05e-key-id-moves/plan.json",
  ),
  "an attachment whose role is hidden is nobody's": putBack<typeof StrayAttachments>(
    "facts/policies/stray-attachments",
    () => ({ strayAttachments: () => ({ add: () => undefined, of: () => [] }) }),
    "unknown",
    "scenarios/attachments/policy-attachment/plan.json",
    "scenarios/personalize/passes/plan.json",
  ),
  "a definition that cannot be read shows nothing": putBack<typeof Unread>(
    "facts/detectors/reading/unread",
    () => ({ unread: () => [] }),
    "sight",
    "scenarios/export/seen-in-state-machine/plan.json",
  ),
  "a policy that may be another role's is the role's": putBack<typeof OperationsOfRole>(
    "facts/detectors/reading/operations-of-role",
    () => ({ mayOnlyRead: () => false }),
    "unknown",
    "scenarios/personalize/import-only-role/plan.json",
  ),
  "a plan without configuration is silent": putBack<typeof UnseenConfiguration>(
    "facts/detectors/unseen-configuration",
    () => ({ unseenConfiguration: { id: "unseen-configuration", detect: () => [] } }),
    "sight",
    "scenarios/detectors/cloudcontrol-unknown/plan.json",
  ),
  "an encryption rule whose bucket is hidden is nobody's": putBack<typeof StrayBuckets>(
    "facts/stray-buckets",
    () => ({
      strayFinders: () => ({
        strayBuckets: [],
        bucketsMeant: () => [],
        mayBeNamed: () => false,
        rulesPerhapsOf: () => [],
      }),
    }),
    "unknown",
    "scenarios/keys/alias-name/plan.json",
  ),
  "an alias is another's where its name is hidden": putBack<typeof HiddenAliases>(
    "facts/unlinked/hidden-aliases",
    () => ({ keysBehindHiddenAliases: () => [] }),
    "sight",
    "scenarios/keys/alias-name/plan.json",
  ),
  "a hidden name is no name that anybody wrote": putBack<typeof HiddenNames>(
    "facts/hidden-names",
    () => ({ mayHaveName: () => false }),
    "sight",
    "scenarios/keys/alias-name/plan.json",
  ),
  "what a later plan puts in force has no size": putBack<typeof Refusals>(
    "policy/document/refusals",
    ({ leastSize }) => ({ mostSize: leastSize }),
    "sight",
    "scenarios/well-formed/inline-policies-too-large/plan.json",
  ),
};

afterEach(() => {
  jest.resetModules();
});

test.each(Object.entries(FAULTS))(
  "put back, it breaks a law: %s",
  async (_, { module, faulty, inputs: names, law }) => {
    const broken = async (): Promise<readonly string[]> => {
      const { lawInputs } = jest.requireActual<typeof Inputs>("./inputs");
      const inputs = lawInputs().filter(({ name }) => names.includes(name));
      expect(inputs).toHaveLength(names.length);
      const all = { seed: 1, every: 1, inputs };
      const run =
        law === "sight"
          ? await jest.requireActual<typeof Sight>("./sight").sightOnlyHelps(all)
          : await jest.requireActual<typeof Unknown>("./unknown").unknownIsOpen(all);
      return run.broken;
    };
    expect(await broken()).toEqual([]);
    jest.resetModules();
    jest.doMock(module, () => {
      const actual = jest.requireActual<object>(module);
      return { ...actual, ...faulty(actual as never) };
    });
    try {
      expect(await broken()).not.toEqual([]);
    } finally {
      jest.dontMock(module);
    }
  },
  60_000,
);

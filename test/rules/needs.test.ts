import type { Use } from "../../src/facts/facts";
import { exportNeedsOf, needsOf } from "../../src/judging/needs";
import { serviceById } from "../../src/services/catalogue";
import type { Service } from "../../src/services/service";
import {
  GEOSPATIAL_ACTIONS,
  PERSONALIZE_KEY_ACTIONS,
  PERSONALIZE_ROLE_ACTIONS,
  RIGHT_KEY_POLICY,
  aKey,
  aUse,
} from "./build-facts";

function service(id: string): Service {
  const found = serviceById(id);
  if (found === undefined) throw new Error(id);
  return found;
}

const personalize = service("personalize");
const geospatial = service("sagemaker-geospatial");

/** `key-policy role kms:Decrypt`, with a question mark where the requirement itself may not hold. */
function needed(use: Partial<Use>, of = personalize, administered: "yes" | "no" | "unknown" = "yes"): string[] {
  const needs = needsOf(aUse(aKey(RIGHT_KEY_POLICY), null, { service: of.id, ...use }), of, () => administered);
  return needs
    .map(({ requirement: { layer, grantee }, action, required }) => {
      const who = typeof grantee === "string" ? grantee : JSON.stringify(grantee);
      return `${layer} ${who} ${action}${required === "unknown" ? "?" : ""}`;
    })
    .sort();
}

const inKeyPolicy = ["role", "service"].flatMap((grantee) =>
  PERSONALIZE_KEY_ACTIONS.map((action) => `key-policy ${grantee} ${action}`),
);
const inRolePolicy = PERSONALIZE_ROLE_ACTIONS.map((action) => `role-policy role ${action}`);

test.each(["dataset-group", "dataset-export-job", "batch-inference-job", "batch-segment-job", "metric-attribution"])(
  "Personalize, %s: both policies",
  (operation) => {
    expect(needed({ operations: [operation] })).toEqual([...inKeyPolicy, ...inRolePolicy].sort());
  },
);

test("an import job needs the key policy alone", () => {
  expect(needed({ operations: ["dataset-import-job"] })).toEqual([...inKeyPolicy].sort());
});

test("an import job beside another operation is spared nothing", () => {
  expect(needed({ operations: ["dataset-import-job", "metric-attribution"] })).toEqual(
    [...inKeyPolicy, ...inRolePolicy].sort(),
  );
});

test("an operation that AWS's page does not name needs nothing", () => {
  expect(needed({ operations: ["data-deletion-job"] })).toEqual([]);
});

test("operations unknown: what all operations need that do more than read, and never what an export needs", () => {
  expect(needed({ operations: null })).toEqual([...inKeyPolicy, ...inRolePolicy].sort());
  expect(needed({ operations: null, exportSeen: true })).toEqual([...inKeyPolicy, ...inRolePolicy].sort());
});

test("what only some operations need is not common to all", () => {
  const rare: Service = {
    ...personalize,
    requirements: personalize.requirements.map((each) =>
      each.layer === "role-policy" ? { ...each, neededBy: ["batch-inference-job"] } : each,
    ),
  };
  expect(needed({ operations: null }, rare)).toEqual([...inKeyPolicy].sort());
});

test("what two requirements need of different operations is common if together they cover all", () => {
  const [role] = personalize.requirements.filter(({ layer }) => layer === "role-policy");
  if (role === undefined) throw new Error("no requirement");
  const halves: Service = {
    ...personalize,
    requirements: [
      { ...role, id: "one", neededBy: role.neededBy.slice(0, 2) },
      { ...role, id: "two", neededBy: role.neededBy.slice(2) },
    ],
  };
  expect(new Set(needed({ operations: null }, halves))).toEqual(new Set(inRolePolicy));
});

test("the key of an exported dataset group needs one more action, for role and service", () => {
  const plaintext = ["role", "service"].map((grantee) => `key-policy ${grantee} kms:GenerateDataKeyWithoutPlaintext`);
  const group = { operations: ["dataset-group"], datasetGroupKey: true };
  expect(needed(group)).toEqual([...inKeyPolicy, ...inRolePolicy].sort());
  expect(needed({ ...group, exportSeen: true })).toEqual([...inKeyPolicy, ...inRolePolicy, ...plaintext].sort());
  expect(needed({ operations: ["dataset-export-job"], exportSeen: true })).toEqual(
    [...inKeyPolicy, ...inRolePolicy].sort(),
  );
});

test("as long as no export is seen, it is what an export would need", () => {
  const use = aUse(aKey(RIGHT_KEY_POLICY), null, { operations: ["dataset-group"], datasetGroupKey: true });
  expect(exportNeedsOf(use, personalize).map(({ requirement, action }) => [requirement.grantee, action])).toEqual([
    ["role", "kms:GenerateDataKeyWithoutPlaintext"],
    ["service", "kms:GenerateDataKeyWithoutPlaintext"],
  ]);
  expect(exportNeedsOf({ ...use, exportSeen: true }, personalize)).toEqual([]);
  expect(exportNeedsOf({ ...use, datasetGroupKey: false }, personalize)).toEqual([]);
});

test.each([
  ["yes", []],
  ["no", GEOSPATIAL_ACTIONS.map((action) => `role-policy role ${action}`)],
  ["unknown", GEOSPATIAL_ACTIONS.map((action) => `role-policy role ${action}?`)],
] as const)("geospatial, account root an administrator: %s", (administered, more) => {
  const role = GEOSPATIAL_ACTIONS.map((action) => `key-policy role ${action}`);
  const expected = [...role, ...more].sort();
  expect(needed({ operations: ["earth-observation-job"] }, geospatial, administered)).toEqual(expected);
  expect(needed({ operations: null }, geospatial, administered)).toEqual(expected);
  expect(needed({ operations: ["tile"] }, geospatial, administered)).toEqual([]);
});

import {
  catalogue,
  operationByApi,
  operationById,
  requirementsOf,
  serviceById,
  services,
} from "../../src/services/catalogue";
import { personalize } from "../../src/services/entries/personalize";
import { sagemakerGeospatial } from "../../src/services/entries/sagemaker-geospatial";

const needs = (ids: readonly string[] | null, service = personalize) =>
  requirementsOf(service, ids).map(({ id, actions }) => `${id}: ${[...actions].sort().join(" ")}`);

const five = "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey kms:ListGrants";
const four = "kms:Decrypt kms:DescribeKey kms:GenerateDataKey kms:ListGrants";

describe("Personalize's list", () => {
  const keyPolicy = [`personalize.key-policy.role: ${five}`, `personalize.key-policy.service: ${five}`];
  const rolePolicy = `personalize.role-policy.role: ${four}`;

  test.each(["dataset-export-job", "batch-inference-job", "batch-segment-job", "metric-attribution"])(
    "%s: both policies",
    (id) => {
      expect(needs([id])).toEqual([...keyPolicy, rolePolicy]);
    },
  );

  test("an import needs the key policy alone", () => {
    expect(needs(["dataset-import-job"])).toEqual(keyPolicy);
  });

  test("an import beside another job is not spared", () => {
    expect(needs(["dataset-import-job", "batch-inference-job"])).toContain(rolePolicy);
  });

  test("a dataset group also needs the data key without plaintext in the key policy, once exported", () => {
    const rows = requirementsOf(personalize, ["dataset-group"]).filter(
      ({ when }) => when === "dataset-group-key-exported",
    );
    expect(rows.map(({ layer, grantee, actions }) => [layer, grantee, actions])).toEqual([
      ["key-policy", "role", ["kms:GenerateDataKeyWithoutPlaintext"]],
      ["key-policy", "service", ["kms:GenerateDataKeyWithoutPlaintext"]],
    ]);
  });

  test("CreateGrant is required in no role policy", () => {
    const rows = personalize.requirements.filter(({ layer }) => layer === "role-policy");
    expect(rows.flatMap(({ actions }) => actions)).not.toContain("kms:CreateGrant");
  });

  test("a data deletion job needs nothing of a key", () => {
    expect(needs(["data-deletion-job"])).toEqual([]);
  });

  test("operations not known: every requirement", () => {
    expect(needs(null)).toHaveLength(5);
  });
});

describe("SageMaker geospatial's list", () => {
  const fourGeo = "kms:CreateGrant kms:Decrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext";

  test.each([
    "earth-observation-job",
    "vector-enrichment-job",
    "earth-observation-job-export",
    "vector-enrichment-job-export",
  ])("%s: the role, in the key policy, and in its own where no account root administers the key", (id) => {
    expect(needs([id], sagemakerGeospatial)).toEqual([
      `sagemaker-geospatial.key-policy.role: ${fourGeo}`,
      `sagemaker-geospatial.role-policy.role: ${fourGeo}`,
    ]);
    expect(requirementsOf(sagemakerGeospatial, [id]).map(({ when }) => when)).toEqual([
      "always",
      "no-account-root-administrator",
    ]);
  });

  test("no requirement names the service itself", () => {
    expect(sagemakerGeospatial.requirements.map(({ grantee }) => grantee)).not.toContain("service");
    expect(sagemakerGeospatial.callsByItself).toBe(false);
  });

  test("runs in us-west-2 only", () => {
    expect(sagemakerGeospatial.regions?.only).toEqual(["us-west-2"]);
  });
});

describe("look-ups", () => {
  test("a service by id", () => {
    expect(serviceById("personalize")).toBe(personalize);
    expect(serviceById("Personalize")).toBeUndefined();
  });

  test("an operation by id and by API action", () => {
    expect(operationById(personalize, "metric-attribution")?.api).toContain("UpdateMetricAttribution");
    expect(operationByApi(personalize, "createDatasetGroup")?.id).toBe("dataset-group");
    expect(operationByApi(personalize, "GetRecommendations")).toBeUndefined();
  });
});

describe.each(services.map((service) => [service.id, service] as const))("%s as data", (_, service) => {
  const ids = service.operations.map(({ id }) => id);

  const uses = [...ids, ...(service.signals ?? []).map(({ use }) => use)];

  test("requirements and exemptions name operations, or uses, that exist, and each use has a requirement", () => {
    const named = [...service.requirements.flatMap(({ neededBy }) => neededBy)].concat(
      service.exemptions.flatMap(({ operations }) => operations ?? []),
    );
    expect(named.filter((id) => !uses.includes(id))).toEqual([]);
    const workable = (service.signals ?? []).filter(({ unsupported }) => unsupported === undefined);
    expect(workable.filter(({ use }) => !named.includes(use))).toEqual([]);
  });

  test("ids are unique and start with the service's", () => {
    const all = service.requirements.map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(ids).size).toBe(ids.length);
    expect(all.filter((id) => !id.startsWith(`${service.id}.`))).toEqual([]);
  });

  test("actions are full KMS action names, each once a requirement", () => {
    for (const { actions } of service.requirements) {
      expect(actions.filter((action) => !/^kms:[A-Z][A-Za-z]+$/.test(action))).toEqual([]);
      expect(new Set(actions).size).toBe(actions.length);
    }
  });

  test("every sentence has its AWS page and the day it was read", () => {
    const sources = [
      ...service.requirements.flatMap(({ source, also = [] }) => [source, ...also]),
      ...(service.takes === undefined ? [] : [service.takes.source]),
      ...(service.signals ?? []).flatMap(({ unsupported = [] }) => unsupported),
      ...service.exemptions.map(({ source }) => source),
      ...Object.values(service.notes),
      ...(service.regions === undefined ? [] : [service.regions.source]),
    ];
    for (const source of sources) {
      expect(source.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
      expect(source.read <= catalogue.date).toBe(true);
      expect(source.says.length).toBeGreaterThan(20);
    }
  });
});

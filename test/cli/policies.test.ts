import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { JsonObject } from "../../src/plan";
import type { PlannedPolicy } from "../../src/print/planned-policies";
import { runIn } from "./harness";

const FIXTURE = join(__dirname, "../fixtures/policies");

async function policies(path: string, ...args: readonly string[]): Promise<readonly PlannedPolicy[]> {
  const { code, out, err } = await runIn(FIXTURE, ["policies", path, ...args, "--format", "json"]);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as readonly PlannedPolicy[];
}

const EVERY = [
  "aws_ecr_repository_policy.r policy",
  "aws_kms_key_policy.k policy",
  "aws_opensearch_domain.o access_policies",
  "aws_secretsmanager_secret.s policy",
  "aws_sns_topic_policy.t policy",
  "aws_sqs_queue_policy.q policy",
  "aws_ssm_parameter.p value",
  "aws_vpc_endpoint.e policy",
  "terraform_data.held input.nested[0]",
];

describe.each(["plan.bin", "plan.json"])("of %s", (file) => {
  const path = join(FIXTURE, file);

  test("every policy document is found, whichever resource holds it, and nothing else", async () => {
    const found = await policies(path);
    expect(found.map(({ address, attribute }) => `${address} ${attribute}`)).toEqual(EVERY);
  });

  test("they are what will be once the plan is applied: no copy of what was", async () => {
    const found = await policies(path);
    expect(JSON.stringify(found)).not.toContain('"old"');
    expect(found.find(({ address }) => address === "aws_sns_topic_policy.t")?.document).toMatchObject({
      Statement: [{ Sid: "new" }],
    });
  });

  test("a document that a provider's schema calls sensitive is named and not shown", async () => {
    const [hidden] = await policies(path, "aws_ssm_parameter.p");
    expect(hidden).toMatchObject({ document: null, because: "it is sensitive, so that it is not shown" });
  });

  test("one that is not known is there all the same", async () => {
    const [queue] = await policies(path, "aws_sqs_queue_policy.q");
    expect(queue?.origin).toBe(file === "plan.bin" ? "source" : "unknown");
  });
});

describe("copies of a policy that another resource manages", () => {
  let folder = "";
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "policies-"))));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  interface Entry extends JsonObject {
    readonly address: string;
    readonly change: JsonObject;
  }

  /** The plan, the change of one resource replaced. */
  function changed(address: string, change: (before: JsonObject) => JsonObject): string {
    const plan = JSON.parse(readFileSync(join(FIXTURE, "plan.json"), "utf8")) as JsonObject;
    const changes = plan.resource_changes as readonly Entry[];
    const path = join(folder, "plan.json");
    const resource_changes = changes.map((each) =>
      each.address === address ? { ...each, change: { ...each.change, ...change(each.change) } } : each,
    );
    writeFileSync(path, JSON.stringify({ ...plan, resource_changes }));
    return path;
  }
  const at = async (path: string, address: string): Promise<readonly PlannedPolicy[]> =>
    (await policies(path)).filter((each) => each.address === address);

  test("are what stands where nothing changes", async () => {
    const path = changed("aws_sns_topic_policy.t", ({ before }) => ({ actions: ["no-op"], after: before ?? null }));
    expect(await at(path, "aws_sns_topic.t")).toHaveLength(1);
  });

  test("stand for nothing where the policy is taken away", async () => {
    const removed = { actions: ["delete"], after: null };
    expect(
      await at(
        changed("aws_sns_topic_policy.t", () => removed),
        "aws_sns_topic.t",
      ),
    ).toEqual([]);
    const [key] = await at(
      changed("aws_kms_key_policy.k", () => removed),
      "aws_kms_key.k",
    );
    expect(key).toMatchObject({ origin: "default", attribute: "policy" });
  });

  test("stay where the policy is only forgotten", async () => {
    const path = changed("aws_sns_topic_policy.t", () => ({ actions: ["forget"], after: null }));
    expect(await at(path, "aws_sns_topic.t")).toHaveLength(1);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { gatherFacts } from "../../src/facts/gather-facts";
import type { DeclaredUse } from "../../src/facts/facts";
import type { JsonObject } from "../../src/plan";
import { resolve } from "../../src/resolve/resolve";
import { planOf } from "../resolve/read-fixture";

const folder = join(__dirname, "../scenarios/detectors/step-functions-run-time-key");
const plan = planOf(JSON.parse(readFileSync(join(folder, "plan.json"), "utf8")) as JsonObject);

function runtimeKeys(...declaredUses: readonly DeclaredUse[]): number {
  return gatherFacts(resolve(plan), { declaredUses }).runtimeKeys.length;
}

const operation = gatherFacts(resolve(plan)).runtimeKeys[0]?.operation ?? "";
const declared: DeclaredUse = {
  service: "personalize",
  operations: [operation],
  key: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  role: null,
  at: { file: "kmsgate.yaml", line: 3 },
};

test("an operation whose key comes at run time is open until a team declares it with its key", () => {
  expect(operation).not.toBe("");
  expect(runtimeKeys()).toBe(1);
  expect(runtimeKeys(declared)).toBe(0);
});

test("declaring another operation, another service or no operation does not tell its key", () => {
  expect(runtimeKeys({ ...declared, operations: ["dataset-import-job"].filter((each) => each !== operation) })).toBe(1);
  expect(runtimeKeys({ ...declared, service: "sagemaker-geospatial" })).toBe(1);
  expect(runtimeKeys({ ...declared, operations: null })).toBe(1);
});

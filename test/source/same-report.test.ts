import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { renderJson } from "../../src/report/formats/json";
import type { Report } from "../../src/report/report";
import { report } from "./scenario-report";

const FIXTURES = join(__dirname, "../fixtures");
/** Planning failed in these: no report is made of them. */
const ERRORED = new Set(["18-data-kms-key-offline", "19-caller-identity-offline", "40-errored-partial"]);

/** Folders with a plan in both forms, beside its configuration. */
const folders = readdirSync(FIXTURES)
  .flatMap((topic) => readdirSync(join(FIXTURES, topic)).map((name) => join(topic, name)))
  .filter((name) => existsSync(join(FIXTURES, name, "plan.bin")) && existsSync(join(FIXTURES, name, "plan.json")))
  .filter((name) => ![...ERRORED].some((errored) => name.endsWith(errored)));

/** The whole report but for how the plan was read. */
function comparable(found: Report): string {
  const plans = found.plans.map((plan) => ({
    ...plan,
    path: "",
    sha256: "",
    reader: "direct" as const,
    format_version: "",
    source: "plan" as const,
  }));
  return renderJson({ ...found, plans });
}

test("there are plans in both forms", () => {
  expect(folders.length).toBeGreaterThanOrEqual(25);
});

test.each(folders)("%s: the saved plan and plan JSON with its source give the same report", async (name) => {
  const folder = join(FIXTURES, name);
  const saved = await report(join(folder, "plan.bin"));
  const json = await report(join(folder, "plan.json"), folder);
  expect([saved.plans[0]?.source, json.plans[0]?.source]).toEqual(["plan", "directory"]);
  expect(comparable(saved)).toBe(comparable(json));
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { planFromJson, type Json, type JsonObject, type Plan } from "../../src/plan";
import { readSavedPlan, savedPlanToJson } from "../../src/planfile";
import { asArray, asObject, own } from "../../src/plan/json";
import { comparable } from "./comparable";

const RECOVERY = join(__dirname, "../fixtures/recovery");

/** Every saved plan of which `terraform show -json` has been kept. */
const PLANS = readdirSync(RECOVERY).flatMap((folder) =>
  ["plan", "destroy", "replaceopt", "target", "refreshonly"]
    .map((name) => join(RECOVERY, folder, name))
    .filter((path) => existsSync(`${path}.bin`) && existsSync(`${path}.json`))
    .map((path) => [path.slice(RECOVERY.length + 1), path] as const),
);

const ERRORED = ["18-data-kms-key-offline/plan", "19-caller-identity-offline/plan", "40-errored-partial/plan"];

const json = (path: string): JsonObject => JSON.parse(readFileSync(`${path}.json`, "utf8")) as JsonObject;
const direct = (path: string): Plan =>
  readSavedPlan(readFileSync(`${path}.bin`), { path: `${path}.bin`, sha256: "0".repeat(64) });

test("there are plans to compare", () => {
  expect(PLANS.length).toBeGreaterThanOrEqual(33);
});

describe.each(PLANS)("%s", (name, path) => {
  test("is read directly as terraform show -json prints it", () => {
    const read = savedPlanToJson(readFileSync(`${path}.bin`));
    expect(comparable(read, read)).toStrictEqual(comparable(json(path), read));
  });

  test("gives the plan that its JSON gives", () => {
    if (ERRORED.includes(name)) {
      expect(() => direct(path)).toThrow("this plan ended in an error (errored: true)");
      return;
    }
    const read = direct(path);
    const expected = planFromJson(json(path), { path: `${path}.bin`, sha256: "0".repeat(64) });
    expect(read.resources.map(model)).toEqual(expected.resources.map(model));
    expect(read.prior).toEqual(expected.prior);
    expect(expected.variables).toMatchObject(read.variables);
    expect(read.file).toEqual({ ...expected.file, reader: "direct", formatVersion: "3", workspace: "default" });
    expect(read.configuration).toBeNull();
  });

  test("holds the configuration's files", () => {
    if (ERRORED.includes(name)) return;
    const { source } = direct(path);
    for (const [, module] of source?.modules ?? []) {
      const folder = join(path, "..", module.directory);
      for (const [file, text] of module.files) expect(text).toBe(readFileSync(join(folder, file), "utf8"));
      expect([...module.files.keys()].sort()).toEqual(
        readdirSync(folder)
          .filter((file) => /\.tf(?:\.json)?$/.test(file))
          .sort(),
      );
    }
    expect(source?.modules.has("")).toBe(true);
  });
});

/** A resource with what is marked sensitive alone: the empty shape around the marks says nothing. */
function model(resource: Plan["resources"][number]): unknown {
  return { ...resource, afterSensitive: marked(resource.afterSensitive) };
}

function marked(marks: Json, path = ""): string[] {
  if (marks === true) return [path];
  if (Array.isArray(marks)) return asArray(marks).flatMap((each, index) => marked(each, `${path}[${index}]`));
  return Object.keys(asObject(marks) ?? {}).flatMap((key) => marked(own(marks, key) ?? false, `${path}.${key}`));
}

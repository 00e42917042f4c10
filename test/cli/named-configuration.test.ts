import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Report } from "../../src/report/report";
import { runIn } from "./harness";

const plan = resolve(__dirname, "../scenarios/personalize/role-missing/plan.json");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-named-"));
  mkdirSync(join(folder, "a/b"), { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string): void => {
  writeFileSync(join(folder, name), "version: 1\nfail-on: never\n");
};
const checkIn = (within: string, ...more: readonly string[]) => runIn(join(folder, within), ["check", plan, ...more]);

describe("the configuration file in use", () => {
  test("is named in text and JSON, relative to the current folder", async () => {
    write("kmsgate.yaml");
    const text = await checkIn("a/b");
    expect(text.out).toContain("\nconfiguration: ../../kmsgate.yaml\n");
    const { out } = await checkIn("a/b", "--format", "json");
    expect((JSON.parse(out) as Report).config).toEqual({ path: "../../kmsgate.yaml" });
  });

  test("is named as it is given", async () => {
    write("other.yaml");
    expect((await checkIn(".", "--config", "other.yaml")).out).toContain("\nconfiguration: other.yaml\n");
  });

  test("is not named where there is none", async () => {
    expect((await checkIn(".")).out).not.toContain("configuration:");
    expect(JSON.parse((await checkIn(".", "--format", "json")).out)).not.toHaveProperty("config");
  });
});

describe("a file that looks like the configuration", () => {
  test.each(["kmsgate.yml", ".kmsgate.yaml", ".kmsgate.yml"])("%s is not read in silence", async (name) => {
    write(name);
    const { code, err } = await checkIn("a/b");
    expect([code, err]).toEqual([
      1,
      `kmsgate: ../../${name} is not read: the configuration file is kmsgate.yaml, or the one of --config\n`,
    ]);
  });

  test("is no matter above the configuration, or where one is given", async () => {
    write("kmsgate.yml");
    write("a/kmsgate.yaml");
    expect((await checkIn("a/b")).err).toBe("");
    expect((await checkIn(".", "--config", "a/kmsgate.yaml")).err).toBe("");
    expect((await checkIn(".", "--config", "kmsgate.yml")).err).toBe("");
  });

  test("beside the configuration is named all the same", async () => {
    write("kmsgate.yml");
    write("kmsgate.yaml");
    expect((await checkIn(".")).err).toContain("kmsgate.yml is not read");
  });
});

describe("--account", () => {
  const names = (out: string): readonly string[] | undefined => (JSON.parse(out) as Report).plans[0]?.accounts_instead;

  test("that is none of the plan's own is reported", async () => {
    const { out } = await checkIn(".", "--account", "999999999999");
    expect(out.replace(/\s+/g, " ")).toContain(
      "the plan itself names account 111122223333, not the one of --account: check which is right",
    );
    expect(names((await checkIn(".", "--account", "999999999999", "--format", "json")).out)).toEqual(["111122223333"]);
  });

  test("that is the plan's is not", async () => {
    expect(names((await checkIn(".", "--account", "111122223333", "--format", "json")).out)).toBeUndefined();
  });
});

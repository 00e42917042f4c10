import { readSavedPlan } from "../../src/planfile";
import type { PlanSource } from "../../src/plan";
import { PLAN, savedPlan } from "./make";

const MANIFEST = JSON.stringify([
  { Key: "", Dir: "." },
  { Key: "keys", Source: "./keys", Dir: "keys" },
  { Key: "keys.policy", Source: "../shared", Dir: "../shared" },
  { Key: "windows", Source: ".\\mods", Dir: "mods\\w" },
  { Key: "empty", Source: "./empty", Dir: "empty" },
]);

const MEMBERS = {
  "tfconfig/modules.json": MANIFEST,
  "tfconfig/m-/main.tf": "# root",
  "tfconfig/m-/cdk.tf.json": "{}",
  "tfconfig/m-keys/main.tf": "# keys",
  "tfconfig/m-keys.policy/main.tf": "# policy",
  "tfconfig/m-windows/main.tf": "# windows",
};

const source = (members: Readonly<Record<string, string | Uint8Array>>): PlanSource | undefined =>
  readSavedPlan(savedPlan(PLAN, undefined, members), { path: "tfplan", sha256: "" }).source;

test("modules have their address, folder and files", () => {
  const modules = [...(source(MEMBERS)?.modules ?? [])];
  expect(modules.map(([address, { directory, files }]) => [address, directory, Object.fromEntries(files)])).toEqual([
    ["", ".", { "main.tf": "# root", "cdk.tf.json": "{}" }],
    ["module.keys", "keys", { "main.tf": "# keys" }],
    ["module.keys.module.policy", "../shared", { "main.tf": "# policy" }],
    ["module.windows", "mods/w", { "main.tf": "# windows" }],
    ["module.empty", "empty", {}],
  ]);
});

test("to OpenTofu a .tofu file hides the .tf of its name", () => {
  const modules = source({
    "tfconfig/modules.json": MANIFEST,
    "tfconfig/m-/main.tf": "# hidden",
    "tfconfig/m-/main.tofu": "# root",
    "tfconfig/m-/other.tf": "# other",
    "tfconfig/m-/a.tofu.json": "{}",
    "tfconfig/m-keys/main.tofu": "# keys",
  })?.modules;
  expect(Object.fromEntries(modules?.get("")?.files ?? [])).toEqual({
    "a.tofu.json": "{}",
    "main.tofu": "# root",
    "other.tf": "# other",
  });
  expect(Object.fromEntries(modules?.get("module.keys")?.files ?? [])).toEqual({ "main.tofu": "# keys" });
});

test("a plan without configuration has no source", () => {
  expect(source({})).toBeUndefined();
});

test.each([
  ["./keys/main.tf", { text: "# keys" }],
  ["keys/../main.tf", { text: "# root" }],
  ["./keys/../../shared/main.tf", { text: "# policy" }],
  ["mods/w/main.tf", { text: "# windows" }],
  [
    "keys/policy.json",
    { missing: "a saved plan holds no files but the configuration's own; pass --source DIR to read keys/policy.json" },
  ],
  [
    "../../etc/passwd",
    { missing: "a saved plan holds no files but the configuration's own; pass --source DIR to read ../../etc/passwd" },
  ],
  ["/etc/passwd", { missing: "/etc/passwd lies outside the configuration's folders" }],
  ["C:\\x", { missing: "C:\\x lies outside the configuration's folders" }],
])("file(%j)", (path, found) => {
  expect(source(MEMBERS)?.readFile("module.keys", path)).toEqual(found);
});

describe("what is damaged", () => {
  test("a list of modules that is not JSON", () => {
    expect(() => source({ "tfconfig/modules.json": "[" })).toThrow('"tfconfig/modules.json" cannot be decoded');
  });

  test("a module that is not in the list", () => {
    expect(() => source({ ...MEMBERS, "tfconfig/m-other/main.tf": "x" })).toThrow(
      'tfplan: the configuration of module "other" is not in the list of modules',
    );
  });

  test("a file that is not text is found when its module is asked for", () => {
    const modules = source({ ...MEMBERS, "tfconfig/m-keys/main.tf": new Uint8Array([0xff, 0xfe]) })?.modules;
    expect(modules?.get("")?.files.size).toBe(2);
    expect(() => modules?.get("module.keys")?.files).toThrow(
      'tfplan: the zip member "tfconfig/m-keys/main.tf" cannot be decoded',
    );
  });
});

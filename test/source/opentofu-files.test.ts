import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { readDirectory } from "../../src/source";
import { readModuleSource } from "../../src/source/evaluate/module-source";
import type { PlanMaker } from "../../src/plan";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "opentofu-files-"))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const local = (value: string): string => `locals { a = "${value}" }\n`;
const LOCK = (program: string): string => `# This file is maintained automatically by "${program} init".\n`;

/** What `local.a` of the root module is written as, and what is wrong with its files. */
function read(maker: PlanMaker | undefined, module = ""): { a: unknown; errors: readonly string[] } {
  const found = readDirectory(folder, maker).modules.get(module);
  if (found === undefined) return { a: "no such module", errors: [] };
  const { locals, errors } = readModuleSource(found);
  const a = locals.get("a")?.attribute.value;
  return { a: a?.kind === "literal" ? a.value : a?.kind, errors: errors.map(({ message }) => message) };
}

test("the maker of the plan decides which of two files is read", () => {
  put({ "main.tf": local("tf"), "main.tofu": local("tofu"), ".terraform.lock.hcl": LOCK("terraform") });
  expect(read("terraform")).toEqual({ a: "tf", errors: [] });
  expect(read("opentofu")).toEqual({ a: "tofu", errors: [] });
});

test("where the plan does not tell its maker, the lock file does", () => {
  put({ "main.tf": local("tf"), "main.tofu": local("tofu"), ".terraform.lock.hcl": LOCK("tofu") });
  expect(read(undefined)).toEqual({ a: "tofu", errors: [] });
  put({ ".terraform.lock.hcl": LOCK("terraform") });
  expect(read(undefined)).toEqual({ a: "tf", errors: [] });
});

const UNCLEAR = [
  "main.tf:1:1: Beside it stands main.tofu: Terraform reads the one, OpenTofu the other, and it is not certain which of them made the plan; remove the file that is not used.",
];

test("a plan of Terraform's beside OpenTofu's files, without a lock file of Terraform's: neither file is believed", () => {
  put({ "main.tf": local("tf"), "main.tofu": local("tofu") });
  expect(read("terraform").errors).toEqual(UNCLEAR);
  put({ ".terraform.lock.hcl": LOCK("tofu") });
  expect(read("terraform").errors).toEqual(UNCLEAR);
  expect(read("opentofu")).toEqual({ a: "tofu", errors: [] });
});

test("two files that say the same are no question", () => {
  put({ "main.tf": local("both"), "main.tofu": local("both") });
  expect(read(undefined)).toEqual({ a: "both", errors: [] });
});

test("where there is no .tf file, OpenTofu made the plan, whatever it shows", () => {
  put({ "main.tofu.json": '{ "locals": { "a": "json" } }', "main_override.tofu": local("override") });
  expect(read("terraform")).toEqual({ a: "override", errors: [] });
});

test("modules are found by their .tofu files, and hide their .tf files too", () => {
  put({
    "main.tofu": 'module "m" {\n source = "./m"\n}\nmodule "n" {\n source = "./n"\n}\n',
    "m/main.tofu": local("m"),
    "n/main.tf": local("tf"),
    "n/main.tofu": local("tofu"),
    "n/override.tofu.json": "{}",
  });
  expect(read("opentofu", "module.m").a).toBe("m");
  expect(read("opentofu", "module.n").a).toBe("tofu");
});

import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { synthesizedStack } from "./documented";
import { describeWithTerraform, mirrorArguments, openWorkshop, type Workshop } from "./terraform";

const root = resolve(__dirname, "../..");

/** Every folder below these that has Terraform configuration, by its path from the root. */
function configured(...folders: readonly string[]): readonly string[] {
  const found = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".tf") && !entry.parentPath.includes(".terraform"))
      .map(({ parentPath }) => relative(root, parentPath)),
  );
  return [...new Set(found)].sort();
}

const folders = configured("modules", "examples");

/** The apps of examples/ that are written for cdktf; those for cdktn synthesize the same. */
const apps = readdirSync(join(root, "examples")).filter((name) =>
  existsSync(join(root, "examples", name, "cdktf.json")),
);

describeWithTerraform("terraform validate", () => {
  let workshop: Workshop;

  beforeAll(() => {
    workshop = openWorkshop(
      Object.fromEntries(apps.map((name) => [`apps/${name}/cdk.tf.json`, synthesizedStack(join("examples", name))])),
    );
    const wanted = (path: string): boolean => !/\.terraform|cdktf\.out/.test(path);
    for (const folder of ["modules", "examples"]) {
      cpSync(join(root, folder), join(workshop.folder, folder), { recursive: true, filter: wanted });
    }
  });

  afterAll(() => {
    workshop.remove();
  });

  test("looks at every module, at its examples, and at all examples", () => {
    for (const name of ["personalize-kms-key", "geospatial-kms-key"]) {
      expect(folders).toEqual(expect.arrayContaining([`modules/${name}`, `modules/${name}/examples/complete`]));
    }
    expect(folders).toContain("examples/terraform");
    expect(apps).toEqual(["cdktf-geospatial", "cdktf-personalize"]);
  });

  test.each([...folders, ...apps.map((name) => `apps/${name}`)])("%s", (folder) => {
    workshop.run(`-chdir=${folder}`, "init", "-input=false", "-backend=false", "-no-color", ...mirrorArguments());
    expect(workshop.run(`-chdir=${folder}`, "validate", "-no-color")).toContain("The configuration is valid");
    expect(workshop.run("fmt", "-check", folder)).toBe("");
  });

  test.each(folders.filter((folder) => existsSync(join(root, folder, "versions.tf"))))(
    "%s asks for Terraform or OpenTofu 1.4 and the AWS provider 5.0, or later",
    (folder) => {
      const versions = readFileSync(join(root, folder, "versions.tf"), "utf8");
      expect(versions).toContain('required_version = ">= 1.4"');
      expect(versions).toMatch(/source\s+= "hashicorp\/aws"\n\s+version = ">= 5\.0"/);
      expect(dirname(folder)).toBe("modules");
    },
  );
});

import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { errorOf, openWorkshop, root, type Workshop } from "./package";

const tsc = join(root, "node_modules/typescript/bin/tsc");
const cdktf = ["cdktf", "@cdktf/provider-aws", "constructs"];
const cdktn = ["cdktn", "@cdktn/provider-aws", "constructs"];

let workshop: Workshop;

beforeAll(() => {
  workshop = openWorkshop();
}, 120_000);

afterAll(() => {
  rmSync(workshop.folder, { recursive: true, force: true });
});

interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** The stack that an example synthesizes with plain node. */
function synthesized(example: string, stack: string, packages: readonly string[]): Stack {
  const main = readFileSync(join(root, "examples", example, "main.js"), "utf8");
  const project = workshop.project(example, { "main.js": main }, packages);
  expect(errorOf(project, process.execPath, "main.js")).toBe("");
  return JSON.parse(readFileSync(join(project, "cdktf.out/stacks", stack, "cdk.tf.json"), "utf8")) as Stack;
}

describe("examples", () => {
  test("Personalize: cdktf and cdktn synthesize the same", () => {
    const ofCdktf = synthesized("cdktf-personalize", "personalize", cdktf);
    expect(Object.keys(ofCdktf.resource).sort()).toEqual([
      "aws_iam_policy",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
      "aws_kms_alias",
      "aws_kms_key",
      "terraform_data",
    ]);
    expect(synthesized("cdktn-personalize", "personalize", cdktn).resource).toEqual(ofCdktf.resource);
  });

  test("geospatial: two roles in the key policy, and a policy for each", () => {
    const { resource } = synthesized("cdktf-geospatial", "geospatial", cdktf);
    const [key] = Object.values(resource["aws_kms_key"] ?? {});
    expect(key?.["policy"]).toContain("role/geospatial-execution");
    expect(key?.["policy"]).toContain("role/research/geospatial-notebooks");
    expect(Object.keys(resource["aws_iam_role_policy_attachment"] ?? {})).toHaveLength(2);
  });

  test("cdktf.json names the app of each", () => {
    for (const name of ["cdktf-personalize", "cdktf-geospatial"]) {
      const text = readFileSync(join(root, "examples", name, "cdktf.json"), "utf8");
      const { app } = JSON.parse(text) as { readonly app: string };
      expect(app).toBe("node main.js");
      expect(existsSync(join(root, "examples", name, app.replace("node ", "")))).toBe(true);
    }
  });
});

describe("projects that use the package", () => {
  const settings = (moduleResolution: string, module: string): string =>
    JSON.stringify({
      compilerOptions: { strict: true, target: "es2022", module, moduleResolution, types: [], noEmit: true },
      files: ["cdktf.ts", "cdktn.ts"],
    });
  const app = (of: string, path: string): string => `
import { App, TerraformStack } from "${of}";
import { PersonalizeKmsKey, type PersonalizeKmsKeyProps } from "${path}";
const props: PersonalizeKmsKeyProps = { accountId: "1", role: { name: "r" }, operations: ["dataset-group"] };
const key = new PersonalizeKmsKey(new TerraformStack(new App(), "s"), "k", props);
export const arn: string = key.keyArn;
// @ts-expect-error no such operation: the types are those of the package, not any
export const wrong: PersonalizeKmsKeyProps = { ...props, operations: ["train"] };
`;

  test.each([
    ["node16", "node16"],
    ["node10", "commonjs"],
  ])(
    "types with cdktf and cdktn, moduleResolution %s",
    (resolution, module) => {
      const files = {
        "cdktf.ts": app("cdktf", "kmsgate/modules"),
        "cdktn.ts": app("cdktn", "kmsgate/modules/cdktn"),
        "tsconfig.json": settings(resolution, module),
      };
      const project = workshop.project(`types-${resolution}`, files, [...cdktf, "cdktn", "@cdktn/provider-aws"]);
      expect(errorOf(project, process.execPath, tsc)).toBe("");
    },
    60_000,
  );

  test("the gate alone needs neither", () => {
    const main = `
      if (typeof require("kmsgate").check !== "function") throw new Error("no check");
      const loaded = Object.keys(require.cache).filter((path) => /node_modules.(@?cdkt[fn]|constructs)/.test(path));
      if (loaded.length > 0) throw new Error(loaded.join());`;
    const project = workshop.project("gate", { "main.js": main }, []);
    expect(errorOf(project, process.execPath, "main.js")).toBe("");
  });

  test("nothing that is compiled for cdktn names cdktf, nor the other way round", () => {
    const dist = join(workshop.folder, "kmsgate/dist/modules");
    const read = (folder: string): string =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(join(folder, name), "utf8"))
        .join("\n");
    const specifiers = (text: string): string[] =>
      [...text.matchAll(/(?:from |require\()"(@?cdkt[fn])/g)].map(([, name = ""]) => name.replace("@", ""));
    expect(new Set(specifiers(read(dist)))).toEqual(new Set(["cdktf"]));
    expect(new Set(specifiers(read(join(dist, "cdktn"))))).toEqual(new Set(["cdktn"]));
    expect(`${read(dist)}${read(join(dist, "cdktn"))}`).not.toContain("/src/");
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { repositoryPaths } from "../../src/cli/repository-paths";
import { aPlan } from "../report/sample";

const root = mkdtempSync(join(tmpdir(), "kmsgate-paths-"));
const infra = join(root, "infra");
mkdirSync(join(infra, "modules"), { recursive: true });
for (const file of ["infra/main.tf", "infra/modules/m.tf", "root.tf"]) writeFileSync(join(root, file), "");

afterAll(() => {
  rmSync(root, { recursive: true });
});

const plan = (path: string) => ({ ...aPlan, path });

describe("a file that a plan names", () => {
  test.each<[string, string, string, string, string | undefined, string]>([
    ["beside the plan", root, "infra/tfplan", "main.tf", undefined, "infra/main.tf"],
    ["below it", root, "infra/tfplan", "modules/m.tf", undefined, "infra/modules/m.tf"],
    ["in the working directory", root, "artifacts/tfplan", "root.tf", undefined, "root.tf"],
    ["in the folder of --source", root, "artifacts/plan.json", "main.tf", "infra", "infra/main.tf"],
    ["of a plan on standard input", infra, "-", "main.tf", undefined, "main.tf"],
    ["by its whole path", root, "infra/tfplan", join(root, "root.tf"), undefined, "root.tf"],
    ["nowhere", root, "infra/tfplan", "no\\such.tf", undefined, "no/such.tf"],
  ])("%s", (_, cwd, path, file, source, found) => {
    expect(repositoryPaths({ cwd, env: {} }, source).sourcePath(file, plan(path))).toBe(found);
  });

  test.each(["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])("starts at the repository that %s names", (name) => {
    const paths = repositoryPaths({ cwd: infra, env: { [name]: root } });
    expect(paths.sourcePath("main.tf", plan("tfplan"))).toBe("infra/main.tf");
    expect(paths.planPath(plan("tfplan"))).toBe("infra/tfplan");
  });

  test("does not start at a repository that is elsewhere", () => {
    const paths = repositoryPaths({ cwd: infra, env: { GITHUB_WORKSPACE: `${root}/other` } });
    expect(paths.planPath(plan("tfplan"))).toBe("tfplan");
  });
});

test("a plan outside of the repository keeps its whole path, standard input has a name", () => {
  const { planPath } = repositoryPaths({ cwd: infra, env: {} });
  expect(planPath(plan("../tfplan"))).toBe(join(root, "tfplan"));
  expect(planPath(plan("-"))).toBe("standard-input");
  expect(planPath(plan("..plan"))).toBe("..plan");
});

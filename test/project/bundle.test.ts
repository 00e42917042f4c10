import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** The command line in one file, as `npm run build` makes it, must say what the sources say. */
describe("the bundled command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-bundle-"));
  const main = join(folder, "dist/cli/main.js");

  beforeAll(() => {
    execFileSync("cp", [join(ROOT, "package.json"), folder]);
    execFileSync("ln", ["-s", join(ROOT, "node_modules"), join(folder, "node_modules")]);
    execFileSync(process.execPath, [join(ROOT, "scripts/bundle.js"), join(folder, "dist/cli")], { cwd: ROOT });
    // The library's, which the compiler puts there.
    cpSync(join(ROOT, "src/services/managed-policies.json"), join(folder, "dist/services/managed-policies.json"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test.each([
    ["a plan that fails", ["check", join(ROOT, "examples/plans/personalize-fails/plan.json")], 1, "FAIL  "],
    ["a plan that passes", ["check", join(ROOT, "examples/plans/personalize-passes/plan.json")], 0, "PASS  "],
    ["a saved plan", ["check", join(ROOT, "test/fixtures/recovery/02-jsonencode-unknown/plan.bin")], 0, "no KMS use"],
    ["a file that is no plan", ["check", join(ROOT, "package.json")], 2, ""],
    [
      "policies of a saved plan",
      ["policies", join(ROOT, "test/fixtures/recovery/02-jsonencode-unknown/plan.bin")],
      0,
      "aws_kms_key.k",
    ],
    [
      "an AWS managed policy",
      ["check", join(ROOT, "test/scenarios/attachments/administrator-access/plan.json")],
      0,
      "PASS  ",
    ],
  ])("%s", (_, args, code, says) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
    expect({ status, says: stdout.includes(says), internal: stderr.includes("internal error") }).toEqual({
      status: code,
      says: true,
      internal: false,
    });
  });

  describe("with what V8 compiled when it was built", () => {
    const cache = join(folder, "dist/cli/program.cache");
    const plan = join(ROOT, "examples/plans/personalize-fails/plan.json");
    const run = (): { status: number | null; stdout: string; stderr: string } => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [main, "check", plan], { encoding: "utf8" });
      return { status, stdout, stderr };
    };

    test("V8 takes it, under the flags that the command sets", () => {
      const listener = join(folder, "listener.js");
      writeFileSync(
        listener,
        `const vm = require("node:vm");
        vm.Script = class extends vm.Script {
          constructor(source, options) {
            super(source, options);
            if (options.cachedData) process.stderr.write("rejected: " + this.cachedDataRejected);
          }
        };`,
      );
      const { stderr } = spawnSync(process.execPath, ["--require", listener, main, "check", plan], {
        encoding: "utf8",
      });
      expect(stderr).toBe("rejected: false");
    });

    test("the program says the same without it, and with one that is of no use", () => {
      const expected = run();
      expect(expected.stdout).toContain("FAIL  ");
      renameSync(cache, `${cache}.kept`);
      expect(run()).toEqual(expected);
      writeFileSync(cache, "of another version");
      expect(run()).toEqual(expected);
      renameSync(`${cache}.kept`, cache);
    });

    test("an installation that lacks the program exits with 2, not with Node's 1", () => {
      const program = join(folder, "dist/cli/program.js");
      renameSync(program, `${program}.kept`);
      const { status, stdout, stderr } = run();
      renameSync(`${program}.kept`, program);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain("kmsgate: the installation is broken");
    });
  });
});

import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { openConsumer, type Consumer } from "../package/consumer";
import { actionIn, runAction, workspaceOf, type ActionEnded } from "./composite-action";

const root = resolve(__dirname, "../..");
const bytes = (path: string): Buffer => readFileSync(join(root, path));
const fails = bytes("examples/plans/personalize-fails/plan.json");
const passes = bytes("examples/plans/personalize-passes/plan.json");

/** A checkout of the action as it is when its packages are installed. */
let consumer: Consumer;
let checkout: string;
let workspace: string;

beforeAll(() => {
  consumer = openConsumer();
  checkout = mkdtempSync(join(tmpdir(), "checkout-"));
  for (const name of ["action.yml", "action"]) cpSync(join(root, name), join(checkout, name), { recursive: true });
  cpSync(join(consumer.folder, "node_modules/kmsgate"), checkout, { recursive: true });
  cpSync(join(consumer.folder, "node_modules"), join(checkout, "node_modules"), { recursive: true });
  workspace = workspaceOf({
    "stack/main.tf": bytes("examples/plans/personalize-fails/main.tf"),
    "stack/plan.json": fails,
    "passes/plan.json": passes,
    "undecided.json": bytes("test/scenarios/unknown/unlinked-key/plan.json"),
    "joined/platform.json": bytes("test/join/stacks/platform/plan.json"),
    "joined/product.json": bytes("test/join/stacks/product/plan.json"),
    "state.json": '{"format_version":"1.0","terraform_version":"1.11.4","values":{}}',
  });
}, 600_000);

afterAll(() => {
  consumer.remove();
  for (const folder of [checkout, workspace]) rmSync(folder, { recursive: true });
});

const action = (inputs: Readonly<Record<string, string>>): ActionEnded => runAction(checkout, workspace, inputs);

describe("the action", () => {
  test("every input is read, and every value read is an input", () => {
    const { inputs, runs } = actionIn(root);
    const handed = runs.steps.flatMap(({ env }) => Object.keys(env ?? {}));
    const names = Object.keys(inputs).filter((name) => name !== "working-directory");
    expect(handed).toEqual(names.map((name) => `INPUT_${name.toUpperCase().replaceAll("-", "_")}`));
    const script = bytes("action/check.js").toString();
    expect(names.filter((name) => !script.includes(`"${name}"`))).toEqual([]);
  });

  test("a plan that fails: annotations, summary, SARIF, report and outputs", () => {
    const { code, log, summary, outputs } = action({ plan: "stack/plan.json", source: "stack" });
    expect([code, outputs["verdict"], outputs["exit-code"]]).toEqual([1, "fail", "1"]);
    expect(log).toMatch(/^::error file=stack\/main\.tf,line=\d+,title=/m);
    expect(summary).toContain("kms:CreateGrant");
    const sarif = JSON.parse(readFileSync(outputs["sarif-file"] ?? "", "utf8")) as { readonly version: string };
    expect(sarif.version).toBe("2.1.0");
    const report = JSON.parse(readFileSync(outputs["json-file"] ?? "", "utf8")) as { readonly findings: unknown[] };
    expect(report.findings.length).toBeGreaterThan(0);
  });

  test("what the log shows of a plan is no command to the runner", () => {
    const { log } = action({ plan: "stack/plan.json" });
    const [, token = ""] = /^::stop-commands::(.+)$/m.exec(log) ?? [];
    expect(log.indexOf("FAIL  ")).toBeGreaterThan(log.indexOf(token));
    expect(log.indexOf(`::${token}::`)).toBeGreaterThan(log.indexOf("FAIL  "));
  });

  test("a plan that passes, in the folder named, with files where they are wanted", () => {
    const { code, outputs } = action({
      plan: "plan.json",
      "working-directory": "passes",
      "sarif-file": "kmsgate.sarif",
      "json-file": "kmsgate.json",
      "markdown-file": "comment.md",
    });
    expect([code, outputs["verdict"]]).toEqual([0, "pass"]);
    expect(outputs["sarif-file"]).toBe(join(workspace, "passes/kmsgate.sarif"));
    for (const name of ["kmsgate.sarif", "kmsgate.json", "comment.md"]) {
      expect(existsSync(join(workspace, "passes", name))).toBe(true);
    }
  });

  test("several plans and a pattern, without annotations and summary", () => {
    const { code, log, summary } = action({
      plan: "stack/plan.json\n\n  pass*/plan.json\n",
      annotations: "false",
      summary: "false",
    });
    expect([code, summary]).toEqual([1, ""]);
    expect(log).toContain("2 keys in use: 1 failed, 1 passed");
    expect(log).not.toMatch(/^::error/m);
  });

  test.each([
    [{ plan: "undecided.json" }, 3, "undecided"],
    [{ plan: "joined/*.json" }, 3, "undecided"],
    [{ plan: "joined/*.json", join: "true" }, 0, "pass"],
    [{ plan: "undecided.json", "on-undecided": "warn" }, 0, "undecided"],
    [{ plan: "stack/plan.json", "fail-on": "never" }, 0, "fail"],
    [{ plan: "undecided.json", arguments: "--on-undecided\nignore" }, 0, "undecided"],
  ])("%p ends with %i", (inputs, code, verdict) => {
    const ended = action(inputs);
    expect([ended.code, ended.outputs["exit-code"], ended.outputs["verdict"]]).toEqual([code, String(code), verdict]);
  });

  test.each([
    ["no plan", { plan: "state.json" }, "error"],
    ["a file that is not there", { plan: "absent.json" }, "error"],
    ["a name that looks like an option", { plan: "--help" }, "error"],
    ["an unknown profile", { plan: "stack/plan.json", profile: "lenient" }, ""],
    ["no plan named", { plan: "" }, ""],
  ])("could not look: %s", (_, inputs, verdict) => {
    const { code, log, outputs } = action(inputs);
    expect([code, outputs["verdict"], outputs["exit-code"]]).toEqual([2, verdict, "2"]);
    expect(log).toMatch(/^::error title=kmsgate could not look::.+/m);
  });
});

describe("installing", () => {
  /** Runs the script in a checkout of its own, with an npm that notes what it is asked for. */
  function installed(files: Readonly<Record<string, string>>): string {
    const folder = workspaceOf(files);
    cpSync(join(root, "action"), join(folder, "action"), { recursive: true });
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin/npm"), `#!/bin/sh\necho "$PWD $*" | sed "s|^${folder}||" >> "${folder}/asked"\n`);
    chmodSync(join(folder, "bin/npm"), 0o755);
    const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}` };
    const { status } = spawnSync("bash", [join(folder, "action/install.sh")], { cwd: tmpdir(), env });
    expect(status).toBe(0);
    const asked = join(folder, "asked");
    const said = existsSync(asked) ? readFileSync(asked, "utf8") : "";
    rmSync(folder, { recursive: true });
    return said;
  }

  test("a checkout of the source is built", () => {
    expect(installed({ "package.json": "{}" })).toBe(" ci --no-audit --no-fund --loglevel=error\n");
  });

  test("a release's tag needs only what the program loads", () => {
    expect(installed({ "dist/cli/main.js": "" })).toBe(
      " ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error\n",
    );
  });

  test("a second use in the same job needs nothing", () => {
    expect(installed({ "dist/cli/main.js": "", "node_modules/yaml/package.json": "{}" })).toBe("");
  });
});

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { compiled } from "../cli/compiled";

const root = resolve(__dirname, "../..");
const example = (name: string): Buffer => readFileSync(join(root, "examples/plans", name, "plan.json"));

let folder: string;
let script: string;
let summary: string;

beforeAll(() => {
  // A checkout of the action, built.
  const dist = compiled();
  cpSync(join(root, "action"), join(dirname(dist), "action"), { recursive: true });
  script = join(dirname(dist), "action/check.js");
}, 60_000);
afterAll(() => {
  rmSync(resolve(script, "../.."), { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-action-"));
  mkdirSync(join(folder, "temporary"));
  summary = join(folder, "summary");
  writeFileSync(join(folder, "ok.json"), example("personalize-passes"));
  writeFileSync(join(folder, "state.json"), '{"format_version":"1.0","terraform_version":"1.11.4","values":{}}');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

/** Runs the step as the runner does, in a folder that holds a plan that passes and a state. */
function step(inputs: Readonly<Record<string, string>>) {
  const env = {
    PATH: process.env["PATH"],
    NODE_PATH: join(root, "node_modules"),
    RUNNER_TEMP: join(folder, "temporary"),
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: join(folder, "outputs"),
    ...inputs,
  };
  const { status, stdout } = spawnSync(process.execPath, [script], { cwd: folder, env, encoding: "utf8" });
  const [, verdict] = existsSync(join(folder, "outputs")) ? (/^verdict<<.*\n(.*)$/m.exec(read("outputs")) ?? []) : [];
  return { status, stdout, verdict };
}

test.each([
  ["a folder where a file is to be written", { INPUT_SARIF_FILE: "." }, /EISDIR|directory/],
  ["no temporary folder", { RUNNER_TEMP: "missing" }, /ENOENT/],
  ["join that is neither true nor false", { INPUT_JOIN: "yes" }, /join is neither true nor false/],
])("the action ends with 2, never 1, where it could not look: %s", (_, inputs, told) => {
  const { status, stdout } = step({ INPUT_PLAN: "plan.json", ...inputs });
  expect(status).toBe(2);
  expect(stdout).toMatch(/^::error title=kmsgate could not look::/);
  expect(stdout).toMatch(told);
});

describe("a plan that could not be read beside one that passes", () => {
  test("is in the comment, the summary, the annotations and the outputs", () => {
    const { status, stdout, verdict } = step({ INPUT_PLAN: "ok.json\nstate.json", INPUT_MARKDOWN_FILE: "comment.md" });
    expect([status, verdict]).toEqual([2, "error"]);
    const line =
      "**ERROR** `state.json` could not be read; 1 key in use: 1 passed; judged for Amazon Personalize; not judged for Amazon `S3`";
    expect(read("comment.md").split("\n").slice(0, 4)).toEqual(["<!-- kmsgate -->", "### kmsgate", "", line]);
    expect(read("summary").split("\n").slice(0, 3)).toEqual(["### kmsgate", "", line]);
    expect(stdout).toMatch(
      /^::error file=state\.json,line=1,title=plan could not be read::state\.json could not be read: /m,
    );
  });

  test("is in them alone, too", () => {
    const { status, verdict } = step({ INPUT_PLAN: "state.json", INPUT_MARKDOWN_FILE: "comment.md" });
    expect([status, verdict]).toEqual([2, "error"]);
    expect(read("comment.md")).toContain("\n**ERROR** `state.json` could not be read\n");
  });
});

test("without a report, the comment and the summary say why", () => {
  const { status, verdict } = step({
    INPUT_PLAN: "ok.json",
    INPUT_PROFILE: "lenient",
    INPUT_MARKDOWN_FILE: "comment.md",
  });
  expect([status, verdict]).toEqual([2, ""]);
  for (const name of ["comment.md", "summary"])
    expect(read(name)).toMatch(/^\*\*ERROR\*\* kmsgate could not look:\n\n {4}kmsgate: .*lenient/m);
});

test("a file that is to be checked is neither deleted nor overwritten", () => {
  const before = read("ok.json");
  const { status } = step({ INPUT_PLAN: "ok.json", INPUT_JSON_FILE: "ok.json" });
  expect([status, read("ok.json")]).toEqual([2, before]);
});

test("a report of an earlier run is no report of this one", () => {
  const files = { INPUT_JSON_FILE: "k.json", INPUT_SARIF_FILE: "k.sarif", INPUT_MARKDOWN_FILE: "k.md" };
  expect(step({ INPUT_PLAN: "ok.json", ...files })).toMatchObject({ status: 0, verdict: "pass" });
  step({ INPUT_PLAN: "ok.json", INPUT_PROFILE: "lenient", ...files });
  expect([existsSync(join(folder, "k.json")), existsSync(join(folder, "k.sarif"))]).toEqual([false, false]);
  expect(read("k.md")).toContain("**ERROR**");
});

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { parse } from "yaml";

const root = resolve(__dirname, "../..");
const folder = join(root, ".github/workflows");

interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflow = (name: string): Workflow => parse(readFileSync(join(folder, name), "utf8")) as Workflow;
const { scripts, publishConfig } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly publishConfig: unknown;
};

describe.each(readdirSync(folder))("%s", (name) => {
  const { jobs, permissions } = workflow(name);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test("runs actions of a version, scripts that are there, and may do no more than read", () => {
    const uses = steps.flatMap((step) => step.uses ?? []).filter((action) => action !== "./");
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@v\d/.test(action))).toEqual([]);
    const asked = steps.flatMap(({ run = "" }) =>
      [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script),
    );
    expect(asked.filter((script) => !(script in scripts))).toEqual([]);
    expect(permissions).toEqual({ contents: "read" });
  });
});

describe("a release", () => {
  const { jobs } = workflow("release.yml");
  const runs = (job: Job | undefined): string[] => job?.steps.flatMap(({ run }) => run ?? []) ?? [];

  test("is published with provenance, after everything that has to hold", () => {
    const { publish } = jobs;
    expect(publish?.permissions).toEqual({ contents: "read", "id-token": "write" });
    const inOrder = runs(publish).map((script) => script.split("\n")[0] ?? "");
    const at = (command: string): number => inOrder.findIndex((script) => script.startsWith(command));
    expect(at(".ci/run")).toBeGreaterThanOrEqual(0);
    expect(at("npm publish --provenance")).toBeGreaterThan(at(".ci/run"));
    expect(publishConfig).toEqual({ access: "public", provenance: true });
  });

  test("moves the major version's tag to the same sources with what is built, and changes nothing else", () => {
    const script = runs(jobs["action"]).find((run) => run.includes("git push")) ?? "";
    const place = mkdtempSync(join(tmpdir(), "release-"));
    const checkout = join(place, "checkout");
    const env = {
      ...process.env,
      GITHUB_REF_NAME: "v1.2.3",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_SYSTEM: "/dev/null",
    };
    const git = (...args: readonly string[]): string =>
      execFileSync("git", ["-C", checkout, "-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
        env,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    mkdirSync(join(checkout, "dist"), { recursive: true });
    execFileSync("git", ["init", "--quiet", "--bare", join(place, "origin")], { env });
    writeFileSync(join(checkout, ".gitignore"), "dist/\n");
    writeFileSync(join(checkout, "dist/main.js"), "");
    git("init", "--quiet", "--initial-branch=main");
    git("remote", "add", "origin", join(place, "origin"));
    git("add", ".");
    git("commit", "--message", "Sources");
    git("tag", "v1");
    git("tag", "v1.2.3");
    git("push", "origin", "main", "v1", "v1.2.3");
    const sources = git("rev-parse", "HEAD");
    execFileSync("bash", ["-eo", "pipefail", "-c", script], { cwd: checkout, env, stdio: "ignore" });
    git("fetch", "--force", "--tags", "origin");
    expect(git("ls-tree", "-r", "--name-only", "v1").split("\n")).toEqual([".gitignore", "dist/main.js"]);
    expect(git("rev-parse", "v1^", "v1.2.3", "origin/main").split("\n")).toEqual([sources, sources, sources]);
    rmSync(place, { recursive: true });
  });
});

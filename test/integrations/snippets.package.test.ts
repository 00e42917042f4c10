import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { parse } from "yaml";

import { openConsumer, type Consumer } from "../package/consumer";
import { actionIn } from "./composite-action";
import { openPrograms, shell, snippets, type Programs } from "./snippets";

const root = resolve(__dirname, "../..");

// What terraform's plan is, and what has to become of it: applied, or not.
const plans = [
  ["a plan that passes", "examples/plans/personalize-passes/plan.json", true],
  ["a saved plan that fails", "test/fixtures/cdktf/stack/plan.bin", false],
  ["a plan with something undecided", "test/scenarios/unknown/unlinked-key/plan.json", false],
  ["what is no plan", "package.json", false],
] as const;

let consumer: Consumer;
let programs: Programs;
let job: string;

beforeAll(() => {
  consumer = openConsumer();
  programs = openPrograms(join(consumer.folder, "programs"), join(consumer.folder, "node_modules/.bin/kmsgate"));
}, 600_000);
afterAll(() => {
  consumer.remove();
});
beforeEach(() => {
  job = mkdtempSync(join(tmpdir(), "job-"));
  programs.asked();
});
afterEach(() => {
  rmSync(job, { recursive: true });
});

type Env = Readonly<Record<string, string>>;
const sh = (script: string, env: Env, how: readonly string[] = ["sh", "-e"]): number | null =>
  shell(how, script, { cwd: job, env, programs }).code;
const planned = (path: string): Env => ({ PLAN: join(root, path) });
const applied = (): boolean => programs.asked().some((line) => /^terra\w+ (run --all )?apply/.test(line));
const written = (name: string): string => readFileSync(join(job, name), "utf8");

/** The n-th YAML block of a document. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- says what the document holds
function yaml<T>(document: string, index = 0): T {
  return parse(snippets(document, "yaml")[index] ?? "") as T;
}

describe.each(plans)("%s", (_, path, passes) => {
  test("GitLab: jobs in the order of their stages", () => {
    type Job = { readonly stage: string; readonly script: readonly string[]; readonly artifacts?: Artifacts };
    type Artifacts = { readonly when?: string; readonly reports?: Readonly<Record<string, string>> };
    const { stages, ...jobs } = yaml<{ readonly stages: readonly string[] } & Readonly<Record<string, Job>>>(
      "gitlab.md",
    );
    const inOrder = stages.flatMap((stage) =>
      Object.values(jobs as Record<string, Job>).filter((each) => each.stage === stage),
    );
    expect(inOrder).toHaveLength(3);
    inOrder.every(({ script }) => sh(script.join("\n"), planned(path)) === 0);
    expect(applied()).toBe(passes);
    const [, gate] = inOrder;
    expect(gate?.artifacts?.when).toBe("always");
    const { junit = "", codequality = "" } = gate?.artifacts?.reports ?? {};
    // What could not be read is in the files too.
    expect([existsSync(join(job, junit)), existsSync(join(job, codequality))]).toEqual([true, true]);
    expect(Array.isArray(JSON.parse(written(codequality)))).toBe(true);
  });

  test("Jenkins: steps of shell, in their order", () => {
    const [pipeline = ""] = snippets("jenkins.md", "groovy");
    const steps = [...pipeline.matchAll(/^\s*sh '(.*)'$/gm)].map(([, script = ""]) => script);
    expect(steps).toHaveLength(4);
    steps.every((script) => sh(script, planned(path), ["sh", "-xe"]) === 0);
    expect(applied()).toBe(passes);
    for (const name of ["kmsgate-junit.xml", "kmsgate.sarif"]) {
      expect(pipeline).toContain(`'${name}'`);
      expect(existsSync(join(job, name))).toBe(true);
    }
  });

  test("Atlantis: a plan that does not pass is not there to be applied", () => {
    type Steps = { readonly steps: readonly (string | { readonly run: string })[] };
    const { workflows } = yaml<{
      readonly workflows: Readonly<Record<string, { readonly plan: Steps; readonly apply: Steps }>>;
    }>("atlantis.md");
    const workflow = workflows["kmsgate"];
    const PLANFILE = join(job, "my project-default.tfplan");
    const step = (each: string | { readonly run: string }): boolean => {
      if (typeof each !== "string") return sh(each.run, { PLANFILE, DIR: job, WORKSPACE: "default" }, ["sh"]) === 0;
      return (
        sh(
          { init: "terraform init", plan: 'terraform plan "-out=$PLANFILE"', apply: 'terraform apply "$PLANFILE"' }[
            each
          ] ?? "exit 64",
          {
            ...planned(path),
            PLANFILE,
          },
        ) === 0
      );
    };
    expect(workflow?.plan.steps.every(step)).toBe(passes);
    expect(existsSync(PLANFILE)).toBe(passes);
    // Somebody puts it back.
    writeFileSync(PLANFILE, readFileSync(join(root, path)));
    expect(workflow?.apply.steps.every(step)).toBe(passes);
    expect(applied()).toBe(passes);
  });

  test("Spacelift: the hook's commands, joined", () => {
    const { stack_defaults: hooks } = yaml<{ readonly stack_defaults: { readonly after_plan: readonly string[] } }>(
      "spacelift.md",
    );
    writeFileSync(join(job, "spacelift.plan"), readFileSync(join(root, path)));
    expect(sh(hooks.after_plan.join(" && "), {}, ["sh"]) === 0).toBe(passes);
    const report = "kmsgate.custom.spacelift.json";
    expect(existsSync(join(job, report))).toBe(true);
    expect(JSON.parse(written(report))).toHaveProperty("summary.verdict");
  });

  test("GitHub: what runs around the action", () => {
    type Step = { readonly uses?: string; readonly run?: string; readonly if?: string; readonly with?: Env };
    const { jobs } = yaml<{ readonly jobs: { readonly plan: { readonly steps: readonly Step[] } } }>("github.md");
    const code = jobs.plan.steps.reduce<number | null>((ended, { uses, run, with: given }) => {
      if (ended !== 0) return ended;
      if (run !== undefined) return sh(run, planned(path), ["bash", "-eo", "pipefail"]);
      if (uses?.includes("/kmsgate@") !== true) return 0;
      const { inputs } = actionIn(root);
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given ?? {})));
      return sh(`kmsgate check ${given?.["plan"] ?? ""}`, {});
    }, 0);
    expect([code === 0, applied()]).toEqual([passes, passes]);
  });
});

describe("Terragrunt", () => {
  const [script = ""] = snippets("terragrunt.md", "sh");

  test.each([
    ["a unit answers for another, and all are applied", "test/join/stacks", "platform product", true],
    ["nothing is applied where one unit fails", "examples/plans", "personalize-passes geospatial-fails", false],
  ])("%s", (_, folder, units, passes) => {
    expect(sh(script, { PLANS: join(root, folder), UNITS: units }) === 0).toBe(passes);
    expect(applied()).toBe(passes);
  });
});

test("the GitHub workflow reads outputs that the action has", () => {
  const [workflow = ""] = snippets("github.md", "yaml");
  const read = [...workflow.matchAll(/steps\.kmsgate\.outputs\.([\w-]+)/g)].map(([, name]) => name);
  expect(read.length).toBeGreaterThan(0);
  expect(Object.keys(actionIn(root).outputs)).toEqual(expect.arrayContaining(read));
});

test("GitLab: the job that goes on where something is undecided is the gate, with kmsgate's exit code", () => {
  const jobs = yaml<Readonly<Record<string, unknown>>>("gitlab.md", 1);
  expect(yaml<Readonly<Record<string, unknown>>>("gitlab.md")).toHaveProperty(Object.keys(jobs)[0] ?? "");
  const undecided = consumer.kmsgate(["check", join(root, plans[2][1])]).code;
  expect(Object.values(jobs)).toEqual([{ allow_failure: { exit_codes: [undecided] } }]);
});

describe("the comment on a pull request", () => {
  const comment = (comments: readonly (readonly [number, string])[]): string[] => {
    const [step] = yaml<readonly { readonly run: string }[]>("github.md", 1);
    const COMMENTS = join(job, "comments");
    writeFileSync(COMMENTS, comments.map((each) => JSON.stringify(each)).join("\n"));
    const plan = join(root, plans[1][1]);
    expect(consumer.kmsgate(["check", plan, "--output", `markdown=${join(job, "kmsgate.md")}`]).code).toBe(1);
    const env = { COMMENTS, GITHUB_REPOSITORY: "owner/name", PULL_REQUEST: "7" };
    expect(sh(step?.run ?? "", env, ["bash", "-eo", "pipefail"])).toBe(0);
    return programs.asked();
  };

  test("is made where there is none", () => {
    const [, second] = comment([[1, "Looks good"]]);
    expect(second).toBe("gh pr comment 7 --body-file kmsgate.md");
  });

  test("replaces the one of an earlier run", () => {
    const [, second] = comment([
      [1, "Looks good"],
      [2, "<!-- kmsgate -->\n### kmsgate\n\nold"],
    ]);
    expect(second).toBe("gh api --method PATCH repos/owner/name/issues/comments/2 --field body=@kmsgate.md");
  });
});

describe("pre-commit hooks", () => {
  interface Hook {
    readonly id: string;
    readonly language: string;
    readonly entry: string;
    readonly files?: string;
    readonly args?: readonly string[];
    readonly pass_filenames?: boolean;
    readonly require_serial?: boolean;
  }
  const hooks = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8")) as readonly Hook[];
  const names = (hook: Hook | undefined, all: readonly string[]): readonly string[] =>
    hook?.pass_filenames === false ? [] : all.filter((name) => new RegExp(hook?.files ?? "").test(name));

  /** As pre-commit calls a hook: the entry's words, its arguments, and the changed files that it is for. */
  const run = (hook: Hook | undefined, all: readonly string[]): number | null => {
    const words = [...(hook?.entry.split(" ") ?? []), ...(hook?.args ?? []), ...names(hook, all)];
    return sh(words.map((word) => `'${word}'`).join(" "), {});
  };
  const put = (name: string, path: string): void => {
    writeFileSync(join(job, name), readFileSync(join(root, path)));
  };

  test("kmsgate is for plans, and for nothing else", () => {
    const [hook] = hooks;
    const all = ["tfplan", "a/tfplan", "b.tfplan", "c/d.tfplan.json", "tfplan.json", "e/plan.json"];
    const others = ["main.tf", "terraform.tfstate", "explan.json", "tfplan.md", "src/tfplan/read.ts", "package.json"];
    expect(names(hook, [...all, ...others])).toEqual(all);
    expect([hook?.language, hook?.require_serial]).toEqual(["node", true]);
  });

  test("kmsgate ends as the plans that changed do", () => {
    put("plan.json", plans[0][1]);
    put("b.tfplan", plans[1][1]);
    expect(run(hooks[0], ["plan.json", "README.md"])).toBe(0);
    expect(run(hooks[0], ["plan.json", "b.tfplan"])).toBe(1);
  });

  test("kmsgate-plan looks at the plan that was made last", () => {
    expect(run(hooks[1], ["main.tf"])).toBe(2);
    put("tfplan", plans[1][1]);
    expect(run(hooks[1], ["main.tf"])).toBe(1);
  });

  test("the document names hooks that are there", () => {
    const { repos } = yaml<{ readonly repos: readonly { readonly hooks: readonly Hook[] }[] }>("pre-commit.md");
    expect(repos.flatMap((repo) => repo.hooks.map(({ id }) => id))).toEqual(hooks.map(({ id }) => id));
  });

  test("the document's hook without the repository", () => {
    const { repos } = yaml<{ readonly repos: readonly { readonly hooks: readonly Hook[] }[] }>("pre-commit.md", 1);
    const [hook] = repos[0]?.hooks ?? [];
    put("tfplan", plans[1][1]);
    expect(run(hook, ["tfplan", "main.tf"])).toBe(1);
  });
});

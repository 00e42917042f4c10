/**
 * Makes the plans of test/scenarios and examples/plans again, with real Terraform.
 *
 *     npm run scenarios                     all of them
 *     npm run scenarios -- personalize/     those whose path holds "personalize/"
 *
 * Needs terraform on the PATH. The AWS provider comes from the folder that KMSGATE_PROVIDER_MIRROR names, else from the one
 * that ../shared/tools/provider-mirror prints, else `terraform init` downloads it. No AWS account is needed or used.
 *
 * A scenario is a folder with the source of one configuration. Beside it may stand:
 *   prior/       source that is applied first, so that the plan has a state to start from
 *   make.json    { "arguments": [...]: more arguments for `terraform plan`, "mock": true: data sources are read,
 *                  "saved": true: the saved plan is stored too, as plan.bin }
 * prior/ and "mock" need an AWS that answers, which is ../shared/tools/mock-aws.js; without it the stored plan stays, and
 * that is said.
 * A plan whose expect.json says "handmade" is left as it is.
 */
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { type Aws, startAws } from "./scenario-aws";

const project = resolve(__dirname, "..");
const mock = resolve(project, "../shared/tools/mock-aws.js");
const mirrorFinder = resolve(project, "../shared/tools/provider-mirror");
const notSource =
  /^(plan\.json|plan\.bin|expect\.json|make\.json|args\.json|kmsgate\.yaml|report\..*|prior|README\.md)$/;

/** What `make.json` may say. */
interface Make {
  readonly arguments?: readonly string[];
  readonly mock?: boolean;
  readonly saved?: boolean;
}

/** The folder that all plans are made in, one after another, so that the provider is installed once. */
interface Workshop {
  readonly folder: string;
  terraform(aws: Aws | undefined, ...parameters: string[]): Promise<string>;
}

function readJson(path: string): object {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as object) : {};
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
}

const isConfiguration = (folder: string): boolean => readdirSync(folder).some((name) => /\.tf(\.json)?$/.test(name));

/** The configurations at or below a folder; what stands inside one (modules, prior/) belongs to it. */
function configurationsIn(folder: string): string[] {
  return isConfiguration(folder) ? [folder] : foldersIn(folder).flatMap(configurationsIn);
}

function scenarioFolders(): string[] {
  return ["test/scenarios", "examples/plans"].flatMap((name) => configurationsIn(join(project, name)));
}

/** Arguments of `terraform init` that find the provider without a download, where a mirror is at hand. */
function mirrorArguments(): string[] {
  const named = process.env["KMSGATE_PROVIDER_MIRROR"];
  if (named !== undefined) return [`-plugin-dir=${named}`];
  if (!existsSync(mirrorFinder)) return [];
  try {
    return [`-plugin-dir=${execFileSync(mirrorFinder, { encoding: "utf8" }).trim()}`];
  } catch {
    return [];
  }
}

function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-scenarios-"));
  const settings = join(folder, ".terraform.settings");
  writeFileSync(settings, "");
  return {
    folder,
    terraform: async (aws, ...parameters) => {
      const env = {
        ...process.env,
        TF_CLI_CONFIG_FILE: settings,
        CHECKPOINT_DISABLE: "1",
        TF_CLI_ARGS: "-no-color",
        ...(aws === undefined ? {} : { AWS_ENDPOINT_URL: aws.url }),
      };
      // Not the blocking form: the provider, a child of terraform, may be asking the AWS that runs in this process.
      const options = { cwd: folder, env, maxBuffer: 1 << 28 };
      return (await promisify(execFile)("terraform", parameters, options)).stdout;
    },
  };
}

/** Puts a configuration in the place of the last one; the installed provider stays, and the state unless it is a new scenario. */
function place(source: string, workshop: Workshop, keep: RegExp): void {
  for (const name of readdirSync(workshop.folder)) {
    if (!keep.test(name)) rmSync(join(workshop.folder, name), { recursive: true });
  }
  for (const name of readdirSync(source)) {
    if (!notSource.test(name)) cpSync(join(source, name), join(workshop.folder, name), { recursive: true });
  }
}

interface State {
  readonly resources?: readonly {
    readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  }[];
}

const storedForm: Readonly<Record<string, (index: string) => string>> = {
  key_id: (index) => `1234abcd-12ab-34cd-56ef-${index.padStart(12, "0")}`,
  unique_id: (index) => `AROAEXAMPLE${index.padStart(10, "0")}`,
  grant_id: (index) => index.padStart(64, "0"),
};

/** The ids that the mock drew at random, in the order of the state, each with the one that stands for it in a stored plan. */
function drawnIds(workshop: Workshop): Map<string, string> {
  const state = readJson(join(workshop.folder, "terraform.tfstate")) as State;
  const ids = new Map<string, string>();
  const instances = (state.resources ?? []).flatMap((resource) => resource.instances);
  for (const { attributes } of instances) {
    for (const [name, form] of Object.entries(storedForm)) {
      const id = attributes[name];
      const drawn = typeof id === "string" && /^([0-9a-f-]{36}|AROA[0-9A-F]{12}|[0-9a-f]{64})$/.test(id);
      if (drawn && !ids.has(id)) ids.set(id, form(String(ids.size + 1)));
    }
  }
  return ids;
}

/** The plan as it is stored: without the moment it was made, and with the same ids every time. */
function settle(plan: string, workshop: Workshop): string {
  let settled = plan.trim().replace(/"timestamp":"[^"]*"/, '"timestamp":"2026-11-22T00:00:00Z"');
  for (const [drawn, stored] of drawnIds(workshop)) settled = settled.replaceAll(drawn, stored);
  if ([workshop.folder, project, "127.0.0.1"].some((local) => settled.includes(local))) {
    throw new Error("the plan names a place of this machine");
  }
  return `${settled}\n`;
}

const isHandmade = (scenario: string): boolean => "handmade" in readJson(join(scenario, "expect.json"));

/** Makes the plan of one folder again; returns what to print. */
async function make(scenario: string, workshop: Workshop): Promise<string> {
  if (isHandmade(scenario)) return "made by hand, left as it is";
  const asked = readJson(join(scenario, "make.json")) as Make;
  const prior = join(scenario, "prior");
  const needsAws = existsSync(prior) || asked.mock === true;
  if (needsAws && !existsSync(mock)) return "needs ../shared/tools/mock-aws.js: the stored plan stays";
  const aws = needsAws ? await startAws(mock) : undefined;
  try {
    let keep = /^\.terraform/;
    if (existsSync(prior)) {
      place(prior, workshop, keep);
      await workshop.terraform(aws, "get");
      await workshop.terraform(aws, "apply", "-auto-approve", "-input=false");
      keep = /^\.terraform|^terraform\.tfstate$/;
    }
    place(scenario, workshop, keep);
    await workshop.terraform(aws, "get");
    await workshop.terraform(aws, "plan", "-input=false", "-out=tfplan", ...(asked.arguments ?? []));
    const plan = settle(await workshop.terraform(aws, "show", "-json", "tfplan"), workshop);
    return store(plan, scenario, asked.saved === true ? join(workshop.folder, "tfplan") : undefined);
  } finally {
    aws?.stop();
  }
}

/** Writes the plan where it says something new; the saved plan, which holds the moment it was made, only along with it. */
function store(plan: string, scenario: string, saved?: string): string {
  const [json, bin] = [join(scenario, "plan.json"), join(scenario, "plan.bin")];
  const isStored = existsSync(json) && readFileSync(json, "utf8") === plan;
  if (isStored && (saved === undefined || existsSync(bin))) return "as it was";
  writeFileSync(json, plan);
  if (saved !== undefined) cpSync(saved, bin);
  return "written";
}

async function main(wanted: readonly string[]): Promise<void> {
  const scenarios = scenarioFolders().filter(
    (folder) => wanted.length === 0 || wanted.some((part) => `${relative(project, folder)}/`.includes(part)),
  );
  if (scenarios.length === 0) throw new Error(`no scenario's path holds ${wanted.join(" or ")}`);
  const workshop = openWorkshop();
  try {
    const first = scenarios.find((folder) => !isHandmade(folder));
    if (first !== undefined) {
      place(first, workshop, /^\.terraform/);
      await workshop.terraform(undefined, "init", "-input=false", ...mirrorArguments());
    }
    for (const scenario of scenarios) {
      console.log(`${relative(project, scenario)}: ${await make(scenario, workshop).catch(told)}`);
    }
  } finally {
    rmSync(workshop.folder, { recursive: true });
  }
}

/** A failure in words, Terraform's own where there are any; the process will end with 1. */
function told(error: unknown): string {
  process.exitCode = 1;
  return `failed: ${(error as { stderr?: string }).stderr ?? String(error)}`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(told(error));
});

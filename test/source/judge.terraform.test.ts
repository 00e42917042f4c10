import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Answers, writeStack } from "./evaluate/judge/stack";
import { saySkipped } from "../say-skipped";

/**
 * Terraform as the judge: `terraform test` makes the computed attributes of the stack known and prints what it comes to,
 * which must be the answers that judge.test.ts holds kmsgate against. `UPDATE_ANSWERS=1` writes them.
 */
const ANSWERS = join(__dirname, "evaluate/judge/answers.json");

const folder = mkdtempSync(join(tmpdir(), "kmsgate-judge-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Message {
  readonly type: string;
  readonly test_plan?: { readonly output_changes: Readonly<Record<string, { readonly after: Answers[string] }>> };
}

const mirror = pluginMirror();
const options = {
  cwd: folder,
  env: { ...process.env, TF_CLI_CONFIG_FILE: join(folder, "empty.rc"), CHECKPOINT_DISABLE: "1" },
  encoding: "utf8",
  maxBuffer: 1 << 28,
  timeout: 240_000,
} as const;
const atHand = initialize();

(atHand ? it : it.skip)("answers as recorded", () => {
  const { stdout } = spawnSync("terraform", ["test", "-json", "-verbose", "-no-color"], options);
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  const messages = lines.map((line) => JSON.parse(line) as Message);
  const plan = messages.find(({ type }) => type === "test_plan")?.test_plan;
  if (plan === undefined) throw new Error(lines.filter((line) => line.includes('"diagnostic"')).join("\n"));
  const answers = Object.fromEntries(Object.entries(plan.output_changes).map(([name, { after }]) => [name, after]));
  if (process.env.UPDATE_ANSWERS === "1") writeFileSync(ANSWERS, `${JSON.stringify(answers, null, 1)}\n`);
  expect(answers).toEqual(JSON.parse(readFileSync(ANSWERS, "utf8")));
});

/** False, with a printed reason, where terraform or its AWS provider is not at hand. */
function initialize(): boolean {
  writeStack(folder);
  writeFileSync(join(folder, "empty.rc"), "");
  const from = mirror === undefined ? [] : [`-plugin-dir=${mirror}`];
  const { status, error, stderr } = spawnSync("terraform", ["init", "-no-color", ...from], options);
  if (status === 0) return true;
  if (error === undefined && mirror !== undefined) throw new Error(stderr);
  saySkipped(`terraform or its AWS provider is not at hand: ${error?.message ?? stderr}`);
  return false;
}

function pluginMirror(): string | undefined {
  const tool = resolve(__dirname, "../../../shared/tools/provider-mirror");
  if (!existsSync(tool)) return undefined;
  return execFileSync(tool, { encoding: "utf8" }).trim() || undefined;
}

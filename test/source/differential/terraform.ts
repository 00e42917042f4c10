import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOCALS, type Signature } from "./draw";

const ENVIRONMENT = { ...process.env, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "/dev/null" };

/** What the Terraform on the path has of functions. */
export function functionSignatures(): Readonly<Record<string, Signature>> {
  const printed = execFileSync("terraform", ["metadata", "functions", "-json"], { env: ENVIRONMENT, encoding: "utf8" });
  return (JSON.parse(printed) as { readonly function_signatures: Record<string, Signature> }).function_signatures;
}

/** As many expressions as stand in one configuration. */
const AT_ONCE = 400;

/**
 * Asks Terraform for expressions, in the output of a plan, where its answers are JSON with their types. What an expression fails
 * with does not concern the others.
 *
 * @returns a line of `answers.ndjson.gz` for each expression that has an answer: none is given for what Terraform itself does
 *   not know, or cannot read
 */
export function askTerraform(expressions: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-differential-"));
  try {
    const lines: string[] = [];
    for (let from = 0; from < expressions.length; from += AT_ONCE) {
      lines.push(...ask(folder, expressions.slice(from, from + AT_ONCE)));
    }
    return lines;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ask(folder: string, expressions: readonly string[]): string[] {
  if (expressions.length === 0) return [];
  const shown = plan(folder, expressions);
  if (shown === undefined) {
    if (expressions.length === 1) {
      console.error(`not readable: ${expressions[0] ?? ""}`);
      return [];
    }
    const middle = expressions.length >> 1;
    return [...ask(folder, expressions.slice(0, middle)), ...ask(folder, expressions.slice(middle))];
  }
  const unknown = shown.output_changes.answers.after_unknown;
  if (typeof unknown === "object" && unknown.includes(true)) {
    return ask(
      folder,
      expressions.filter((_, index) => unknown[index] !== true),
    );
  }
  const { type, value } = shown.planned_values.outputs.answers;
  return expressions.map((expression, index) => {
    const [own, answer] = [type[1][index] as Nested, value[index] as Nested];
    if (answer[0] === false) return JSON.stringify([expression]);
    if (answer[0] === true) return JSON.stringify([expression, 0]);
    const ownType = ((own[1] as Nested)[0] as Nested)[1] as Nested;
    return `[${[expression, ownType[1], (answer[0] as Nested)[1]].map(withRawNumbers).join(",")}]`;
  });
}

type Nested = readonly unknown[];

interface Shown {
  readonly planned_values: {
    readonly outputs: { readonly answers: { readonly type: readonly [string, Nested]; readonly value: Nested } };
  };
  readonly output_changes: { readonly answers: { readonly after_unknown: boolean | Nested } };
}

/**
 * Each answer is `[[json, value]]`, or `[can]` where it fails or cannot be JSON, which only infinity cannot.
 */
function plan(folder: string, expressions: readonly string[]): Shown | undefined {
  const locals = [...LOCALS].map(([name, value]) => `  ${name} = ${value}\n`);
  const answers = expressions.map(
    (each) => `    try([for value in [${each}] : [jsonencode(value), value]], [can(${each})]),\n`,
  );
  const source = `locals {\n${locals.join("")}}\noutput "answers" {\n  sensitive = true\n  value = [\n${answers.join("")}  ]\n}\n`;
  writeFileSync(join(folder, "main.tf"), source);
  const options = { cwd: folder, env: ENVIRONMENT, encoding: "utf8", maxBuffer: 1 << 30 } as const;
  const { status } = spawnSync("terraform", ["plan", "-out=plan", "-input=false"], options);
  if (status !== 0) return undefined;
  return JSON.parse(rawNumbers(execFileSync("terraform", ["show", "-json", "plan"], options))) as Shown;
}

/** The text of JSON with its numbers as strings that are marked as such. */
function rawNumbers(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"\\u0001${token}"`,
  );
}

function withRawNumbers(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"\\u0001(-?[\d.eE+-]+)"/g, "$1");
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { MOCK_PROVIDER } from "./plain-modules";

const root = resolve(__dirname, "../..");

/** The blocks of code of a page, in a language. */
export function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, code = ""]) => code);
}

/** The app of docs/modules.md: all of its TypeScript, in order. */
export const documentedApp = [...blocksOf("docs/modules.md", "ts"), "app.synth();\n"].join("\n");

interface Stack {
  readonly provider: { readonly aws: readonly Readonly<Record<string, unknown>>[] };
  readonly resource: unknown;
  readonly output: unknown;
}

/** The stack of an app of examples/, by its folder; as {@link synthesized}. */
export function synthesizedStack(folder: string): string {
  return synthesized(readFileSync(join(root, folder, "main.js"), "utf8"));
}

/**
 * The stack that an app for cdktf synthesizes with the constructs as they are now; with providers that reach nobody, of any
 * version.
 */
export function synthesized(app: string): string {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-documented-"));
  try {
    writeFileSync(join(folder, "app.ts"), app.replaceAll('"kmsgate/modules"', JSON.stringify(join(root, "modules"))));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    execFileSync(process.execPath, [join(root, "node_modules/tsx/dist/cli.mjs"), "app.ts"], { cwd: folder });
    const stacks = join(folder, "cdktf.out/stacks");
    const [name = ""] = readdirSync(stacks);
    const text = readFileSync(join(stacks, name, "cdk.tf.json"), "utf8");
    const { provider, resource, output } = JSON.parse(text) as Stack;
    const aws = provider.aws.map(({ alias, region }) => ({ ...MOCK_PROVIDER, alias, region }));
    return JSON.stringify({ provider: { aws }, resource, output });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

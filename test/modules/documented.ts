import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** The blocks of code of a page, in a language. */
export function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, code = ""]) => code);
}

/** The app of docs/modules.md: all of its TypeScript, in order. */
export const documentedApp = [...blocksOf("docs/modules.md", "ts"), "app.synth();\n"].join("\n");

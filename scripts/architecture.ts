/**
 * The tree of src for ARCHITECTURE.md: a line a folder, with the first sentence of the comment that opens its door, and
 * a line for each file at the top.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";

/**
 * The tree as a Markdown code block.
 *
 * @throws Error where a folder has no `index.ts`, or it opens without a comment
 */
export function sourceTree(root: string): string {
  const source = join(root, "src");
  const lines = [...topFiles(source), ...folders(source)].map(({ depth, name, says }) => ({
    label: `${"  ".repeat(depth)}${name}`,
    says,
  }));
  const width = Math.max(...lines.map(({ label }) => label.length));
  return ["```text", "src/", ...lines.map(({ label, says }) => `  ${label.padEnd(width)}  ${says}`), "```"].join("\n");
}

interface Line {
  readonly depth: number;
  readonly name: string;
  readonly says: string;
}

function topFiles(source: string): readonly Line[] {
  const files = readdirSync(source).filter((name) => name.endsWith(".ts"));
  return files.sort().map((name) => ({ depth: 0, name, says: firstSentence(join(source, name)) }));
}

function folders(folder: string, depth = 0): readonly Line[] {
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return inside
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return [{ depth, name: `${name}/`, says: firstSentence(doorOf(path)) }, ...folders(path, depth + 1)];
    });
}

/** The command line has no door but its entry. */
function doorOf(folder: string): string {
  return join(folder, existsSync(join(folder, "main.ts")) ? "main.ts" : "index.ts");
}

function firstSentence(file: string): string {
  const shown = relative(join(file, "../.."), file);
  if (!existsSync(file)) throw new Error(`${shown} is missing: each folder has a door that says what it holds`);
  const [, comment] = /^(?:#!.*\n)?\/\*\*(.*?)\*\//s.exec(readFileSync(file, "utf8")) ?? [];
  if (comment === undefined)
    throw new Error(`${shown} does not open with a comment that says what ${basename(shown)} holds`);
  const text = comment
    .replace(/^\s*\*\s?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
  const [sentence = text] = /^.*?[.!?](?= |$)/.exec(text) ?? [];
  return sentence.replace(/\.$/, "");
}

/** HCL as JSON, by HashiCorp's own parser compiled to JavaScript; blocks are lists of objects. */
export interface HclFile {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, readonly Block[]>>>>;
  readonly locals?: readonly Block[];
  readonly data?: Readonly<Record<string, Readonly<Record<string, readonly Block[]>>>>;
}

type Block = Readonly<Record<string, unknown>>;

/** Parses HCL; fails where it is none. */
export function parseHcl(text: string): HclFile {
  // It sets globals when loaded (a stack trace limit, a `require`), which tests need not restore.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const parser = require("hcl2-parser") as { parseToObject(text: string): readonly [HclFile | null, unknown] };
  const [parsed] = parser.parseToObject(text);
  if (parsed === null || typeof parsed !== "object") throw new Error(`not HCL:\n${text}`);
  return parsed;
}

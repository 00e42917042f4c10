import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Block } from "../../src/source/syntax/ast";
import { parseNative } from "../../src/source/syntax/native";
import { SourceError } from "../../src/source/syntax/position";

/** Every block of the native configurations among the fixtures of recovery. */
export function fixtureBlocks(): Block[] {
  return readdirSync(join(__dirname, "../fixtures/recovery"), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".tf"))
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const body = parseNative(readFileSync(path, "utf8"), path);
      return body instanceof SourceError ? [] : body.blocks;
    });
}

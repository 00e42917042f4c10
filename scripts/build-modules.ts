/**
 * Puts the compiled constructs into dist/modules, for cdktf, and the same into dist/modules/cdktn, for CDK Terrain: the
 * packages of both have the same classes under other names, and a library compiled for one cannot be used in an app of
 * the other. What the constructs import from src is dist itself.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A text with the specifiers of its imports replaced: `from "cdktf"`, `require("cdktf")`, `import("cdktf")`. */
export function withSpecifiers(text: string, replace: (specifier: string) => string): string {
  return text.replace(
    /((?:from|require\(|import\()\s*")([^"]+)(")/g,
    (_, before: string, specifier: string, after: string) => `${before}${replace(specifier)}${after}`,
  );
}

/** `../src/policy/write` lies beside `dist/modules` as `../policy/write`. */
export function ofDist(specifier: string): string {
  return specifier.replace(/^\.\.\/src\//, "../");
}

/** The same module for CDK Terrain, one folder deeper. */
export function ofCdktn(specifier: string): string {
  return ofDist(specifier)
    .replace(/^cdktf$/, "cdktn")
    .replace(/^@cdktf\//, "@cdktn/")
    .replace(/^\.\.\//, "../../");
}

/** The folder of all that is compiled may be named; else it is dist. */
function main(dist = join(__dirname, "../dist")): void {
  const compiled = join(dist, ".compiled/modules");
  const targets = [
    { folder: join(dist, "modules"), replace: ofDist },
    { folder: join(dist, "modules/cdktn"), replace: ofCdktn },
  ];
  rmSync(join(dist, "modules"), { recursive: true, force: true });
  for (const { folder, replace } of targets) {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(compiled).filter((each) => /\.(js|d\.ts)$/.test(each))) {
      writeFileSync(join(folder, name), withSpecifiers(readFileSync(join(compiled, name), "utf8"), replace));
    }
  }
  rmSync(join(dist, ".compiled"), { recursive: true });
}

if (require.main === module) main(process.argv[2]);

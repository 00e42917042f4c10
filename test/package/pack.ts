import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

// The suites that pack run in one process, so that all of their files find what the first has packed.
const folder = join(tmpdir(), `kmsgate-pack-${process.pid}`);

/**
 * The tarball that `npm publish` would send, built from the sources as they are now. Made once a run, in about half a
 * minute; where `KMSGATE_TARBALL` names one, that is it.
 *
 * @returns the path of a `.tgz`, absolute.
 */
export function tarball(): string {
  const given = process.env["KMSGATE_TARBALL"];
  if (given !== undefined) return resolve(given);
  const packed = join(folder, "kmsgate.tgz");
  if (existsSync(packed)) return packed;
  const stage = mkdtempSync(`${folder}-`);
  for (const name of ["package.json", "LICENSE", "README.md", "docs", "modules"]) {
    cpSync(join(root, name), join(stage, name), { recursive: true });
  }
  execFileSync(process.execPath, [join(root, "scripts/build.js"), join(stage, "dist")]);
  // The build has run; npm would run it again, where it cannot work.
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent"], { cwd: stage });
  const [name = ""] = readdirSync(stage).filter((each) => each.endsWith(".tgz"));
  renameSync(join(stage, name), join(stage, "kmsgate.tgz"));
  renameSync(stage, folder);
  return packed;
}

/** For the end of a run: what {@link tarball} made. */
export function removeTarball(): void {
  rmSync(folder, { recursive: true, force: true });
}

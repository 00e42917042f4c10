import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { tarball } from "./pack";

const root = resolve(__dirname, "../..");

function packCheck(packed: string): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts/pack-check.js"), packed], {
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

describe("npm run pack:check", () => {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-packed-"));
  let packed: string;

  beforeAll(() => {
    packed = tarball();
  }, 600_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("the package is clean, and its size is said", () => {
    const { code, out, err } = packCheck(packed);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^\d+ bytes packed, \d+ bytes unpacked, \d+ files$/m);
    expect(out).toContain("No problems found");
    expect(out).toContain("publint and attw: nothing found");
  });

  test("a test, a source, a missing licence and a type that is not there are told", () => {
    execFileSync("tar", ["-xzf", packed, "-C", folder]);
    for (const path of ["test/a.test.js", "src/index.ts"]) {
      mkdirSync(join(folder, "package", path, ".."), { recursive: true });
      writeFileSync(join(folder, "package", path), "");
    }
    rmSync(join(folder, "package/LICENSE"));
    rmSync(join(folder, "package/dist/modules/index.d.ts"));
    const spoilt = join(folder, "spoilt.tgz");
    execFileSync("tar", ["-czf", spoilt, "-C", folder, "package"]);
    const { code, err } = packCheck(spoilt);
    expect(code).toBe(1);
    for (const fault of ["not expected: test/a.test.js", "not expected: src/index.ts", "missing: LICENSE"]) {
      expect(err.split("\n")).toContain(fault);
    }
    expect(err).toContain('publint: pkg.exports["./modules"].types');
    expect(err).toContain("attw:");
  });
});

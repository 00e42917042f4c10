import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { delayedLine } from "../../src/cli/delayed-line";
import { progressOf } from "../../src/cli/io";
import { progressLine } from "../../src/cli/progress";

/** What the line of a terminal of this width is set to. */
function terminal(columns = 80) {
  const written: string[] = [];
  const line = progressLine({ columns }, { set: (text) => written.push(text), end: () => written.push("") });
  return { written, line };
}

test("each stage of each plan is one line, taken away at the end", () => {
  const { written, line } = terminal();
  line.show({ path: "stacks/network/plan.json", plan: 0, plans: 3, stage: "read" });
  line.show({ path: "-", plan: 1, plans: 3, stage: "resolve" });
  line.end();
  expect(written).toEqual([
    "kmsgate: 1 of 3: reading stacks/network/plan.json",
    "kmsgate: 2 of 3: resolving stdin",
    "",
  ]);
});

test("a terminal that says no width has 80 columns", () => {
  const { written, line } = terminal(0);
  line.show({ path: "x".repeat(100), plan: 0, plans: 1, stage: "read" });
  expect(written[0]).toHaveLength(79);
});

test("one plan is not counted; a line is never longer than the terminal, nor moves its cursor", () => {
  const { written, line } = terminal(30);
  line.show({ path: "a\u001b[2Jb.json", plan: 0, plans: 1, stage: "judge" });
  line.show({ path: "x".repeat(100), plan: 0, plans: 1, stage: "judge" });
  expect(written[0]).toBe("kmsgate: judging a?[2Jb.json");
  expect(written[1]).toHaveLength(29);
});

describe("the line", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kmsgate-progress-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test("appears while the thread of the check is blocked, and is taken away", () => {
    const file = join(folder, "terminal");
    const fd = openSync(file, "w");
    const line = delayedLine(fd, 0);
    line.set("kmsgate: reading plan.json");
    // As parsing does: no timer of this thread can fire.
    const pause = new Int32Array(new SharedArrayBuffer(4));
    for (let tries = 0; tries < 10_000 && readFileSync(file, "utf8") === ""; tries++) Atomics.wait(pause, 0, 0, 1);
    const first = readFileSync(file, "utf8");
    line.end();
    closeSync(fd);
    expect(first).toBe("\rkmsgate: reading plan.json");
    expect(readFileSync(file, "utf8")).toBe(`${first}\r${" ".repeat(26)}\r`);
  });

  test("does not appear where the check is over before", () => {
    const file = join(folder, "terminal");
    const fd = openSync(file, "w");
    const line = delayedLine(fd, 2 ** 30);
    line.set("kmsgate: reading plan.json");
    line.end();
    closeSync(fd);
    expect(readFileSync(file, "utf8")).toBe("");
  });
});

test.each([
  [true, {}, true],
  [undefined, {}, false],
  [false, {}, false],
  [true, { CI: "true" }, false],
  [true, { CI: "" }, true],
  [true, { TERM: "dumb" }, false],
])("a terminal: %s, %j: %s", (isTTY, env, expected) => {
  expect(progressOf(isTTY === undefined ? {} : { isTTY }, env).progress !== undefined).toBe(expected);
});

import { progressOf } from "../../src/cli/io";
import { progressLine, type ProgressStream } from "../../src/cli/progress";

/** What a terminal of this width shows after each write, and a clock to be set. */
function terminal(columns = 80) {
  const written: string[] = [];
  const clock = { now: 0 };
  const stream: ProgressStream = { columns, write: (text) => written.push(text) };
  return { written, clock, line: progressLine(stream, () => clock.now) };
}

test("nothing in the first second", () => {
  const { written, clock, line } = terminal();
  line.show({ path: "plan.json", plan: 0, plans: 1, stage: "read" });
  clock.now = 999;
  line.show({ path: "plan.json", plan: 0, plans: 1, stage: "judge" });
  line.end();
  expect(written).toEqual([]);
});

test("then one line, written over, and taken away at the end", () => {
  const { written, clock, line } = terminal();
  clock.now = 1000;
  line.show({ path: "stacks/network/plan.json", plan: 0, plans: 3, stage: "read" });
  line.show({ path: "-", plan: 1, plans: 3, stage: "resolve" });
  line.end();
  line.end();
  const first = "kmsgate: 1 of 3: reading stacks/network/plan.json";
  const second = "kmsgate: 2 of 3: resolving stdin";
  expect(written).toEqual([`\r${first}`, `\r${second.padEnd(first.length)}`, `\r${" ".repeat(second.length)}\r`]);
});

test("a terminal that says no width has 80 columns", () => {
  const { written, clock, line } = terminal(0);
  clock.now = 1000;
  line.show({ path: "x".repeat(100), plan: 0, plans: 1, stage: "read" });
  expect(written[0]).toHaveLength(80);
});

test("one plan is not counted; a line is never longer than the terminal, nor moves its cursor", () => {
  const { written, clock, line } = terminal(30);
  clock.now = 5000;
  line.show({ path: "a\u001b[2Jb.json", plan: 0, plans: 1, stage: "judge" });
  line.show({ path: "x".repeat(100), plan: 0, plans: 1, stage: "judge" });
  expect(written[0]).toBe("\rkmsgate: judging a?[2Jb.json");
  expect(written[1]).toHaveLength(30);
});

test.each([
  [true, {}, true],
  [undefined, {}, false],
  [false, {}, false],
  [true, { CI: "true" }, false],
  [true, { CI: "" }, true],
  [true, { TERM: "dumb" }, false],
])("a terminal: %s, %j: %s", (isTTY, env, expected) => {
  const stream = { write: () => true, ...(isTTY === undefined ? {} : { isTTY }) };
  expect(progressOf(stream, env).progress !== undefined).toBe(expected);
});

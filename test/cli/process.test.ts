import { spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";

import { aReport, failing } from "../report/sample";
import { compiled } from "./compiled";

const large = aReport({
  ...failing,
  unlinked: Array.from({ length: 20_000 }, (_, index) => ({
    kind: "role" as const,
    address: `aws_iam_role.r[${index}]`,
    because: "no key was found for it",
  })),
});

const unread = aReport({ ...failing, summary: { ...failing.summary, verdict: "error" } });

const target = compiled(`
const { InputError } = require("../errors");
exports.check = async ({ inputs, stdin = process.stdin, onProgress }) => {
  onProgress?.({ path: inputs[0].path, plan: 0, plans: 1, stage: "read" });
  switch (inputs[0].path) {
    case "unread": return { report: ${JSON.stringify(unread)}, unread: [{ path: "x", message: "x: this is a state" }] };
    case "failing": return { report: ${JSON.stringify(failing)} };
    case "large": return { report: ${JSON.stringify(large)} };
    case "bad": throw new InputError("this is a state", { where: "bad", expected: "Run this" });
    case "fault": throw new TypeError("s3cret");
    case "late": setTimeout(() => { throw new RangeError("s3cret"); }, 1); return new Promise(() => {});
    case "forgotten": void Promise.reject(new RangeError("s3cret")); return new Promise(() => setTimeout(() => {}, 1000));
    case "endless": for (;;);
    case "-": {
      let size = 0;
      for await (const chunk of stdin) size += chunk.length;
      throw new InputError("read " + size);
    }
  }
};`);

const env = { ...process.env, NODE_PATH: join(__dirname, "..", "..", "node_modules"), NO_COLOR: "" };
const main = join(target, "cli", "main.js");

afterAll(() => {
  rmSync(dirname(target), { recursive: true });
});

const kmsgate = (args: readonly string[], input = "") => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    env,
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return { code: status, out: stdout, err: stderr };
};

test("findings end with 1, and the report is whole", () => {
  const { code, out, err } = kmsgate(["check", "large", "--format", "json"]);
  expect([code, err]).toEqual([1, ""]);
  expect(JSON.parse(out)).toEqual(large);
});

test("bad input ends with 2", () => {
  expect(kmsgate(["check", "bad"])).toEqual({ code: 2, out: "", err: "kmsgate: bad: this is a state\nRun this\n" });
});

test.each(["fault", "late", "forgotten"])("an internal error ends with 2: %s", (path) => {
  const { code, out, err } = kmsgate(["check", path]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^kmsgate: internal error \((Type|Range)Error\)/);
  expect(err).not.toContain("s3cret");
});

test("no colour where standard output is no terminal", () => {
  expect(kmsgate(["check", "failing"]).out).not.toContain("\u001b");
});

test("a reader that stops reading changes nothing of the exit code", async () => {
  const child = spawn(process.execPath, [main, "check", "large"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect([code, err]).toEqual([1, ""]);
});

describe("--timeout", () => {
  test("stops a check that never ends, with 2", () => {
    expect(kmsgate(["check", "endless", "--timeout", "0.2"])).toEqual({
      code: 2,
      out: "",
      err: "kmsgate: not done after 0.2 seconds\n--timeout allows more\n",
    });
  });

  test("stops waiting for standard input", async () => {
    const child = spawn(process.execPath, [main, "check", "-", "--timeout", "0.2"], {
      env,
      stdio: ["pipe", "ignore", "pipe"],
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    child.stdin.destroy();
    expect(code).toBe(2);
  });

  test("changes nothing of a check that ends", () => {
    expect(kmsgate(["check", "failing", "--timeout", "60"])).toEqual(kmsgate(["check", "failing"]));
    expect(kmsgate(["check", "bad", "--timeout", "60"])).toEqual(kmsgate(["check", "bad"]));
    expect(kmsgate(["check", "fault", "--timeout", "60"])).toEqual(kmsgate(["check", "fault"]));
    expect(kmsgate(["check", "unread", "--timeout", "60"])).toEqual(kmsgate(["check", "unread"]));
    expect(kmsgate(["check", "unread"])).toMatchObject({
      code: 2,
      err: "kmsgate: x: this is a state\nkmsgate: 1 of 1 plans could not be looked at\n",
    });
  });

  test("hands standard input on", () => {
    const { code, err } = kmsgate(["check", "-", "--timeout", "60"], "x".repeat(100_000));
    expect([code, err]).toEqual([2, "kmsgate: read 100000\n"]);
  });
});

test("neither help nor an unknown option loads the pipeline, the rules or YAML", () => {
  const script = `
    process.argv.splice(1, 1, "kmsgate");
    process.on("exit", () => console.log(Object.keys(require.cache).filter((file) => /[\\\\/](yaml|check\\.js$|rules|facts|plan)[\\\\/]?/.test(file) && !/cli.check\\.js$/.test(file)).length));
    require(${JSON.stringify(main)});`;
  const { stdout } = spawnSync(process.execPath, ["-e", script, "x", "check", "--frobnicate"], {
    env,
    encoding: "utf8",
  });
  expect(stdout).toBe("0\n");
});

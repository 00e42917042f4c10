/**
 * A test runner for Stryker that runs jest's tests in one process: with jest's own `describe`, `test.each` and `expect`,
 * but without starting jest anew for each mutant, which takes a hundred times as long as the tests themselves.
 *
 * Each mutant gets every module of the project fresh, so that nothing is left of the run before; packages are loaded once.
 * For tests that are plain functions: no hooks, no mocks, no fake timers, no snapshots.
 */
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { compileFunction } from "node:vm";
import swc from "@swc/core";

const SYNTAX = { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } };

/** Stryker's `TestStatus`. */
const PASSED = 0;
const FAILED = 1;

class InProcessRunner {
  static inject = ["options"];

  constructor(options) {
    this.settings = options.inProcess;
    this.root = process.cwd();
    this.require = createRequire(join(this.root, "package.json"));
    this.circus = this.require("jest-circus");
    this.stryker = globalThis.__stryker__ ??= {};
    this.compiled = new Map();
    /** By name: its file, and how many milliseconds it took. */
    this.tests = new Map();
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const folder = join(this.root, this.settings.tests);
    const ignored = this.settings.ignore ?? [];
    this.files = readdirSync(folder)
      .filter((name) => name.endsWith(".test.ts") && !ignored.includes(name))
      .sort()
      .map((name) => join(folder, name));
    Object.assign(globalThis, this.circus, { expect: this.require("expect").expect });
    // a process that takes the place of one that was ended has no run without mutants behind it
    this.modules = new Map();
    for (const file of this.files) {
      for (const { name } of this.testsIn(file)) this.tests.set(name, { file, duration: 0 });
    }
  }

  async dryRun() {
    const results = [];
    for (const file of this.files) {
      this.modules = new Map();
      for (const { name, run } of this.testsIn(file)) {
        const result = await this.runTest(name, run);
        this.tests.set(name, { file, duration: result.timeSpentMs });
        results.push({ ...result, fileName: file });
      }
    }
    return { status: "complete", tests: results, mutantCoverage: this.stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    const wanted = new Set(testFilter ?? this.tests.keys());
    this.modules = new Map();
    this.stryker.hitLimit = hitLimit;
    this.stryker.hitCount = hitLimit === undefined ? undefined : 0;
    const activate = () => (this.stryker.activeMutant = activeMutant.id);
    if (mutantActivation === "static") activate();
    let nrOfTests = 0;
    try {
      for (const file of this.filesOf(wanted)) {
        if (mutantActivation === "runtime") this.stryker.activeMutant = undefined;
        const loaded = this.tryTestsIn(file);
        // a mutant that fails while the modules are loaded fails every test
        if (loaded.error !== undefined) return this.hitTooOften() ?? killed([...wanted], nrOfTests, loaded.error);
        activate();
        const tests = loaded.tests.filter(({ name }) => testFilter === undefined || wanted.has(name));
        for (const { name, run } of tests.sort((a, b) => this.durationOf(a.name) - this.durationOf(b.name))) {
          nrOfTests += 1;
          const { status, failureMessage } = await this.runTest(name, run);
          const often = this.hitTooOften();
          if (often !== undefined) return often;
          if (status === FAILED) return killed([name], nrOfTests, failureMessage);
        }
      }
      return { status: "survived", nrOfTests };
    } finally {
      this.stryker.activeMutant = this.stryker.hitLimit = this.stryker.hitCount = undefined;
    }
  }

  /** The files of some tests, those first whose tests take the least time. */
  filesOf(names) {
    const durations = new Map();
    for (const name of names) {
      const { file, duration } = this.tests.get(name);
      durations.set(file, (durations.get(file) ?? 0) + duration);
    }
    return [...durations].sort(([, a], [, b]) => a - b).map(([file]) => file);
  }

  durationOf(name) {
    return this.tests.get(name)?.duration ?? 0;
  }

  hitTooOften() {
    const { hitCount, hitLimit } = this.stryker;
    return hitLimit !== undefined && hitCount > hitLimit
      ? { status: "timeout", reason: `Hit limit reached (${hitCount}/${hitLimit})` }
      : undefined;
  }

  async runTest(name, run) {
    const begun = performance.now();
    const result = (status, failureMessage) => ({
      ...{ id: name, name, status, timeSpentMs: performance.now() - begun },
      ...(failureMessage === undefined ? {} : { failureMessage }),
    });
    this.stryker.currentTestId = name;
    try {
      await run();
      return result(PASSED);
    } catch (error) {
      return result(FAILED, error instanceof Error ? error.message : String(error));
    } finally {
      this.stryker.currentTestId = undefined;
    }
  }

  tryTestsIn(file) {
    try {
      return { tests: this.testsIn(file) };
    } catch (error) {
      return { error: String(error) };
    }
  }

  testsIn(file) {
    this.circus.resetState();
    this.load(file);
    return [...testsOf(this.circus.getState().rootDescribeBlock, "")];
  }

  load(file) {
    const known = this.modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    this.modules.set(file, module);
    const { run, resolve, requireOther } = this.compile(file);
    const require = (request) => {
      const found = resolve(request);
      return found === undefined ? requireOther(request) : this.load(found);
    };
    run(module.exports, require, module, file, dirname(file));
    return module.exports;
  }

  compile(file) {
    const known = this.compiled.get(file);
    if (known !== undefined) return known;
    const source = readFileSync(file, "utf8");
    const code = file.endsWith(".json")
      ? `module.exports = ${source}`
      : swc.transformSync(source, { ...SYNTAX, filename: file, configFile: false, swcrc: false }).code;
    const requireOther = createRequire(file);
    const resolved = new Map();
    const resolve = (request) => {
      if (!request.startsWith(".")) return undefined;
      if (!resolved.has(request)) resolved.set(request, this.find(join(dirname(file), request)));
      return resolved.get(request);
    };
    const parameters = ["exports", "require", "module", "__filename", "__dirname"];
    const made = { run: compileFunction(code, parameters, { filename: file }), resolve, requireOther };
    this.compiled.set(file, made);
    return made;
  }

  /** A module of the project, by its path without extension; `undefined`: it is none. */
  find(path) {
    if (path.split(sep).includes("node_modules")) return undefined;
    for (const candidate of [`${path}.ts`, join(path, "index.ts"), path]) {
      try {
        readFileSync(candidate);
        return candidate;
      } catch {
        // the next one
      }
    }
    return undefined;
  }
}

function killed(killedBy, nrOfTests, failureMessage) {
  return { status: "killed", killedBy, nrOfTests, failureMessage };
}

function* testsOf(block, before) {
  for (const child of block.children) {
    const name = before === "" ? child.name : `${before} ${child.name}`;
    if (child.type === "describeBlock") yield* testsOf(child, name);
    else yield { name, run: child.fn };
  }
}

/** `inProcess` in stryker.config.json: the folder of the tests, and the files in it that are not run. */
export const strykerValidationSchema = {
  type: "object",
  properties: {
    inProcess: {
      type: "object",
      properties: { tests: { type: "string" }, ignore: { type: "array", items: { type: "string" } } },
      required: ["tests"],
      additionalProperties: false,
    },
  },
};

export const strykerPlugins = [{ kind: "TestRunner", name: "in-process", injectableClass: InProcessRunner }];

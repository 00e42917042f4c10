// The step of the GitHub Action: inputs become arguments of `kmsgate check`; what it finds goes to the log, the annotations,
// the job's summary and the outputs. Ends as kmsgate does.
const { spawnSync } = require("node:child_process");
const { randomUUID } = require("node:crypto");
const { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join, resolve } = require("node:path");

const { env } = process;
const input = (name) => (env[`INPUT_${name.toUpperCase().replaceAll("-", "_")}`] ?? "").trim();
const lines = (name) =>
  input(name)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A boolean as GitHub's own actions read it. */
const isTrue = (name) => {
  const given = input(name);
  if (!/^(true|false|)$/i.test(given)) throw new Error(`${name} is neither true nor false`);
  return given.toLowerCase() === "true";
};
const escaped = (text) => text.trim().replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

// Node would end with 1, which says that something was found.
process.on("uncaughtException", ({ message }) => {
  process.stdout.write(`::error title=kmsgate could not look::${escaped(message)}\n`);
  process.exit(2);
});

const folder = mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), "kmsgate-"));
const files = {
  sarif: resolve(input("sarif-file") || join(folder, "kmsgate.sarif")),
  json: resolve(input("json-file") || join(folder, "kmsgate.json")),
  github: join(folder, "annotations"),
  "github-summary": join(folder, "summary.md"),
  ...(input("markdown-file") && { markdown: resolve(input("markdown-file")) }),
};
/** How each file begins that kmsgate writes; anything else is somebody's own, and perhaps what is to be checked. */
const beginnings = {
  sarif: /^\{\s*"\$schema": "https:\/\/json\.schemastore\.org\/sarif-/,
  json: /^\{\s*"format_version": "\d+\.\d+",\s*"tool": \{\s*"name": "kmsgate"/,
  markdown: /^<!-- kmsgate -->/,
};
const isReport = (format) => existsSync(files[format]) && beginnings[format].test(readFileSync(files[format], "utf8"));
// What an earlier run left behind is no report of this one.
for (const format of Object.keys(beginnings)) if (files[format] && isReport(format)) rmSync(files[format]);

const options = ["config", "profile", "fail-on", "on-undecided", "source", "account", "baseline"]
  .filter((name) => input(name) !== "")
  .map((name) => `--${name}=${input(name)}`);
if (isTrue("join")) options.push("--join");
const outputs = Object.entries(files).flatMap(([format, file]) => ["--output", `${format}=${file}`]);
const main = join(__dirname, "../dist/cli/main.js");
const { status, stdout, stderr, error } = spawnSync(
  process.execPath,
  [main, "check", ...options, ...lines("arguments"), ...outputs, "--", ...lines("plan")],
  { encoding: "utf8", maxBuffer: 2 ** 28 },
);
if (error !== undefined) throw error;
const code = status ?? 2;

// Nothing that a plan holds may be taken for a command to the runner.
const token = randomUUID();
process.stdout.write(`::stop-commands::${token}\n${stdout}${stderr}\n::${token}::\n`);

const written = (format) => (isReport(format) ? files[format] : "");
const text = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");
// Without a report (bad usage, a fault of kmsgate) the comment and the summary say so themselves: nobody takes silence for a pass.
const failure = `### kmsgate\n\n**ERROR** kmsgate could not look:\n\n${stderr.trim().replace(/^/gm, "    ")}\n`;
if (input("annotations") !== "false") process.stdout.write(text(files.github));
if (code === 2) {
  process.stdout.write(`::error title=kmsgate could not look::${escaped(stderr)}\n`);
  if (files.markdown && !existsSync(files.markdown)) writeFileSync(files.markdown, `<!-- kmsgate -->\n${failure}`);
}
if (input("summary") !== "false" && env.GITHUB_STEP_SUMMARY) {
  appendFileSync(env.GITHUB_STEP_SUMMARY, text(files["github-summary"]) || (code === 2 ? failure : ""));
}
const verdictOf = (report) => (report === "" ? "" : code === 2 ? "error" : JSON.parse(report).summary.verdict);
if (env.GITHUB_OUTPUT) {
  const values = {
    verdict: verdictOf(text(written("json"))),
    "exit-code": code,
    "sarif-file": written("sarif"),
    "json-file": written("json"),
  };
  // A path may hold anything but the delimiter, which nobody can guess.
  const delimiter = randomUUID();
  const assignments = Object.entries(values).map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  appendFileSync(env.GITHUB_OUTPUT, assignments.join(""));
}
process.exitCode = code;

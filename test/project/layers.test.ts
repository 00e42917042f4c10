import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Each layer, the layers it may import from, and why it may import no other. Top-level files are named with their extension. */
const LAYERS: Readonly<Record<string, { readonly may: readonly string[]; readonly because: string }>> = {
  "errors.ts": { may: [], because: "everything throws and catches it" },
  "value.ts": { may: [], because: "values are what all else is made of" },
  "grouping.ts": { may: [], because: "things are grouped and sorted everywhere" },
  "verdict.ts": { may: [], because: "verdicts are told everywhere" },
  "version.ts": { may: [], because: "a constant" },
  services: { may: ["value.ts", "verdict.ts"], because: "the catalogue is data, which other tools may print" },
  policy: { may: ["value.ts", "verdict.ts", "services"], because: "IAM knows nothing of Terraform" },
  plan: { may: ["errors.ts", "value.ts"], because: "a plan is a plan whatever is asked of it" },
  planfile: { may: ["errors.ts", "value.ts", "plan"], because: "a second way to read the same plan" },
  source: { may: ["errors.ts", "value.ts", "plan"], because: "HCL is evaluated without knowing what for" },
  input: { may: ["errors.ts", "plan", "planfile"], because: "bytes become a plan, and nothing more" },
  resolve: { may: ["grouping.ts", "value.ts", "plan", "source"], because: "references are settled, nothing is judged" },
  facts: {
    may: ["grouping.ts", "value.ts", "services", "policy", "plan", "resolve"],
    because: "facts are gathered, nothing is judged",
  },
  rules: {
    may: ["grouping.ts", "value.ts", "verdict.ts", "services", "policy", "resolve", "facts"],
    because: "a rule never reads the plan, and never prints",
  },
  report: {
    may: [
      "grouping.ts",
      "verdict.ts",
      "version.ts",
      "errors.ts",
      "value.ts",
      "services",
      "policy",
      "resolve",
      "facts",
      "rules",
    ],
    because: "a renderer never judges",
  },
  config: {
    may: ["errors.ts", "services", "input", "facts", "rules", "report"],
    because:
      "a configuration states facts, and how they are judged and told; its files have the encodings that plans have",
  },
  "check-options.ts": {
    may: ["services", "facts", "input", "rules", "report", "resolve"],
    because: "the pipeline's own types",
  },
  "trace.ts": { may: ["facts", "policy", "report", "resolve", "services"], because: "tells what the pipeline saw" },
  "look.ts": {
    may: ["check-options.ts", "trace.ts", "version.ts", "services", "resolve", "facts", "rules", "report"],
    because: "from what is resolved to what is told, for one plan or for several that are joined",
  },
  "look-joined.ts": {
    may: ["check-options.ts", "errors.ts", "look.ts", "input", "plan", "resolve", "facts", "report"],
    because: "the part of the pipeline that only joined plans go through",
  },
  "check.ts": {
    may: ["check-options.ts", "errors.ts", "look.ts", "look-joined.ts", "input", "resolve", "facts", "rules", "report"],
    because: "the whole pipeline",
  },
  "policies.ts": {
    may: ["grouping.ts", "errors.ts", "value.ts", "input", "plan", "policy", "resolve", "facts", "report"],
    because: "the pipeline of one command, which judges nothing",
  },
  "index.ts": {
    may: [
      "check.ts",
      "check-options.ts",
      "errors.ts",
      "value.ts",
      "verdict.ts",
      "input",
      "policy",
      "resolve",
      "facts",
      "rules",
      "report",
      "services",
    ],
    because: "the public API",
  },
  cli: {
    may: [
      "check-options.ts",
      "check.ts",
      "policies.ts",
      "errors.ts",
      "version.ts",
      "config",
      "report",
      "rules",
      "services",
      "policy",
      "resolve",
      "input",
    ],
    because: "only the command line prints and exits",
  },
};

const SOURCE = resolve(__dirname, "../../src");

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}

function layerOf(path: string): string {
  return relative(SOURCE, path).split("/")[0] ?? "";
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/(?:from|import|require)\s*\(?\s*"(\.[^"]+)(?<!package\.json)"/g)].map(([, to = ""]) => {
    const target = resolve(dirname(path), to);
    const layer = layerOf(target);
    return LAYERS[layer] === undefined && LAYERS[`${layer}.ts`] !== undefined ? `${layer}.ts` : layer;
  });
}

test.each(filesIn(SOURCE).map((path) => [relative(SOURCE, path), path]))(
  "%s imports only from its own or a lower layer",
  (_, path) => {
    const layer = layerOf(path);
    const rule = LAYERS[layer];
    expect(rule).toBeDefined();
    const wrong = importsOf(path).filter((target) => target !== layer && rule?.may.includes(target) !== true);
    expect({ wrong, because: rule?.because }).toEqual({ wrong: [], because: rule?.because });
  },
);

test("the layers have no cycle: each may import only from layers that stand above it in the list", () => {
  const order = Object.keys(LAYERS);
  for (const [layer, { may }] of Object.entries(LAYERS)) {
    for (const target of may)
      expect([layer, target, order.indexOf(target) < order.indexOf(layer)]).toEqual([layer, target, true]);
  }
});

test("src never imports cdktf: loading it costs 100 ms, its barrel of providers 3 s", () => {
  const importing = filesIn(SOURCE).filter((path) =>
    /from "(cdktf|cdktn|@cdktf|@cdktn|constructs)/.test(readFileSync(path, "utf8")),
  );
  expect(importing).toEqual([]);
});

/** Which parts of `src` may import from which, and why no more. Each list holds what is used, and nothing else. */
export interface Layer {
  readonly may: readonly string[];
  readonly because: string;
}

/**
 * From the lowest to the highest: each may import only from those before it. Folders are entered by their doors; files at
 * the top are named with their extension.
 */
export const LAYERS: Readonly<Record<string, Layer>> = {
  "errors.ts": { may: [], because: "everything throws and catches it" },
  "version.ts": { may: [], because: "a constant" },
  "grouping.ts": { may: [], because: "things are grouped and sorted everywhere" },
  "sentence.ts": { may: [], because: "sentences are made everywhere and read nowhere" },
  values: { may: [], because: "values are what all else is made of" },
  "verdict.ts": { may: ["sentence.ts"], because: "verdicts are reported everywhere" },
  services: { may: ["values"], because: "the catalogue is data, which other tools may print" },
  plan: { may: ["errors.ts", "values"], because: "a plan is a plan whatever is asked of it" },
  planfile: { may: ["errors.ts", "plan"], because: "a second way to read the same plan" },
  source: { may: ["errors.ts", "grouping.ts", "values", "plan"], because: "HCL is evaluated without knowing what for" },
  input: { may: ["errors.ts", "plan", "planfile"], because: "bytes become a plan, and nothing more" },
  resolve: { may: ["grouping.ts", "values", "plan", "source"], because: "references are settled, nothing is judged" },
  policy: {
    may: ["grouping.ts", "sentence.ts", "values", "verdict.ts", "services"],
    because: "IAM knows nothing of Terraform",
  },
  writing: { may: ["values", "services", "resolve"], because: "writes policies and statements, and judges none" },
  facts: {
    may: ["grouping.ts", "values", "services", "plan", "resolve", "policy"],
    because: "facts are gathered, nothing is judged",
  },
  findings: { may: ["verdict.ts", "resolve", "facts"], because: "what a rule reports, whatever the rule" },
  judging: {
    may: ["grouping.ts", "sentence.ts", "values", "verdict.ts", "services", "resolve", "policy", "facts", "findings"],
    because: "asks the authorizer, and makes no sentence of the answer",
  },
  rules: {
    may: [
      "grouping.ts",
      "sentence.ts",
      "values",
      "verdict.ts",
      "services",
      "resolve",
      "policy",
      "writing",
      "facts",
      "findings",
      "judging",
    ],
    because: "a rule never reads the plan, and never prints",
  },
  print: { may: ["services", "resolve", "rules"], because: "prints what it is given" },
  report: {
    may: [
      "errors.ts",
      "grouping.ts",
      "verdict.ts",
      "services",
      "resolve",
      "facts",
      "findings",
      "judging",
      "rules",
      "print",
    ],
    because: "a renderer never judges",
  },
  config: {
    may: ["errors.ts", "services", "input", "facts", "findings", "report"],
    because: "a configuration states facts, and how they are judged and reported",
  },
  pipeline: {
    may: [
      "errors.ts",
      "version.ts",
      "grouping.ts",
      "values",
      "services",
      "plan",
      "input",
      "resolve",
      "policy",
      "facts",
      "findings",
      "rules",
      "print",
      "report",
    ],
    because: "the whole line, from bytes to report",
  },
  "index.ts": {
    may: [
      "errors.ts",
      "sentence.ts",
      "values",
      "verdict.ts",
      "services",
      "input",
      "resolve",
      "policy",
      "facts",
      "findings",
      "print",
      "report",
      "pipeline",
    ],
    because: "the public API",
  },
  cli: {
    may: [
      "errors.ts",
      "version.ts",
      "values",
      "services",
      "input",
      "resolve",
      "writing",
      "rules",
      "print",
      "report",
      "config",
      "pipeline",
    ],
    because: "only the command line prints and exits",
  },
};

/**
 * Files that need each other's values: an expression holds templates, `for` expressions and conditionals, which hold
 * expressions.
 */
export const CIRCLES: readonly (readonly string[])[] = [
  [
    "source/evaluate/conditional.ts",
    "source/evaluate/evaluate-template.ts",
    "source/evaluate/expression.ts",
    "source/evaluate/for-expression.ts",
    "source/evaluate/steps.ts",
  ],
];

/** What is loaded late goes past a door, so that most runs need not load what stands behind it. */
export const LATE: readonly string[] = [
  "cli/check-worker.ts > pipeline/check",
  "cli/policies.ts > pipeline/policies-of-plan",
  "cli/run-check.ts > pipeline/check",
  "facts/detectors/cloudformation-stack.ts > facts/detectors/reading/cloudformation-yaml",
  "resolve/computed-attributes.ts > source/policy-document/policy-document",
];

/**
 * What the command line needs before it knows what to do goes past a door too: help and bad usage load neither the pipeline nor
 * the rules (test/cli/process.test.ts).
 */
export const START: readonly string[] = [
  "cli/check.ts > config/config",
  "cli/check.ts > input/read-input",
  "cli/check.ts > report/exit-code",
  "cli/check.ts > report/formats/index",
  "cli/program.ts > report/exit-code",
  "cli/run.ts > report/exit-code",
];

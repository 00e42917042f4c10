/** What an input is that is not a plan to read. The ids are for programs; {@link WRONG_INPUTS} has the words. */
export type WrongInputKind =
  | "saved-plan"
  | "old-saved-plan"
  | "encrypted-plan"
  | "cloud-plan"
  | "encrypted-state"
  | "state"
  | "state-file"
  | "plan-log"
  | "human-readable"
  | "redacted-plan"
  | "errored-plan"
  | "unknown-version"
  | "wrapped-plan"
  | "partial-plan"
  | "truncated"
  | "too-deep"
  | "too-many-values"
  | "several-documents"
  | "empty"
  | "source"
  | "binary"
  | "broken-utf-16"
  | "lines-before-json"
  | "other-json"
  | "not-json";

/** What is wrong, and what to do instead. `FILE` stands for the file's name. */
export interface WrongInputWords {
  readonly what: string;
  readonly expected: string;
}

const MAKE_PLAN = "Make the plan: terraform plan -out=tfplan && terraform show -json tfplan > plan.json";

const CHECK_SAVED_PLAN = "terraform plan -out=tfplan && kmsgate check tfplan";

/** The words for each kind; some add a detail to `what`. */
export const WRONG_INPUTS = {
  "saved-plan": {
    what: "this is a saved plan (terraform plan -out)",
    expected:
      "Print it in the folder it was made in: terraform show -json FILE > plan.json\nOr let kmsgate run that: --terraform terraform",
  },
  "old-saved-plan": {
    what: "this is a saved plan of Terraform 0.11 or older, which cannot be printed as JSON",
    expected: `Plan with Terraform 0.12 or later, or with OpenTofu. ${MAKE_PLAN}`,
  },
  "encrypted-plan": {
    what: "this is a saved plan that OpenTofu encrypted",
    expected:
      "Print it where its key is configured: tofu show -json FILE > plan.json\nOr let kmsgate run that: --terraform tofu",
  },
  "cloud-plan": {
    what: "this is a saved cloud plan, which only names a run in HCP Terraform",
    expected:
      "Print it in the folder it was made in: terraform show -json FILE > plan.json\nOr let kmsgate run that: --terraform terraform",
  },
  "encrypted-state": { what: "this is a state that OpenTofu encrypted, not a plan", expected: MAKE_PLAN },
  state: {
    what: "this is a state (terraform show -json without a plan file), not a plan",
    expected: `${MAKE_PLAN}\nOr let it stand beside a plan for what exists: kmsgate check PLAN FILE --join`,
  },
  "state-file": { what: "this is a state file (terraform.tfstate), not a plan", expected: MAKE_PLAN },
  "plan-log": {
    what: "this is the log of terraform plan -json, line by line, which leaves out most of the plan",
    expected: MAKE_PLAN,
  },
  "human-readable": { what: "this is what terraform plan prints for people, not JSON", expected: MAKE_PLAN },
  "redacted-plan": {
    what: "this is the redacted plan of HCP Terraform (plan_format_version), which leaves out the configuration",
    expected:
      "Take the full one: terraform show -json of the saved plan, or json-output (not json-output-redacted) of the HCP Terraform plans API.",
  },
  "errored-plan": {
    what: "this plan ended in an error (errored: true), so that part of it is missing",
    expected: `Mend what terraform plan reports first. ${MAKE_PLAN}`,
  },
  "unknown-version": {
    what: "this plan has a format version that is not known",
    expected: "Read are 0.1 to 1.x (terraform show -json). A newer kmsgate may read it.",
  },
  "wrapped-plan": { what: "this is not a plan, but holds one", expected: "Give the plan itself." },
  "partial-plan": {
    what: "this is a part of a plan: it has no format_version",
    expected: `Give the plan as a whole, as terraform show -json prints it. ${MAKE_PLAN}`,
  },
  truncated: {
    what: "this JSON is cut off",
    expected: "Did the command that wrote it fail, or did the disk or a log limit end it? Print the plan again.",
  },
  "too-deep": { what: "this JSON nests too deep for a plan", expected: MAKE_PLAN },
  "too-many-values": { what: "this JSON holds more values than a plan of its size", expected: MAKE_PLAN },
  "several-documents": { what: "this holds several JSON documents", expected: "Give each plan as a file of its own." },
  empty: {
    what: "this is empty",
    expected: `Did the command that should write it fail? ${MAKE_PLAN}`,
  },
  source: { what: "this is Terraform source, not a plan", expected: MAKE_PLAN },
  binary: { what: "this is neither plan JSON nor a saved plan", expected: MAKE_PLAN },
  "broken-utf-16": {
    what: "this is UTF-16, which PowerShell's > writes, and it is broken",
    expected: `Check the saved plan itself, which no shell rewrites: ${CHECK_SAVED_PLAN}`,
  },
  "lines-before-json": {
    what: "other lines stand before the JSON",
    expected:
      "Give the JSON alone: Terragrunt passes on what terraform prints with --tf-forward-stdout, and its log goes apart with 2> log\n" +
      `Or check the saved plan itself: ${CHECK_SAVED_PLAN}`,
  },
  "other-json": { what: "this is JSON, but not a plan", expected: MAKE_PLAN },
  "not-json": { what: "this is not JSON", expected: MAKE_PLAN },
} as const satisfies Record<WrongInputKind, WrongInputWords>;

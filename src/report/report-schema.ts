import { services } from "../services";
import { formatVersion } from "./report";

const text = { type: "string" } as const;
const number = { type: "integer", minimum: 0 } as const;
const textOrNull = { type: ["string", "null"] } as const;

const choice = (...values: readonly string[]) => ({ enum: values });

const list = (items: object, more: object = {}) => ({ type: "array", items, ...more });

/** An object with these members; those whose name ends in `?` may be missing. */
function object(members: Readonly<Record<string, object>>): object {
  const entries = Object.entries(members);
  return {
    type: "object",
    required: entries.map(([name]) => name).filter((name) => !name.endsWith("?")),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ""), schema])),
  };
}

const described = (description: string, schema: object) => ({ description, ...schema });

const source = object({ title: text, url: text });

const otherPlan = described("Index into plans, where plans are joined and it is another than the key's.", number);

const otherUsers = list(
  object({
    address: text,
    attribute: text,
    "service?": described("AWS's name of it.", text),
    "file?": text,
    "line?": { type: "integer", minimum: 1 },
    "plan?": otherPlan,
  }),
);

const location = object({
  address: text,
  "plan?": otherPlan,
  "attribute?": text,
  "file?": text,
  "line?": { type: "integer", minimum: 1 },
  "construct?": text,
});

const plan = object({
  path: described("As given; - for standard input.", text),
  "error?": described("Why the plan could not be read or checked; nothing but its path is known then.", text),
  "expected?": described("What was expected instead.", text),
  sha256: described("null: the plan could not be read.", { type: ["string", "null"], pattern: "^[0-9a-f]{64}$" }),
  reader: described("null: the plan could not be read.", {
    enum: ["json", "direct", "terraform", "configuration", null],
  }),
  terraform_version: textOrNull,
  format_version: textOrNull,
  complete: described("False under -target or with deferred changes; null: the plan does not say.", {
    type: ["boolean", "null"],
  }),
  resource_count: number,
  accounts: list(object({ id: text, inferred: { type: "boolean" } })),
  "accounts_instead?": described("The accounts that the plan names, where none is that of --account.", list(text)),
  source: described(
    "partial: parts of the source do not fit the plan; unreadable: there is one that cannot be read.",
    choice("plan", "directory", "partial", "unreadable", "none"),
  ),
  "source_places?": described(
    "Where the source does not fit the plan or cannot be read.",
    list(
      object({
        "file?": text,
        "line?": { type: "integer", minimum: 1 },
        "document?": text,
        because: text,
        "plan_has?": text,
        "source_has?": text,
      }),
    ),
  ),
});

const summary = object({
  verdict: described(
    "none: no key in scope. error: a plan could not be read; the counts are those of the others.",
    choice("pass", "fail", "undecided", "none", "error"),
  ),
  keys: number,
  not_judged: described("Keys that the plans manage and no service of the catalogue was seen to use.", number),
  passed: number,
  failed: number,
  undecided: number,
  errors: number,
  warnings: number,
  notes: number,
  ignored: number,
});

const use = object({
  service: described(`${services.map(({ id }) => id).join(", ")}, or another service.`, text),
  operations: described("null: not known.", { type: ["array", "null"], items: text }),
  "using?": described("The resource in which the key is used.", text),
  "using_plan?": otherPlan,
  "without_role?": described("The service is given no role.", { const: true }),
  role: described("null: not known, or none.", {
    anyOf: [object({ address: textOrNull, arn: textOrNull, "plan?": otherPlan }), { type: "null" }],
  }),
  confidence: choice("certain", "inferred"),
  evidence: list(object({ address: text, attribute: text, "plan?": otherPlan }), { minItems: 1 }),
});

const access = object({
  requirement: described("Id of a requirement of the catalogue.", text),
  layer: choice("key-policy", "role-policy", "either"),
  grantee: object({
    kind: choice("role", "service"),
    "address?": text,
    "arn?": text,
    "principal?": text,
    "plan?": otherPlan,
  }),
  action: { type: "string", pattern: "^[a-z0-9-]+:" },
  documented: described("Does an Allow in the layer that AWS names match?", choice("yes", "no", "unknown")),
  effective: described("All layers together: may the call succeed?", choice("allowed", "denied", "unknown")),
  "by?": choice("explicit", "boundary", "no-allow"),
  basis: choice("documentation", "trace"),
  because: text,
});

const key = object({
  id: described("Address, else ARN, alias or the name of what is not known.", text),
  plan: described("Index into plans.", number),
  address: described("null: not in the plan.", textOrNull),
  arn: described("null: not known.", textOrNull),
  verdict: choice("pass", "fail", "undecided"),
  policy: object({
    origin: choice("plan", "default", "policy-document", "configuration", "source", "outside", "unknown"),
    "because?": text,
  }),
  uses: list(use),
  access: list(access),
  "other_users?": described("Resources that use the key for services outside the catalogue.", otherUsers),
});

const finding = object({
  fingerprint: described("Survives reordering and line changes; covers each action.", text),
  rule: text,
  level: choice("error", "warning", "note"),
  verdict: choice("violated", "undecided"),
  confidence: choice("certain", "inferred"),
  key: described("The id of a key.", text),
  grantee: described("A role's address or ARN, or a service principal; null: about the key itself.", textOrNull),
  "grantee_plan?": otherPlan,
  actions: list(text),
  message: text,
  plan: described("Index into plans.", number),
  locations: list(location),
  fix: object({ "statement?": { type: "object" }, "hcl?": text }),
  source,
  "ignored?": object({ reason: text, "expires?": { type: "string", format: "date" } }),
  "formerly?": described(
    "The rules that told this before; ignores and baselines that name them still hold it.",
    list(text),
  ),
  "held_as?": described("The former rule by which an ignore or the baseline holds it.", text),
  "baseline?": { const: true },
  "using?": described("The resources that use the key for what is missing.", list(text)),
  "failure?": described("How the use fails.", choice("loud", "late", "silent")),
  "since?": described("Whether this plan introduces the finding.", choice("introduced", "existing")),
  "folded?": described("Set where `--only-introduced` sets it aside: it is there already.", { const: true }),
});

const fixed = object({
  fingerprint: text,
  rule: text,
  level: choice("error", "warning", "note"),
  verdict: choice("violated", "undecided"),
  key: text,
  grantee: textOrNull,
  actions: list(text),
  "plan?": described("The path of the plan, where several were looked at.", text),
  "grantee_plan?": described("The path of the grantee's plan, where it is another.", text),
});

/** JSON Schema (2020-12) of the report, as it is published in docs/report.schema.json. */
export const reportSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:kmsgate:report:1",
  title: `kmsgate report ${formatVersion}`,
  ...object({
    format_version: described("Any 1.x: a later minor version only adds members and enum values.", {
      type: "string",
      pattern: "^1\\.[0-9]+$",
    }),
    tool: object({ name: { const: "kmsgate" }, version: text, catalogue: object({ version: text, date: text }) }),
    "services?": described(
      "The services that a configuration adds to the catalogue.",
      list(object({ id: text, title: text }), { minItems: 1 }),
    ),
    "config?": described("The configuration file in use.", object({ path: text })),
    plans: list(plan),
    profile: choice("documented", "effective"),
    summary,
    keys: list(key),
    "not_judged?": described(
      "Keys that no service of the catalogue was seen to use; they change neither verdict nor exit code.",
      list(object({ id: text, "plan?": number, users: otherUsers, because: text }), { minItems: 1 }),
    ),
    unlinked: list(object({ kind: choice("role", "key"), address: text, because: text, "plan?": otherPlan })),
    findings: list(finding),
    "baseline?": described(
      "Present where the findings were compared with a baseline.",
      object({ fixed: described("What the baseline holds and what is no longer found.", list(fixed)) }),
    ),
  }),
} as const;

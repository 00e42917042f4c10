import { services } from "../services/catalogue";

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
  sha256: { type: "string", pattern: "^[0-9a-f]{64}$" },
  reader: choice("json", "direct", "terraform"),
  terraform_version: textOrNull,
  format_version: textOrNull,
  complete: described("False under -target or with deferred changes; null: the plan does not say.", {
    type: ["boolean", "null"],
  }),
  resource_count: number,
  accounts: list(object({ id: text, inferred: { type: "boolean" } })),
  source: choice("plan", "directory", "partial", "unreadable", "none"),
});

const summary = object({
  verdict: described("none: no key in scope.", choice("pass", "fail", "undecided", "none")),
  keys: number,
  not_judged: described("Keys of the plans that no known service was seen to use.", number),
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
  role: described("null: not known.", {
    anyOf: [object({ address: textOrNull, arn: textOrNull, "plan?": otherPlan }), { type: "null" }],
  }),
  confidence: choice("certain", "inferred"),
  evidence: list(object({ address: text, attribute: text, "plan?": otherPlan }), { minItems: 1 }),
});

const access = object({
  requirement: described("Id of a requirement of the catalogue.", text),
  layer: choice("key-policy", "role-policy"),
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
  $id: "urn:kmsgate:report:1.0",
  title: "kmsgate report 1.0",
  ...object({
    format_version: { const: "1.0" },
    tool: object({ name: { const: "kmsgate" }, version: text, catalogue: object({ version: text, date: text }) }),
    "services?": described(
      "The services that a configuration adds to the catalogue.",
      list(object({ id: text, title: text }), { minItems: 1 }),
    ),
    plans: list(plan),
    profile: choice("documented", "effective"),
    summary,
    keys: list(key),
    unlinked: list(object({ kind: choice("role", "key"), address: text, because: text, "plan?": otherPlan })),
    findings: list(finding),
    "baseline?": described(
      "Present where the findings were compared with a baseline.",
      object({ fixed: described("What the baseline holds and what is no longer found.", list(fixed)) }),
    ),
  }),
} as const;

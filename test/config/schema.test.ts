import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";

import { parseConfig } from "../../src/config/parse";
import { configSchema } from "../../src/config/config-schema";
import { InputError } from "../../src/errors";
import { services } from "../../src/services/catalogue";
import type { Service } from "../../src/services/service";

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(configSchema);

/** What the schema makes of a file, as an editor would. */
const bySchema = (text: string): boolean => validate(parse(text));

/** What kmsgate makes of it: nothing, or the error. */
function byReader(text: string): string {
  try {
    parseConfig(text, "kmsgate.yaml", "/no/such/folder");
    return "";
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const arn = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ignore = (rest: string): string => `ignores: [{ rule: key-is-usable, key: aws_kms_key.k, reason: r${rest} }]`;
const use = (rest: string): string => `uses: [{ service: personalize, key: aws_kms_key.k${rest} }]`;
const source = "{ title: T, url: https://example.com/, read: 2026-11-22, says: S. }";

interface Parts {
  readonly id?: string;
  readonly principal?: string;
  readonly operation?: string;
  readonly requirement?: string;
  readonly more?: string;
}

function service(given: Parts = {}): string {
  const { id = "acme", principal = "acme.amazonaws.com", operation = "", requirement = "", more = "" } = given;
  const own = requirement || `id: ${id}.key-policy, layer: key-policy, grantee: role, neededBy: [job]`;
  return `services:
  - id: ${id}
    title: Acme
    principals: [${principal}]
    operations: [{ ${operation || "id: job, api: [RunJob], keyMembers: [], roleMembers: [], s3: none"} }]
    requirements: [{ ${own}, actions: [kms:Decrypt], when: always, source: ${source} }]
    ${more}`;
}

const good: readonly string[] = [
  "{}",
  "profile: effective",
  "fail-on: never",
  "on-undecided: warn",
  "locked: true",
  "levels: {}",
  "levels: { key-policy-grants-role: note, ignore-unused: error }",
  use(""),
  use(", role: ~"),
  use(', role: "module.*.aws_iam_role.r"'),
  use(", operations: [dataset-group]"),
  'uses: [{ service: personalize, key: "**" }]',
  `uses: [{ service: personalize, key: 'module.*.aws_kms_key.main["*"]' }]`,
  `uses: [{ service: personalize, key: ${arn} }]`,
  ignore(""),
  ignore(", grantee: personalize.amazonaws.com, action: kms:CreateGrant, expires: 2027-03-31"),
  ignore(", action: kms:*"),
  service(),
  service({ more: "callsByItself: false" }),
  service({ more: "names: { cli: acme, sdk: acmesvc, cloudFormation: 'AWS::Acme::', awscc: awscc_acme_ }" }),
  service({ more: `regions: { only: [us-west-2], source: ${source} }` }),
  service({ more: "session: { name: Acme, basis: trace }" }),
  service({ more: `exemptions: [{ layer: role-policy, operations: [job], source: ${source} }]` }),
  service({ more: `notes: { trust: ${source}, key: ${source}, revoking: ${source} }` }),
];

/** What is wrong, and what stands of it in the error. */
const bad: readonly (readonly [text: string, message: string])[] = [
  ["profile: strict", 'kmsgate.yaml:2:10: profile is "strict"\nExpected: one of documented, effective'],
  ["fail-on: info", '2:10: fail-on is "info"\nExpected: one of error, warning, note, never'],
  ["fail-on: 3", "2:10: fail-on is 3, which is no text"],
  ["on-undecided: stop", '2:15: on-undecided is "stop"\nExpected: one of fail, warn, ignore'],
  ["locked: yes", '2:9: locked is the text "yes"\nExpected: true or false'],
  [
    "levels: { no-such-rule: error }",
    '2:11: levels has an unknown key "no-such-rule"\nExpected: one of the keys key-policy',
  ],
  [
    "levels: { key-is-usable: off }",
    '2:26: key-is-usable is "off"\nExpected: one of error, warning, note; what is not to be told stands under ignores',
  ],
  ["levels: [error]", "2:9: levels is a list"],
  ["uses: []", "2:7: uses is an empty list"],
  [use(", role: geo"), '2:58: role is "geo"'],
  ["uses: [{ service: personalize, key: 1234abcd }]", '2:37: key is "1234abcd"'],
  ["uses: [{ service: personalize, key: 'arn:aws:kms:us-west-2:111122223333:key/*' }]", "2:37: key is"],
  ["uses: [{ key: aws_kms_key.k }]", "2:8: a use says no service"],
  ["policies: {}", "2:11: policies is an empty mapping"],
  [
    "policies: { alias/geo: a.json }",
    '2:13: the name of a policy is "alias/geo"\nExpected: the ARN of a key or an alias',
  ],
  [`policies: { "${arn}": 1 }`, " is 1, which is no text"],
  [
    "ignores: [{ rule: key-is-usable, key: a.b }]",
    "2:11: an ignore says no reason\nExpected: reason: why it is ignored",
  ],
  ["ignores: [{ rule: key-is-usable, reason: r }]", "an ignore says no key"],
  [
    "ignores: [{ rule: ignore-unused, key: a.b, reason: r }]",
    '2:19: rule is "ignore-unused"\nExpected: one of key-policy',
  ],
  [
    ignore(", action: Decrypt"),
    '2:73: action is "Decrypt"\nExpected: an action as the report has it, such as kms:CreateGrant',
  ],
  [ignore(", expires: 2027-13-01"), '2:74: expires is "2027-13-01"\nExpected: a day, such as 2027-03-31'],
  [ignore(", expires: soon"), "expires is"],
  [ignore(", until: 2027-01-01"), 'an ignore has an unknown key "until"'],
  ['ignores: [{ rule: key-is-usable, key: a.b, reason: " " }]', "2:52: reason is empty text"],
  [service({ id: "Acme" }), '3:9: id is "Acme"\nExpected: lower case words joined by hyphens'],
  [service({ principal: "acme" }), '5:18: a service principal is "acme"'],
  [
    service({ operation: "id: job, api: [run-job], keyMembers: [], roleMembers: [], s3: none" }),
    'an API action is "run-job"',
  ],
  [service({ operation: "id: job, api: [RunJob], keyMembers: [], s3: none" }), "an operation says no roleMembers"],
  [
    service({ operation: "id: job, api: [RunJob], keyMembers: [{ path: kmsKeyArn }], roleMembers: [], s3: none" }),
    "a key member says no acceptsAlias",
  ],
  [
    service({ operation: "id: job, api: [RunJob], keyMembers: [], roleMembers: [], s3: some" }),
    "Expected: one of reads, writes, reads-and-writes, none",
  ],
  [service({ more: "basis: trace" }), '8:5: a service has an unknown key "basis"'],
  [service({ more: "session: { name: Acme, basis: documentation }" }), "Expected: one of trace"],
  [service({ more: `regions: { only: [Oregon], source: ${source} }` }), 'a Region is "Oregon"'],
  [
    service().replace("when: always", "when: dataset-group-key-exported"),
    "Expected: one of always, no-account-root-administrator",
  ],
  [service().replace("kms:Decrypt", "s3:GetObject"), 'an action is "s3:GetObject"'],
  [service().replace("https://example.com/", "example.com"), 'url is "example.com"'],
  [service().replace(", says: S.", ""), "a source says no says"],
  ["rules: {}", '2:1: the file has an unknown key "rules"'],
];

/** What only the reader can know: what depends on other parts of the file, on the calendar, on other files. */
const beyond: readonly (readonly [text: string, message: string])[] = [
  [service({ principal: "" }), "5:17: principals is an empty list"],
  [
    "uses: [{ service: rekognition, key: alias/a }]",
    '2:19: service is "rekognition"\nExpected: one of personalize, sagemaker-geospatial',
  ],
  [use(", operations: [earth-observation-job]"), 'personalize has no operation "earth-observation-job"'],
  [ignore(", expires: 2027-02-29"), 'expires is "2027-02-29", which is no day of the calendar'],
  [`policies: { "${arn}": a.json }`, "2:13: a.json: there is no such file"],
  [service({ id: "personalize" }), "3:9: there is a service personalize already"],
  [service({ principal: "personalize.amazonaws.com" }), '5:18: "personalize.amazonaws.com" is a name of personalize'],
  [service({ more: "names: { cli: acme, sdk: personalize }" }), '"personalize" is a name of personalize'],
  [
    service().replace(/title: .*/, "title: Amazon Personalize"),
    '4:12: "Amazon Personalize" is a name of personalize\nExpected: a name that no other service has',
  ],
  [
    service({ more: `exemptions: [{ layer: role-policy, operations: [jobs], source: ${source} }]` }),
    'acme has no operation "jobs"\nExpected: one of job',
  ],
  [
    service({ requirement: "id: other.x, layer: key-policy, grantee: role, neededBy: [job]" }),
    'id is "other.x"\nExpected: acme. and more',
  ],
  [
    service({ requirement: "id: acme.x, layer: key-policy, grantee: role, neededBy: [jobs]" }),
    'acme has no operation "jobs"\nExpected: one of job',
  ],
  [
    service({ requirement: "id: acme.x, layer: role-policy, grantee: service, neededBy: [job]" }),
    "a service principal has no IAM policy\nExpected: layer: key-policy",
  ],
  [`${service()}\n${service().replace("services:\n", "")}`, "there is a service acme already"],
];

test.each(good)("%s", (text) => {
  expect(byReader(`version: 1\n${text === "{}" ? "" : text}`)).toBe("");
  expect(bySchema(`version: 1\n${text === "{}" ? "" : text}`)).toBe(true);
});

test.each(bad)("%s: %s", (text, message) => {
  expect(byReader(`version: 1\n${text}`)).toContain(message);
  expect(byReader(`version: 1\n${text}`)).toMatch(/^kmsgate\.yaml:\d+:\d+: /);
  expect(bySchema(`version: 1\n${text}`)).toBe(false);
});

test.each(beyond)("%s: %s, which no schema tells", (text, message) => {
  expect(byReader(`version: 1\n${text}`)).toContain(message);
  expect(bySchema(`version: 1\n${text}`)).toBe(true);
});

/** A service as kmsgate services --format json prints it, with names of its own. */
function copied(service: Service): string {
  const own = (id: string): string => id.replace(service.id, "acme");
  const added: Service = {
    ...service,
    id: "acme",
    title: "Acme",
    principals: service.principals.map((_, index) => `acme${String(index)}.amazonaws.com`),
    ...(service.names !== undefined && {
      names: { cli: "acme", sdk: "acme", cloudFormation: "Acme::Own::", awscc: "awscc_acme_own_" },
    }),
    requirements: service.requirements.map((requirement) => ({
      ...requirement,
      id: own(requirement.id),
      ...(requirement.fallback !== undefined && { fallback: own(requirement.fallback) }),
    })),
    ...(service.spared !== undefined && { spared: service.spared.map((each) => ({ ...each, id: own(each.id) })) }),
  };
  return JSON.stringify({ version: 1, services: [added] });
}

// What hangs on exports of a dataset group is Personalize's alone.
test.each(services.filter(({ id }) => id !== "personalize").map((service) => [service.id, service] as const))(
  "%s as kmsgate services --format json prints it is a service of the file",
  (_, service) => {
    const text = copied(service);
    expect(bySchema(text)).toBe(true);
    expect(byReader(text)).toBe("");
    const [added] = parseConfig(text, "kmsgate.yaml").services;
    expect(added).toEqual((JSON.parse(text) as { services: unknown[] }).services[0]);
  },
);

test("what may be left out of a service has a default", () => {
  const [acme] = parseConfig(`version: 1\n${service({ id: "acme-data" })}`, "kmsgate.yaml").services;
  const said = { title: "T", url: "https://example.com/", read: "2026-11-22", says: "S." };
  expect(acme).toMatchObject({
    callsByItself: false,
    names: { cli: "acme-data", sdk: "acmedata" },
    exemptions: [],
    notes: { trust: said, key: said, revoking: said },
  });
});

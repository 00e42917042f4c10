import {
  catalogue,
  type Exemption,
  type Operation,
  type Requirement,
  type Service,
  services as known,
  type Source,
} from "../services";

const conditions = {
  always: "always",
  "no-account-root-administrator": "if the key policy has no account root as key administrator",
  "dataset-group-key-exported": "if data of the dataset group is exported",
  "bucket-key-enabled": "if the bucket has an S3 Bucket Key",
  "bucket-key-seen": "if the plan gives the bucket an S3 Bucket Key",
  "bucket-key-not-enabled": "if the bucket has no S3 Bucket Key",
  "role-is-service-linked": "if the role is a service-linked one",
  "role-is-own": "if the role is not a service-linked one",
  "without-role": "if no role is named",
} as const satisfies Record<Requirement["when"], string>;

const layers = {
  "key-policy": "key policy",
  "role-policy": "role's IAM policy",
  either: "key policy or IAM policy",
} as const;

/** The catalogue as aligned columns, for a terminal. */
export function servicesText(services: readonly Service[] = known): string {
  const header = ["SERVICE", "LAYER", "GRANTEE", "ACTIONS", "WHEN"];
  const rows = services.flatMap((service) =>
    service.requirements.map((row) => [
      service.id,
      row.layer,
      granteeId(service, row),
      row.actions.join(" "),
      row.when,
    ]),
  );
  const operations = services.flatMap((service) =>
    service.operations.map((operation) => [
      service.id,
      operation.id,
      operation.api.join(" "),
      layersNeeded(service, operation).join(" ") || "nothing",
    ]),
  );
  return [
    columns([header, ...rows]),
    columns([["SERVICE", "OPERATION", "API", "NEEDS"], ...operations]),
    `catalogue ${catalogue.version}, read ${catalogue.date}; --format json or markdown has the sources\n`,
  ].join("\n");
}

/** The catalogue as it is, for programs. */
export function servicesJson(services: readonly Service[] = known): string {
  return `${JSON.stringify({ catalogue, services }, null, 2)}\n`;
}

/** The page of the catalogue. */
export function servicesMarkdown(services: readonly Service[] = known): string {
  return [
    "# What AWS requires\n",
    `Generated from the catalogue (version ${catalogue.version}, AWS's pages read ${catalogue.date}): change it there, then run \`npm run docs\`.`,
    ...services.map(serviceMarkdown),
  ]
    .join("\n")
    .concat("\n");
}

/** The requirements of all services as one table: for the README. */
export function requirementsMarkdown(): string {
  const services = known;
  return markdownTable(
    ["service", "layer", "who", "actions", "for", "source"],
    services.flatMap((service) =>
      service.requirements.map((row) => [
        service.title,
        layers[row.layer],
        grantee(service, row),
        row.actions.map(code).join(", "),
        forWhat(service, row),
        `[AWS](${row.source.url})`,
      ]),
    ),
  );
}

function serviceMarkdown(service: Service): string {
  const { requirements, regions, notes, exemptions, grantedCalls, spared = [] } = service;
  const optional = [regions, grantedCalls, ...spared].flatMap((each) => each?.source ?? []);
  const sources = [...[...requirements, ...exemptions].map(({ source }) => source), ...optional];
  const quoted = [...new Set([...sources, ...Object.values(notes)])];
  const at = (source: Source): string => `[${quoted.indexOf(source) + 1}]`;
  return [
    `\n## ${service.title} (\`${service.id}\`)\n`,
    `Service principals: ${service.principals.map(code).join(", ")}.`,
    ...(regions === undefined ? [] : [`\nRegions: ${regions.only.join(", ")} ${at(regions.source)}.`]),
    "\n### Requirements\n",
    markdownTable(
      ["requirement", "layer", "who", "actions", "for", "AWS"],
      requirements.map((row) => [
        code(row.id),
        layers[row.layer],
        grantee(service, row),
        row.actions.map(code).join(", "),
        forWhat(service, row),
        at(row.source),
      ]),
    ),
    ...(grantedCalls === undefined
      ? []
      : [
          `\nCalls that the service makes itself, under a grant (nothing has to allow them, a Deny takes them away): ` +
            `${grantedCalls.actions.map(code).join(", ")} ${at(grantedCalls.source)}.`,
        ]),
    ...(spared.length === 0 ? [] : ["\nWhom a Deny must spare, although nothing has to allow them:\n"]),
    ...spared.map((each) => `- ${each.title}: ${each.actions.map(code).join(", ")} ${at(each.source)}.`),
    ...(exemptions.length === 0 ? [] : ["\nNot required:\n"]),
    ...exemptions.map((each) => `${exemptionMarkdown(each)} ${at(each.source)}`),
    "\n### Operations\n",
    operationsMarkdown(service),
    "\n### What AWS says\n",
    ...quoted.map((source, index) => `${index + 1}. ${cite(source)}`),
  ].join("\n");
}

function operationsMarkdown({ operations }: Service): string {
  return markdownTable(
    ["operation", "API", "members that name the key", "members that name the role"],
    operations.map(({ id, api, keyMembers, roleMembers }) => [
      code(id),
      api.map(code).join(", "),
      keyMembers.map(({ path }) => code(path)).join(", ") || "none",
      roleMembers.map(code).join(", "),
    ]),
  );
}

function exemptionMarkdown({ layer, operations = [], actions = [] }: Exemption): string {
  return `* in the ${layers[layer]}: ${[...operations, ...actions].map(code).join(", ")}`;
}

/** The operations, or all of them in words, and the condition. */
function forWhat(service: Service, { neededBy, when }: Requirement): string {
  const inNeed = service.operations.filter((operation) => layersNeeded(service, operation).length > 0);
  const operations =
    neededBy.length === inNeed.length ? "every operation that uses a key" : neededBy.map(code).join(", ");
  return when === "always" ? operations : `${operations}, ${conditions[when]}`;
}

/** The layers in which the operation needs something. */
function layersNeeded({ requirements }: Service, { id }: Operation): readonly Requirement["layer"][] {
  return [...new Set(requirements.filter(({ neededBy }) => neededBy.includes(id)).map(({ layer }) => layer))];
}

function grantee({ principals }: Service, row: Requirement): string {
  return row.grantee === "role" ? "service role" : `service principal ${code(principals[0] ?? "")}`;
}

function granteeId({ principals }: Service, row: Requirement): string {
  return row.grantee === "role" ? "role" : (principals[0] ?? "");
}

function cite({ says, title, url, read }: Source): string {
  return `“${says}” [${title}](${url}), read ${read}`;
}

const code = (text: string): string => `\`${text}\``;

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return `${rows.map(line).join("\n")}\n`;
}

import { catalogue, type Exemption, type Requirement, type Service, services as known, type Source } from "../services";
import {
  conditionWords,
  failures,
  failureWords,
  forWords,
  layers,
  showings,
  takesWords,
  whoWords,
} from "./catalogue-words";

/** The catalogue as it is, for programs. */
export function servicesJson(services: readonly Service[] = known): string {
  return `${JSON.stringify({ catalogue, services }, null, 2)}\n`;
}

/** The page of the catalogue. */
export function servicesMarkdown(services: readonly Service[] = known): string {
  return [
    "# What AWS requires\n",
    `Generated from the catalogue (version ${catalogue.version}, AWS's pages read ${catalogue.date}): change it there, then run \`npm run docs\`.\n`,
    "Of each service: how its use of a key shows in a plan, which keys it takes, what must be allowed to whom, and what happens without it:",
    `${Object.entries(failures)
      .map(([how, words]) => `${how} (${words})`)
      .join(", ")}. Names in braces stand for the resource that uses the key, and for the key itself.`,
    ...services.map(serviceMarkdown),
  ]
    .join("\n")
    .concat("\n");
}

/** For each way to fail, the services whose requirements fail so: for the README. */
export function failuresMarkdown(): string {
  const failing = (how: string): readonly string[] =>
    known
      .filter(({ requirements }) => requirements.some(({ failure }) => failure?.how === how))
      .map(({ title }) => title);
  const others = known.filter(({ requirements }) => requirements.every(({ failure }) => failure === undefined));
  return markdownTable(
    ["without it", "services"],
    [
      ["the service's own calls are denied", others.map(({ title }) => title).join(", ")],
      ...Object.entries(failures).map(([how, words]) => [words, failing(how).join(", ")]),
    ].filter(([, titles]) => titles !== ""),
  );
}

function serviceMarkdown(service: Service): string {
  const {
    requirements,
    regions,
    takes,
    notes,
    exemptions,
    grantedCalls,
    operations,
    principals,
    spared = [],
  } = service;
  const optional = [regions, takes, grantedCalls, ...spared].flatMap((each) => each?.source ?? []);
  const refusals = (service.signals ?? []).flatMap(({ unsupported }) => unsupported ?? []);
  const ofRows = requirements.flatMap(({ source, also = [] }) => [source, ...also]);
  const quoted = [
    ...new Set([
      ...ofRows,
      ...refusals,
      ...exemptions.map(({ source }) => source),
      ...optional,
      ...Object.values(notes),
    ]),
  ];
  const at = (...sources: readonly Source[]): string =>
    sources.map((each) => `[${quoted.indexOf(each) + 1}]`).join(" ");
  return [
    `\n## ${service.title} (\`${service.id}\`)\n`,
    ...(principals.length === 0 ? [] : [`Service principals: ${principals.map(code).join(", ")}.`]),
    ...(regions === undefined ? [] : [`\nRegions: ${regions.only.join(", ")} ${at(regions.source)}.`]),
    ...(takes === undefined ? [] : [`\nKeys: ${takesWords(takes)} ${at(takes.source)}.`]),
    ...showingsMarkdown(service),
    "\n### Requirements\n",
    markdownTable(
      ["requirement", "layer", "who", "actions", "for", "AWS"],
      requirements.map((row) => [
        code(row.id),
        layers[row.layer],
        whoWords(service, row, code),
        actionsMarkdown(row),
        forWords(service, row, code),
        at(row.source, ...(row.also ?? [])),
      ]),
    ),
    ...conditionsMarkdown(requirements),
    ...failureMarkdown(requirements),
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
    ...(operations.length === 0 ? [] : ["\n### Operations\n", operationsMarkdown(service)]),
    "\n### What AWS says\n",
    ...quoted.map((source, index) => `${index + 1}. ${cite(source)}`),
  ].join("\n");
}

/** How the use shows in a plan. */
function showingsMarkdown(service: Service): readonly string[] {
  const rows = showings(service).map(({ use, type, attributes, whoseKey, unsupported }) => [
    code(use),
    code(type),
    attributes.map(code).join(", "),
    [whoseKey ?? "the attribute names it", ...(unsupported === undefined ? [] : [unsupported])].join(": "),
  ]);
  return rows.length === 0
    ? []
    : ["\n### How the use shows\n", markdownTable(["use", "resource", "attributes", "the key"], rows)];
}

/** What must be allowed; where AWS lists more than that, its list. */
function actionsMarkdown({ actions, listed }: Requirement): string {
  const needed = actions.length === 0 ? "none" : actions.map(code).join(", ");
  return listed === undefined ? needed : `${needed} (AWS lists ${listed.map(code).join(", ")})`;
}

function conditionsMarkdown(requirements: readonly Requirement[]): readonly string[] {
  const rows = requirements.flatMap(({ id, recommended = [] }) =>
    recommended.length === 0
      ? []
      : [`* ${code(id)}: ${recommended.map((each) => conditionWords(each, code)).join("; ")}`],
  );
  return rows.length === 0 ? [] : ["\nConditions that AWS recommends:\n", ...rows];
}

function failureMarkdown(requirements: readonly Requirement[]): readonly string[] {
  const rows = requirements.flatMap(({ id, failure }) =>
    failure === undefined ? [] : [`* ${code(id)}: ${failureWords(failure)}`],
  );
  return rows.length === 0 ? [] : ["\nWhat happens when it is missing:\n", ...rows];
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

function cite({ says, title, url, read }: Source): string {
  return `“${says}” [${title}](${url}), read ${read}`;
}

const code = (text: string): string => `\`${text}\``;

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

import { catalogue, type Requirement, type Service, type Source } from "../services";
import {
  conditionWords,
  failures,
  failureWords,
  forWords,
  layers,
  layersNeeded,
  showings,
  takesWords,
  whoWords,
} from "./catalogue-words";
import { count, paint, wrap, type Layout } from "./layout";

/** The catalogue for a terminal: a block a service. */
export function servicesText(services: readonly Service[], layout: Layout): string {
  const blocks = services.map((service) => serviceText(service, layout));
  const meanings = Object.entries(failures).map(([how, words]) => `${how}: ${words}`);
  const end = `${meanings.join("\n")}\n\ncatalogue ${catalogue.version}, read ${catalogue.date}; kmsgate explain SERVICE quotes AWS, --format json and markdown have all\n`;
  return [...blocks, end].join("\n");
}

/** How it shows that a service uses a key, who must be allowed what, and what happens without it. */
export function serviceText(service: Service, layout: Layout): string {
  return joined([
    ...headLines(service, layout),
    ...service.requirements.flatMap((row) => rowLines(service, row, layout)),
  ]);
}

/** The same, with AWS's own sentences. */
export function explainedService(service: Service, layout: Layout): string {
  const { notes, takes } = service;
  const said = [...new Set([takes?.source, ...Object.values(notes)])].filter((source) => source !== undefined);
  return joined([
    ...headLines(service, layout),
    ...service.requirements.flatMap((row) => [...rowLines(service, row, layout), ...quote(row.source, "    ", layout)]),
    ...(said.length === 0 ? [] : ["", "  AWS also says"]),
    ...said.flatMap((source) => quote(source, "    ", layout)),
  ]);
}

/** One requirement, with AWS's own sentences. */
export function explainedRequirement(service: Service, row: Requirement, layout: Layout): string {
  const { source, also = [] } = row;
  return joined([
    paint(row.id, "strong", layout),
    ...wrap(service.title, "  ", layout),
    ...rowLines(service, row, layout).slice(1),
    "",
    "AWS says",
    ...[source, ...also].flatMap((each) => quote(each, "  ", layout)),
  ]);
}

function headLines(service: Service, layout: Layout): string[] {
  const { id, title, operations, takes, regions } = service;
  const inNeed = operations.filter((operation) => layersNeeded(service, operation).length > 0);
  return [
    `${paint(title, "strong", layout)} (${id})`,
    ...(inNeed.length === 0 ? [] : wrap(`used by ${inNeed.flatMap(({ api }) => api).join(", ")}`, "  ", layout, "  ")),
    ...showings(service).flatMap(({ use, type, attributes, whoseKey, unsupported }) => {
      const of = whoseKey === undefined ? "" : `, the key of ${whoseKey}`;
      const no = unsupported === undefined ? "" : `: ${unsupported}`;
      return wrap(`shown by ${type}.${some(attributes)}${of} (${use})${no}`, "  ", layout, "  ");
    }),
    ...(regions === undefined ? [] : wrap(`runs in ${regions.only.join(", ")}`, "  ", layout, "  ")),
    ...(takes === undefined ? [] : wrap(`takes ${takesWords(takes)}`, "  ", layout, "  ")),
  ];
}

function rowLines(service: Service, row: Requirement, layout: Layout): string[] {
  const { id, layer, actions, listed, recommended = [], failure, source } = row;
  const plain = (name: string): string => name;
  const needed = actions.length === 0 ? "nothing: none of what AWS lists is essential" : actions.join(", ");
  return [
    "",
    `  ${id}`,
    ...wrap(
      `the ${layers[layer]} must allow the ${whoWords(service, row, plain)}`.replace("the whoever", "whoever"),
      "    ",
      layout,
      "  ",
    ),
    ...wrap(needed, "      ", layout),
    ...(listed === undefined ? [] : wrap(`AWS lists ${listed.join(", ")}`, "    ", layout, "  ")),
    ...wrap(`for ${forWords(service, row, plain)}`, "    ", layout, "  "),
    ...recommended.flatMap((each) => wrap(`AWS recommends ${conditionWords(each, plain)}`, "    ", layout, "  ")),
    ...(failure === undefined ? [] : wrap(`without it, ${failureWords(failure)}`, "    ", layout, "  ")),
    `    ${paint(source.url, "quiet", layout)}`,
  ];
}

function quote({ says, title, url, read }: Source, indent: string, layout: Layout): string[] {
  return [
    ...wrap(`"${says}"`, indent, layout),
    ...wrap(`${title}, read ${read}`, indent, layout),
    `${indent}${paint(url, "quiet", layout)}`,
  ];
}

/** More attributes than these are in the page of the catalogue. */
const mostAttributes = 3;

function some(attributes: readonly string[]): string {
  const more = attributes.length - mostAttributes;
  if (more <= 0) return attributes.join(", ");
  return `${attributes.slice(0, mostAttributes).join(", ")} and ${count(more, "more attribute")}`;
}

function joined(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

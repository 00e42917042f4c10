import { operationByApi } from "../../services/catalogue";
import { isRemoved } from "../../resolve/is-removed";
import type { Resource } from "../../resolve/infrastructure";
import type { Service } from "../../services/service";
import { Choice, Hole, isMap, text, Text, type TextPart, type Value } from "../../values/value";
import { signalsOfCall } from "./reading/calls";
import type { Lookup } from "../lookup";
import type { Detector } from "./reading/detector";
import { parseJsonText } from "./reading/json-text";
import { commandsIn } from "./reading/shell";
import { unreadable } from "./reading/unreadable";

const ATTRIBUTE = "provisioner.local-exec";

/** Commands of local-exec provisioners that call the service through the AWS CLI. */
export const localExec: Detector = {
  id: "local-exec",
  *detect(lookup) {
    for (const resource of lookup.infrastructure.resources) {
      if (resource.mode !== "managed" || isRemoved(resource)) continue;
      for (const { type, command } of resource.provisioners) {
        if (type === "local-exec") yield* detectIn(lookup, resource, command);
      }
    }
  },
};

function* detectIn(lookup: Lookup, resource: Resource, command: Value): ReturnType<Detector["detect"]> {
  if (command instanceof Choice) {
    yield* detectIn(lookup, resource, command.whenTrue);
    yield* detectIn(lookup, resource, command.whenFalse);
    return;
  }
  const holes: TextPart[] = [];
  for (const words of commandsIn(marked(command, holes))) {
    const [program, ...rest] = words;
    if (program === undefined || !/(^|[/\\])aws(\.exe|\.cmd)?$/.test(program)) continue;
    const found = callIn(rest, lookup.services);
    if (found === undefined) continue;
    const api = found.subcommand.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
    const operation = operationByApi(found.service, api)?.id ?? null;
    const parameters = parametersOf(found.options, holes);
    if (isInFile(parameters))
      yield unreadable(found.service, operation, resource, ATTRIBUTE, "takes the call from a file");
    yield* signalsOfCall(lookup, {
      service: found.service,
      operation,
      parameters,
      resource,
      attribute: ATTRIBUTE,
      runTimeValues: true,
    });
  }
}

/** The command as a string in which each hole is a mark that no command line holds. */
function marked(command: Value, holes: TextPart[]): string {
  if (typeof command === "string") return command;
  if (!(command instanceof Text)) return "";
  return command.parts
    .map((part) => (typeof part === "string" ? part : `\uE000${String(holes.push(part) - 1)}\uE001`))
    .join("");
}

function unmarked(word: string, holes: readonly TextPart[]): Value {
  const parts = word.split(/\uE000(\d+)\uE001/);
  return text(parts.map((part, index) => (index % 2 === 0 ? part : (holes[Number(part)] ?? new Hole(part)))));
}

/** Options of the CLI itself that take no value. */
const FLAGS = /^--(debug|no-[a-z-]+|cli-auto-prompt|paginate|sign-request|verify-ssl|version)$/;

/** `aws --region us-west-2 personalize create-dataset-group --name x …`: the first words that are no options. */
function callIn(
  words: readonly string[],
  services: readonly Service[],
): { service: Service; subcommand: string; options: readonly string[] } | undefined {
  const first = nextWord(words, 0);
  const second = nextWord(words, first + 1);
  const service = services.find(({ names }) => names.cli === words[first]);
  const subcommand = words[second];
  const options = [...words.slice(0, first), ...words.slice(first + 1, second), ...words.slice(second + 1)];
  return service === undefined || subcommand === undefined ? undefined : { service, subcommand, options };
}

/** Where the next word stands that is neither an option nor an option's value. */
function nextWord(words: readonly string[], from: number): number {
  let at = from;
  while (words[at]?.startsWith("--") === true)
    at += (words[at] ?? "").includes("=") || FLAGS.test(words[at] ?? "") ? 1 : 2;
  return at;
}

/** `--cli-input-json file://call.json`: what is called for stands in a file. */
function isInFile(parameters: Record<string, Value>): boolean {
  return ["cli-input-json", "cli-input-yaml"].some((name) => name in parameters && !isMap(parameters[name]));
}

/** `--kms-key-arn X`, `--kms-key-arn=X`, and structures as JSON or in the CLI's shorthand. */
function parametersOf(options: readonly string[], holes: readonly TextPart[]): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const [index, option] of options.entries()) {
    const [, name, inline] = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(option) ?? [];
    if (name === undefined) continue;
    const written = inline ?? options[index + 1] ?? "";
    const value = unmarked(written, holes);
    const shorthand = [...written.matchAll(/([A-Za-z][A-Za-z0-9]*)=([^,{}=[\]\s]+)/g)];
    if (/^\s*[{[]/.test(written)) found[name] = parseJsonText(value) ?? value;
    else if (shorthand.length > 0) {
      found[name] = Object.fromEntries(shorthand.map(([, key = "", item = ""]) => [key, unmarked(item, holes)]));
    } else found[name] = value;
  }
  return found;
}

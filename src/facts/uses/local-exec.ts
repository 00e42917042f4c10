import { operationByApi } from "../../services/catalogue";
import type { Resource } from "../../resolve/infrastructure";
import type { Service } from "../../services/service";
import { Hole, text, Text, type TextPart, type Value } from "../../value";
import { signalsOfCall } from "./calls";
import type { Detector, World } from "./detector";
import { parseJsonText } from "./json-text";

/** Commands of local-exec provisioners that call the service through the AWS CLI. */
export const localExec: Detector = {
  id: "local-exec",
  *detect(world) {
    for (const resource of world.infrastructure.resources) {
      if (resource.mode !== "managed" || resource.change === "delete" || resource.change === "forget") continue;
      for (const { type, command } of resource.provisioners) {
        if (type === "local-exec") yield* detectIn(world, resource, command);
      }
    }
  },
};

function* detectIn(world: World, resource: Resource, command: Value): ReturnType<Detector["detect"]> {
  const holes: TextPart[] = [];
  for (const words of commandsIn(marked(command, holes))) {
    const [program, ...rest] = words;
    if (program === undefined || !/(^|\/)aws$/.test(program)) continue;
    const found = callIn(rest, world.services);
    if (found === undefined) continue;
    const api = found.subcommand.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
    yield* signalsOfCall(world, {
      service: found.service,
      operation: operationByApi(found.service, api)?.id ?? null,
      parameters: parametersOf(found.options, holes),
      resource,
      attribute: "provisioner.local-exec",
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

/** The words of each simple command: continued lines are joined, quotes are taken off. */
function* commandsIn(script: string): Iterable<string[]> {
  const joined = script.replace(/\\\r?\n/g, " ");
  let words: string[] = [];
  for (const [token] of joined.matchAll(/&&|\|\||[;|&\n]|(?:[^\s"';|&\n]|"(?:\\.|[^"\\])*"|'[^']*')+/g)) {
    if (/^(?:&&|\|\||[;|&\n])$/.test(token)) {
      yield words;
      words = [];
    } else if (!(words.length === 0 && /^[A-Za-z_]\w*=/.test(token))) words.push(unquoted(token));
  }
  yield words;
}

function unquoted(token: string): string {
  return token.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_, double?: string, single?: string) =>
    double === undefined ? (single ?? "") : double.replace(/\\(["\\$`])/g, "$1"),
  );
}

/** `aws --region us-west-2 personalize create-dataset-group --name x …`: options before the service take one value each. */
function callIn(
  words: readonly string[],
  services: readonly Service[],
): { service: Service; subcommand: string; options: readonly string[] } | undefined {
  const at = words.findIndex((word) => services.some(({ names }) => names.cli === word));
  const service = services.find(({ names }) => names.cli === words[at]);
  const subcommand = words[at + 1];
  return service === undefined || subcommand === undefined
    ? undefined
    : { service, subcommand, options: words.slice(at + 2) };
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

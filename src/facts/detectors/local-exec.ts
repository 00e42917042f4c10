import { operationByApi, type Service } from "../../services";
import type { Resource } from "../../resolve";
import { Choice, isKnown, isMap, isUnknown, type Value } from "../../values";
import type { Lookup } from "../lookup";
import {
  type Carried,
  type Carrier,
  type Command,
  handedOver,
  parseJsonText,
  readCommand,
  type Signal,
  signalsOfCall,
  unreadable,
} from "./reading";

/** Commands of local-exec provisioners that call the service through the AWS CLI. */
export const localExec: Carrier = {
  id: "local-exec",
  types: "any",
  attribute: "provisioner.local-exec",
  valuesOf: provisionersOf,
  *callsIn(lookup, carried) {
    for (const command of commandsOf(carried.value)) {
      for (const call of callsIn(lookup, command)) yield* signalsOf(lookup, carried, call, command);
    }
  },
  unreadIn(_, { value }) {
    const { command = null } = isMap(value) ? value : {};
    return isUnknown(command) && !isReadable(value) ? [command] : [];
  },
  whenUnknown: "call",
};

/** Commands of local-exec provisioners that call no service themselves, and are given a key and a role to call one with. */
export const localExecEnvironment: Carrier = {
  ...localExec,
  id: "local-exec-environment",
  *callsIn(lookup, carried) {
    for (const command of commandsOf(carried.value)) {
      if (callsIn(lookup, command).length > 0) continue;
      yield* handedOver(lookup, { ...carried, values: valuesHanded(command, carried.value) });
    }
  },
  unreadIn: (_, { value }) => (isMap(value) && !isKnown(value.environment ?? null) ? [value] : []),
  whenUnknown: "hand-over",
};

/** Command and environment of each. */
function provisionersOf({ provisioners }: Resource): readonly Value[] {
  return provisioners.flatMap(({ type, command, environment = null }) =>
    type === "local-exec" ? [{ command, environment }] : [],
  );
}

/** The command, or both that it may be. */
function commandsOf(provisioner: Value): readonly Command[] {
  if (!isMap(provisioner)) return [];
  const { command = null, environment = null } = provisioner;
  return alternatives(command).map((each) => readCommand(each, environment));
}

function alternatives(command: Value): readonly Value[] {
  if (!(command instanceof Choice)) return [command];
  return [...alternatives(command.whenTrue), ...alternatives(command.whenFalse)];
}

/** Whether every program that is started is known. */
function isReadable(provisioner: Value): boolean {
  const commands = commandsOf(provisioner);
  return commands.every(
    (command) => command.commands.length > 0 && command.commands.every(([program = ""]) => !command.isUnknown(program)),
  );
}

/** The words of commands that are no calls of a service, taken apart where ARNs may stand in them, and the environment. */
function valuesHanded(command: Command, provisioner: Value): readonly Value[] {
  const words = command.commands.flat().flatMap((word) => word.split(/[\s"'=,;{}()[\]]+/));
  const environment = isMap(provisioner) && isMap(provisioner.environment) ? provisioner.environment : {};
  return [...words.filter((word) => word !== "").map((word) => command.valueOf(word)), ...Object.values(environment)];
}

function callsIn({ services }: Lookup, { commands }: Command): readonly CliCall[] {
  return commands.flatMap((words) => callOf(words, services) ?? []);
}

interface CliCall {
  readonly service: Service;
  readonly subcommand: string;
  readonly options: readonly string[];
}

function callOf([program, ...rest]: readonly string[], services: readonly Service[]): CliCall | undefined {
  if (program === undefined || !/(^|[/\\])aws(\.exe|\.cmd)?$/.test(program)) return undefined;
  return callIn(rest, services);
}

function* signalsOf(
  lookup: Lookup,
  { resource, attribute }: Carried,
  { service, subcommand, options }: CliCall,
  command: Command,
): Iterable<Signal> {
  const api = subcommand.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  const operation = operationByApi(service, api)?.id ?? null;
  const parameters = parametersOf(options, command);
  if (isInFile(parameters)) yield unreadable(service, operation, resource, attribute, "takes the call from a file");
  yield* signalsOfCall(lookup, { service, operation, parameters, resource, attribute, runTimeValues: true });
}

/** Options of the CLI itself that take no value. */
const FLAGS = /^--(debug|no-[a-z-]+|cli-auto-prompt|paginate|sign-request|verify-ssl|version)$/;

/** `aws --region us-west-2 personalize create-dataset-group --name x …`: the first words that are no options. */
function callIn(words: readonly string[], services: readonly Service[]): CliCall | undefined {
  const first = nextWord(words, 0);
  const second = nextWord(words, first + 1);
  const service = services.find(({ names }) => names?.cli === words[first]);
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
function parametersOf(options: readonly string[], command: Command): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const [index, option] of options.entries()) {
    const [, name, inline] = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(option) ?? [];
    if (name === undefined) continue;
    const written = inline ?? options[index + 1] ?? "";
    const value = command.valueOf(written);
    const shorthand = [...written.matchAll(/([A-Za-z][A-Za-z0-9]*)=([^,{}=[\]\s]+)/g)];
    if (/^\s*[{[]/.test(written)) found[name] = parseJsonText(value) ?? value;
    else if (shorthand.length > 0) {
      found[name] = Object.fromEntries(shorthand.map(([, key = "", item = ""]) => [key, command.valueOf(item)]));
    } else found[name] = value;
  }
  return found;
}

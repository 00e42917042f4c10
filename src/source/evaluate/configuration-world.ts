import type { Json, PlanSource } from "../../plan";
import { Hole, isKnown, isMap, type Value } from "../../values";
import { EvaluationFailure, type Path, type Surroundings } from "../functions";
import { parseTemplate, SourceError } from "../syntax";
import { evaluateExpression } from "./expression";
import { plainArgument, variesByInstance } from "./instance-dependence";
import { keyStep, pathText } from "./key-step";
import { Meter } from "./meter";
import type { ModuleInstance } from "./module-instance";
import { type ModuleSource, readModuleSource } from "./module-source";
import type { InstanceKey } from "./repetition";
import { followPath, writtenAttribute } from "./resource-attribute";
import type { Names } from "./scope";
import { type Entry, Trace } from "./trace";
import type { World } from "./world";

/** What the plan says, as SourceOptions have it. */
interface Given {
  readonly planned: {
    readonly value: (address: string, path: Path) => Value | undefined;
    readonly keys?: (address: string) => readonly InstanceKey[] | undefined;
  };
  readonly variables?: Readonly<Record<string, Json>>;
  readonly workspace?: string;
}

/** The world of one plan's configuration: modules parsed when asked for, values kept. */
export class ConfigurationWorld implements World {
  readonly meter = new Meter();
  readonly trace: Trace;
  readonly errors: SourceError[] = [];
  private readonly modules = new Map<string, ModuleSource | undefined>();
  private calls = 0;

  constructor(
    private readonly source: PlanSource,
    private readonly given: Given,
  ) {
    this.trace = new Trace(this.meter, constantsOf(source, given));
  }

  get variables(): Readonly<Record<string, Json>> {
    return this.given.variables ?? {};
  }

  moduleSource(configured: string): ModuleSource | undefined {
    if (!this.modules.has(configured)) {
      const module = this.source.modules.get(configured);
      const read = module && readModuleSource(module);
      this.errors.push(...(read?.errors ?? []));
      this.modules.set(configured, read);
    }
    return this.modules.get(configured);
  }

  plannedKeys(address: string): readonly InstanceKey[] | undefined {
    const keys = this.trace.asked(this.given.planned.keys?.(address));
    return keys === undefined || keys.length === 0 ? undefined : keys;
  }

  attribute(module: ModuleInstance, name: string, key: InstanceKey, path: Path): Value {
    const address = `${module.absolute(name)}${keyStep(key)}`;
    const planned = this.trace.asked(this.given.planned.value(address, path));
    if (planned !== undefined) return planned;
    const written = this.written(module, name, key, path);
    if (written !== undefined) return written;
    // A way deeper into what nobody knows may lead nowhere.
    if (path.length > 1) this.meter.doubts++;
    return new Hole(`${address}${pathText(path)}`);
  }

  /** An attribute as the source has it; `undefined` where the source does not say. */
  written(module: ModuleInstance, name: string, key: InstanceKey, [attribute, ...rest]: Path): Value | undefined {
    const block = module.source.resources.get(name);
    if (block === undefined || typeof attribute !== "string") return undefined;
    const argument = plainArgument(block, attribute);
    const alike = key !== undefined && !variesByInstance(block, argument);
    const common = alike ? `${module.absolute(name)}[*].${attribute}` : "";
    const shared = alike ? this.trace.known(common) : undefined;
    if (shared !== undefined) return followPath(shared, rest);
    // A text of its own in each instance.
    const formed = !alike && typeof key === "string" ? argument : undefined;
    const text = formed && module.texts.byKey(formed, String(key));
    if (text !== undefined) return followPath(text, rest);
    const address = `${module.absolute(name)}${keyStep(key)}`;
    const absent = new Hole(`${address}.${attribute}`);
    const value = this.trace.named(
      absent.name,
      () => {
        this.trace.record(block, argument === undefined ? block : block.body.attributes.get(attribute));
        const scope = module.scopeOf(name, block, key);
        const evaluate = (): Value | undefined => writtenAttribute(block, attribute, scope, address);
        const value = formed ? module.texts.value(formed, String(key), scope, evaluate) : evaluate();
        return value === undefined ? absent : value;
      },
      () => absent,
    );
    // Holes may be named by the instance.
    if (alike && isKnown(value)) this.trace.alias(common, absent.name);
    // The very hole stands for what the block does not say, or for what leads back to itself.
    return value === absent || (value instanceof Hole && value.name === absent.name)
      ? undefined
      : followPath(value, rest);
  }

  terraform(name: string): Value {
    return name === "workspace" && this.given.workspace !== undefined
      ? this.given.workspace
      : new Hole(`terraform.${name}`);
  }

  surroundings(module: ModuleInstance): Surroundings {
    return {
      meter: this.meter,
      readFile: (path) => this.source.readFile(module.configured, path),
      renderTemplate: (name, template, variables) => this.render(module, name, template, variables),
      unrepeatable: (name) => this.trace.asked(new Hole(`${name}#${(this.calls += 1)}`)),
    };
  }

  private render(module: ModuleInstance, name: string, template: string, variables: Value): Value {
    const parsed = parseTemplate(template, name);
    if (parsed instanceof SourceError || !isMap(variables)) throw new EvaluationFailure(`${name} is no template`);
    const scope = { ...module.scope, variables: new Map(Object.entries(variables)), names: NO_NAMES };
    return evaluateExpression(parsed, scope);
  }
}

/** What was found to be constant in a source, with these variables and in this workspace. */
interface Constants {
  readonly variables: Given["variables"] | undefined;
  readonly workspace: string | undefined;
  readonly entries: Map<string, Entry>;
}

const constants = new WeakMap<PlanSource, Constants>();

function constantsOf(source: PlanSource, { variables, workspace }: Given): Map<string, Entry> {
  const known = constants.get(source);
  const entries = new Map<string, Entry>();
  if (known === undefined) constants.set(source, { variables, workspace, entries });
  return known?.variables === variables && known?.workspace === workspace ? (known?.entries ?? entries) : entries;
}

/** A template knows nothing but the variables passed to it. */
const NO_NAMES: Names = {
  place: "template",
  moduleAddress: "",
  resolve(root) {
    throw new EvaluationFailure(`${root} means nothing in a template`);
  },
};

import type { Address, Json, PlanSource } from "../plan";
import { Hole, type Value, type ValueMap } from "../values";
import {
  ConfigurationWorld,
  evaluateArgument,
  ignoredIn,
  type InstanceKey,
  ModuleInstance,
  type ProviderConfiguration,
  providerOf,
  PublicNames,
  type Reads,
} from "./evaluate";
import type { Path } from "./functions";
import type { Block, SourceError } from "./syntax";

/** What the plan says of the resources that the source refers to. */
export interface PlannedValues {
  /**
   * An attribute of a resource instance, as those who refer to it see it; `path` is its name and the way into it. The plan
   * wins wherever it knows. `undefined`: the plan does not know it, so that it is evaluated from source.
   */
  readonly value: (address: string, path: Path) => Value | undefined;
  /**
   * The instance keys of a resource or module call (`module.a["x"].aws_iam_role.r`), where the source alone does not tell.
   * `undefined`, or none: the plan does not tell either.
   */
  readonly keys?: (address: string) => readonly InstanceKey[] | undefined;
}

/** What a configuration is evaluated with. */
export interface SourceOptions {
  readonly planned: PlannedValues;
  /** Root variables as the plan has them. */
  readonly variables?: Readonly<Record<string, Json>>;
  /** `terraform.workspace`. */
  readonly workspace?: string;
}

/** A value that was recovered from the source, and what was read of it for that. */
export interface Recovered {
  readonly value: Value;
  readonly reads: Reads;
}

/** A provisioner, its command and environment, and what was read of the source for that. */
export interface Provisioner {
  readonly type: string;
  readonly command: Value;
  /** The variables that it is given; absent where none are set. */
  readonly environment?: Value;
  readonly reads: Reads;
}

/** A configuration, read as it is needed: nothing is parsed or evaluated before somebody asks. */
export interface SourceConfiguration {
  /**
   * An attribute of a resource instance (or, further along the path, a part of it) as its block says, holes and all. Nested
   * blocks are lists of maps, dynamic ones expanded. `undefined`: the source does not say.
   */
  attribute(address: Address, path: Path): Recovered | undefined;
  /** The block of a resource; `undefined` where the source has none. */
  block(address: Address): Block | undefined;
  /** The provisioners of a resource, their commands evaluated. */
  provisioners(address: Address): readonly Provisioner[];
  /** The provider configuration that a resource uses; `undefined` where the source has none. */
  provider(address: Address): ProviderConfiguration | undefined;
  /** The attributes whose changes a resource ignores (`lifecycle`), so that its source need not be what the plan knows. */
  ignoresChanges(address: Address): "all" | readonly string[];
  /** What is wrong with the files read so far. Whatever they would have said is a hole. */
  readonly errors: readonly SourceError[];
}

/** Makes a configuration out of a plan's source (a saved plan's own, or a folder). */
export function readConfiguration(source: PlanSource, options: SourceOptions): SourceConfiguration {
  return new Configuration(source, options);
}

class Configuration implements SourceConfiguration {
  private readonly world: ConfigurationWorld;
  private readonly names = new PublicNames();
  private root: ModuleInstance | undefined;

  constructor(source: PlanSource, options: SourceOptions) {
    this.world = new ConfigurationWorld(source, options);
  }

  get errors(): readonly SourceError[] {
    return this.world.errors;
  }

  attribute(address: Address, path: Path): Recovered | undefined {
    const module = this.moduleOf(address);
    if (module === undefined) return undefined;
    const { value, reads } = this.world.trace.collect(() =>
      this.world.written(module, nameOf(address), address.key, path),
    );
    return value === undefined ? undefined : { value: this.names.of(value), reads };
  }

  block(address: Address): Block | undefined {
    return this.moduleOf(address)?.source.resources.get(nameOf(address));
  }

  provisioners(address: Address): readonly Provisioner[] {
    const module = this.moduleOf(address);
    const block = module?.source.resources.get(nameOf(address));
    if (module === undefined || block === undefined) return [];
    const scope = module.scopeOf(nameOf(address), block, address.key);
    return block.body.blocks
      .filter(({ type }) => type === "provisioner")
      .map(({ labels, body }, index) => {
        const place = `${address.text}.provisioner[${index}]`;
        const { value, reads } = this.world.trace.collect(() => {
          this.world.trace.record(block);
          return [
            evaluateArgument(body, "command", scope, place) ?? new Hole(`${place}.command`),
            evaluateArgument(body, "environment", scope, place) ?? null,
          ] as const;
        });
        const [command, environment] = value.map((each) => this.names.of(each)) as [Value, Value];
        return { type: labels[0] ?? "", command, ...(environment === null ? {} : { environment }), reads };
      });
  }

  provider(address: Address): ProviderConfiguration | undefined {
    const module = this.moduleOf(address);
    const block = this.block(address);
    const found = module && block && providerOf(block, module);
    return found && { key: found.key, arguments: this.names.of(found.arguments) as ValueMap };
  }

  ignoresChanges(address: Address): "all" | readonly string[] {
    const lifecycle = this.block(address)?.body.blocks.find(({ type }) => type === "lifecycle");
    return ignoredIn(lifecycle?.body.attributes.get("ignore_changes")?.value);
  }

  private moduleOf(address: Address): ModuleInstance | undefined {
    let module = (this.root ??= this.makeRoot());
    for (const step of address.modules) module = module?.child(step);
    return module;
  }

  private makeRoot(): ModuleInstance | undefined {
    const source = this.world.moduleSource("");
    return source && new ModuleInstance(this.world, source, []);
  }
}

/** How a resource is called in its module: `aws_kms_key.k`, `data.aws_iam_policy_document.d`. */
function nameOf({ mode, type, name }: Address): string {
  return `${mode === "data" ? "data." : ""}${type}.${name}`;
}

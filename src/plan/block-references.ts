import { parseReference } from "./parse-address";
import type { Configuration, ConfiguredResource, Json } from "./plan";
import { own } from "./json";
import {
  absoluteReferences,
  eachReferences,
  expressionReferences,
  followReferences,
  isExpression,
  mostSpecific,
} from "./references";
import type { Written } from "./written";

/** What the expressions of a block refer to: the same for all of its instances in one instance of the module. */
export class BlockReferences {
  private readonly lists = new Map<Json, readonly string[]>();
  private readonly nulls = new Map<Json, boolean>();

  constructor(
    private readonly configuration: Configuration | null,
    private readonly block: ConfiguredResource | undefined,
    private readonly module: string,
  ) {}

  /** The absolute references of expressions. */
  of(written: Written): readonly string[] {
    const [only = null, ...others] = written ?? [];
    if (only === null || others.length > 0) return this.list(written ?? []);
    let list = this.lists.get(only);
    if (list === undefined) this.lists.set(only, (list = this.list([only])));
    return list;
  }

  /**
   * Whether an expression comes to `null` where its value is not known: it is `null`, or all that it refers to is known while
   * planning (root variables, constants passed to a module), so that a value which is not `null` would stand in the plan.
   */
  comesToNull(expression: Json): boolean {
    let comes = this.nulls.get(expression);
    if (comes === undefined) this.nulls.set(expression, (comes = this.isNull(expression)));
    return comes;
  }

  private isNull(expression: Json): boolean {
    if (!isExpression(expression)) return false;
    if (own(expression, "constant_value") === null) return true;
    if (expressionReferences(expression).length === 0) return false;
    const specific = mostSpecific(this.of([expression]));
    return followReferences(this.configuration, "", specific).every((each) => /^var\./.test(each));
  }

  private list(expressions: readonly Json[]): readonly string[] {
    const written = expressions.flatMap(expressionReferences);
    const inModule = eachReferences(written, this.block?.forEach);
    const keyed = written.some((each) => /^each\.value(?![^.[])/.test(each)) && this.isOverOneResource();
    return absoluteReferences(this.module, keyed ? [...inModule, "each.key"] : inModule);
  }

  /** Whether `for_each` goes over one resource, so that `each.value` is the instance of the same key. */
  private isOverOneResource(): boolean {
    const [only, ...others] = mostSpecific(expressionReferences(this.block?.forEach));
    return only !== undefined && others.length === 0 && parseReference(only)?.path === "";
  }
}

const kept = new WeakMap<Configuration, WeakMap<ConfiguredResource, Map<string, BlockReferences>>>();

/** The references of a block as instances of one module instance see them. */
export function blockReferences(
  configuration: Configuration | null,
  block: ConfiguredResource | undefined,
  module: string,
): BlockReferences {
  if (configuration === null || block === undefined) return new BlockReferences(configuration, block, module);
  let blocks = kept.get(configuration);
  if (blocks === undefined) kept.set(configuration, (blocks = new WeakMap()));
  let modules: Map<string, BlockReferences> | undefined = blocks.get(block);
  if (modules === undefined) blocks.set(block, (modules = new Map<string, BlockReferences>()));
  let found = modules.get(module);
  if (found === undefined) modules.set(module, (found = new BlockReferences(configuration, block, module)));
  return found;
}

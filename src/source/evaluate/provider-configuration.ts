import type { ValueMap } from "../../values";
import type { Block, Expression } from "../syntax";
import { evaluateBody } from "./resource-block";
import type { ModuleInstance } from "./module-instance";

/** The provider configuration that a resource uses. */
export interface ProviderConfiguration {
  /** As plan JSON keys it: `aws`, `aws.replica`, `module.a:aws`. */
  readonly key: string;
  /** Its arguments and blocks, evaluated. */
  readonly arguments: ValueMap;
}

/** A name in the scope of a module: `aws`, `aws.replica`. */
type ProviderName = string;

/**
 * The provider configuration of a resource: named by its `provider` argument, else by its type; in the module itself, passed
 * in by the call, or that of a module further out. `undefined` where nobody configures it.
 */
export function providerOf(block: Block, module: ModuleInstance): ProviderConfiguration | undefined {
  const given = block.body.attributes.get("provider")?.value;
  const [type = ""] = block.labels;
  return lookUp(module, (given && nameOf(given)) ?? type.split("_")[0] ?? "");
}

function nameOf(expression: Expression): ProviderName | undefined {
  if (expression.kind === "wrap") return nameOf(expression.value);
  if (expression.kind === "literal") return typeof expression.value === "string" ? expression.value : undefined;
  if (expression.kind !== "reference") return undefined;
  const [step] = expression.steps;
  return step?.kind === "attribute-step" ? `${expression.root}.${step.name}` : expression.root;
}

function lookUp(module: ModuleInstance, name: ProviderName): ProviderConfiguration | undefined {
  const own = module.source.providers.find((block) => configuredName(block) === name);
  if (own !== undefined) {
    const key = module.configured === "" ? name : `${module.configured}:${name}`;
    return { key, arguments: evaluateBody(own.body, module.scope, `provider.${key}`) };
  }
  const { caller } = module;
  if (caller === undefined) return undefined;
  const passed = passedIn(caller.call, name);
  // Only a configuration without alias is inherited without being passed.
  if (passed === undefined && name.includes(".")) return undefined;
  return lookUp(caller.module, passed ?? name);
}

function configuredName({ labels, body }: Block): ProviderName {
  const [name = ""] = labels;
  const alias = body.attributes.get("alias")?.value;
  return alias?.kind === "literal" && typeof alias.value === "string" ? `${name}.${alias.value}` : name;
}

/** What a module call passes as that provider: `providers = { aws = aws.replica }`. */
function passedIn(call: Block, name: ProviderName): ProviderName | undefined {
  const providers = call.body.attributes.get("providers")?.value;
  if (providers?.kind !== "object") return undefined;
  const passed = providers.items.find(({ key }) => nameOf(key) === name);
  return passed && nameOf(passed.value);
}

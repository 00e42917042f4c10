/** Evaluates expressions, blocks and modules. */
export { ConfigurationWorld } from "./configuration-world";
export { evaluateExpression } from "./expression";
export { ignoredIn } from "./ignored-changes";
export { Meter } from "./meter";
export { ModuleInstance } from "./module-instance";
export { type ModuleSource, moduleSourceRead, readModuleSource } from "./module-source";
export { type ProviderConfiguration, providerOf } from "./provider-configuration";
export { PublicNames } from "./public-names";
export type { InstanceKey } from "./repetition";
export { BLOCK_TYPES, META_ARGUMENTS, META_BLOCKS, evaluateArgument } from "./resource-block";
export type { Scope } from "./scope";
export type { Reads } from "./trace";

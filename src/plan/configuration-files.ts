import type { PlanMaker } from "./plan";

/** The configuration files of one folder, as the program that made the plan reads them. */
export interface ConfigurationFiles {
  /** Names of the files that are read, sorted. */
  readonly read: readonly string[];
  /**
   * Where both `main.tf` and `main.tofu` are there and it is not certain which program made the plan: the two names. Neither
   * is in `read`.
   */
  readonly unclear: readonly (readonly [tf: string, tofu: string])[];
}

const TF = /\.tf(\.json)?$/;
const TOFU = /\.tofu(\.json)?$/;

/**
 * Tells the configuration files among the names in a folder. Terraform reads `.tf` and `.tf.json`. OpenTofu reads `.tofu` and
 * `.tofu.json` too, and leaves out the `.tf` of the same name beside them (opentofu/internal/configs/parser_config_dir.go).
 *
 * @param maker `undefined`: not certain
 */
export function configurationFiles(names: readonly string[], maker: PlanMaker | undefined): ConfigurationFiles {
  const files = names.filter((name) => !isIgnored(name)).sort();
  const tf = files.filter((name) => TF.test(name));
  if (maker === "terraform") return { read: tf, unclear: [] };
  const tofu = new Set(files.filter((name) => TOFU.test(name)));
  const twins = new Map(tf.map((name) => [name, name.replace(TF, ".tofu$1")]));
  const alone = tf.filter((name) => !tofu.has(twins.get(name) ?? ""));
  if (maker === "opentofu") return { read: [...alone, ...tofu].sort(), unclear: [] };
  const unclear = [...twins].filter(([, twin]) => tofu.has(twin));
  for (const [, twin] of unclear) tofu.delete(twin);
  return { read: [...alone, ...tofu].sort(), unclear };
}

/** True for the name of a configuration file in native syntax or JSON, whichever program reads it. */
export function isConfigurationFile(name: string): boolean {
  return !isIgnored(name) && (TF.test(name) || TOFU.test(name));
}

/** True for the name of a file that only OpenTofu reads. */
export function isOpenTofuFile(name: string): boolean {
  return !isIgnored(name) && TOFU.test(name);
}

/** Hidden files and what editors leave behind, which neither program reads. */
function isIgnored(name: string): boolean {
  return name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
}

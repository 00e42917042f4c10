/**
 * Defers loading a module until something needs it: most plans call no regular expression and decode no YAML.
 *
 * @param load `() => require("…") as typeof import("…")`, written out, so that the bundler sees the name of the module
 */
export function onFirstUse<T>(load: () => T): () => T {
  let loaded: { readonly module: T } | undefined;
  return () => (loaded ??= { module: load() }).module;
}

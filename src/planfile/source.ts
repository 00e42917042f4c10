import {
  asArray,
  asString,
  configurationFiles,
  isOpenTofuFile,
  own,
  type PlanSource,
  type SourceModule,
} from "../plan";
import { parseJson, type Budget } from "./budget";
import { decoding, inFile, SavedPlanUnreadable } from "./saved-plan-unreadable";
import type { Zip } from "./zip";

const MANIFEST = "tfconfig/modules.json";
const MODULES = "tfconfig/m-";

/**
 * The configuration in a saved plan: every module's `.tf` and `.tf.json` files, OpenTofu's `.tofu` and `.tofu.json` too,
 * unpacked when a module is asked for. `undefined` where the plan holds none.
 *
 * @param path of the plan, for errors
 * @throws SavedPlanUnreadable where the list of modules cannot be read, or leaves a module out
 */
export function readSource(
  { zip, budget }: { readonly zip: Zip; readonly budget: Budget },
  path: string,
): PlanSource | undefined {
  if (!zip.names.includes(MANIFEST)) return undefined;
  const manifest = decoding(`the zip member "${MANIFEST}"`, () => parseJson(UTF8.decode(zip.read(MANIFEST)), budget));
  const members = membersByModule(zip.names);
  const read = (name: string): string => inFile(path, () => text(zip, name));
  const modules = new Map<string, SourceModule>();
  for (const record of asArray(manifest)) {
    const key = asString(own(record, "Key")) ?? "";
    modules.set(moduleAddress(key), sourceModule(read, asString(own(record, "Dir")) ?? ".", members.get(key) ?? []));
    members.delete(key);
  }
  const [left] = members.keys();
  if (left !== undefined) {
    throw new SavedPlanUnreadable("damaged", `the configuration of module "${left}" is not in the list of modules`);
  }
  return { origin: "plan", modules, readFile: (_, file) => readFile(modules, file) };
}

/** Whether the configuration holds files that only OpenTofu reads: a plan holds what was read, so OpenTofu made it. */
export function holdsOpenTofuFiles(zip: Zip): boolean {
  return zip.names.some((name) => name.startsWith(MODULES) && isOpenTofuFile(fileName(name)));
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Members `tfconfig/m-<module key>/<file>`, by module key. */
function membersByModule(names: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    if (!name.startsWith(MODULES)) continue;
    const slash = name.lastIndexOf("/");
    if (slash < MODULES.length) continue;
    const key = name.slice(MODULES.length, slash);
    const same = found.get(key);
    if (same === undefined) found.set(key, [name]);
    else same.push(name);
  }
  return found;
}

/** `a.b`, as the list of modules has it, is `module.a.module.b`. */
function moduleAddress(key: string): string {
  return key === ""
    ? ""
    : key
        .split(".")
        .map((name) => `module.${name}`)
        .join(".");
}

function sourceModule(read: (name: string) => string, dir: string, members: readonly string[]): SourceModule {
  let files: ReadonlyMap<string, string> | undefined;
  const load = (): ReadonlyMap<string, string> => {
    const byName = new Map(members.map((member) => [fileName(member), member]));
    // Terraform puts no `.tofu` here, and OpenTofu no `.tf` that a `.tofu` hides.
    const names = configurationFiles([...byName.keys()], "opentofu").read;
    return new Map(names.map((name) => [name, read(byName.get(name) ?? "")]));
  };
  return {
    // Terraform on Windows writes backslashes here.
    directory: dir.replaceAll("\\", "/"),
    get files() {
      return (files ??= load());
    },
  };
}

function fileName(member: string): string {
  return member.slice(member.lastIndexOf("/") + 1);
}

function text(zip: Zip, name: string): string {
  return decoding(`the zip member ${JSON.stringify(name)}`, () => UTF8.decode(zip.read(name)));
}

function readFile(modules: ReadonlyMap<string, SourceModule>, path: string): { text: string } | { missing: string } {
  if (/^([/\\]|[a-z]:)/i.test(path)) return { missing: `${path} lies outside the configuration's folders` };
  const steps = normalize(path);
  const name = steps.pop() ?? "";
  const folder = steps.join("/");
  for (const module of modules.values()) {
    if (normalize(module.directory).join("/") !== folder) continue;
    const found = module.files.get(name);
    if (found !== undefined) return { text: found };
  }
  return { missing: `a saved plan holds no files but the configuration's own; pass --source DIR to read ${path}` };
}

/** A path's steps from the root module, which modules beside it (`../modules/key`) lead out of. */
function normalize(path: string): string[] {
  const steps: string[] = [];
  for (const step of path.split(/[/\\]/)) {
    if (step === ".." && steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps;
}

/* eslint-disable @typescript-eslint/no-meaningless-void-operator, @typescript-eslint/unbound-method -- parts of plans are taken out by name */
import type { Json, JsonObject, Plan, PlannedResource, PlanSource } from "../../src/plan/plan";
import { absoluteReferences, expressionReferences, parseReference } from "../../src/plan";
import { planConfiguration } from "../../src/source";
import { readModuleSource } from "../../src/source/evaluate/module-source";
import type { Block } from "../../src/source/syntax/ast";

/** A plan of which something cannot be seen any more. */
export interface Mutant {
  readonly kind: string;
  /** What was taken away. */
  readonly what: string;
  readonly plan: Plan;
}

/** What no plan shows: the resource that a hidden value refers to. */
const HIDDEN = "terraform_data.not_in_this_plan";

/** Every way in which sight of a plan can be taken away, one after another; `asked` are the attributes that its judgement reads. */
export function* sightMutants(plan: Plan, asked: ReadonlySet<string>): Iterable<Mutant> {
  yield* withoutConfiguration(plan);
  yield* unknownAttributes(plan, asked);
  yield* deferredResources(plan, asked);
  if (plan.source !== undefined) yield* sourceMutants(plan, plan.source);
}

function* withoutConfiguration(plan: Plan): Iterable<Mutant> {
  if (plan.configuration !== null)
    yield { kind: "configuration removed", what: "", plan: { ...plan, configuration: null } };
  if (plan.source === undefined) return;
  const { source, ...rest } = plan;
  void source;
  yield { kind: "source removed", what: "", plan: rest };
}

/**
 * An attribute that is known becomes one that refers to something which is not in the plan; so does, without changing how it
 * is written, whatever argument is made of it.
 */
function* unknownAttributes(plan: Plan, asked: ReadonlySet<string>): Iterable<Mutant> {
  for (const resource of plan.resources) {
    if (!mayBeUnknown(resource)) continue;
    for (const name of Object.keys(resource.after ?? {})) {
      if (!asked.has(`${resource.address.text} ${name}`) || (resource.after?.[name] ?? null) === null) continue;
      const written = withHidden(plan, resource, name);
      if (written !== undefined)
        yield { kind: "attribute unknown", what: `${resource.address.text}.${name}`, plan: written };
    }
  }
}

/** The plan with an attribute that refers to nothing in it; `undefined` where its source does not show it. */
export function withHidden(plan: Plan, resource: PlannedResource, name: string): Plan | undefined {
  const hidden = withUnknown(plan, resource, name);
  return plan.source === undefined
    ? hiddenInConfiguration(hidden, resource, name)
    : hiddenInSource(hidden, resource, name);
}

function mayBeUnknown({ deposed, change }: PlannedResource): boolean {
  return !deposed && ["create", "update", "replace", "read"].includes(change);
}

function withUnknown(plan: Plan, resource: PlannedResource, name: string): Plan {
  const configuration = plan.configuration ?? (plan.source && planConfiguration(plan.source));
  let made = replaced(plan, resource, unknownIn(resource, name));
  const left = [{ configured: resource.address.configured, name }];
  const done = new Set<string>();
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const reference = `${next.configured}.${next.name}`;
    if (done.has(reference)) continue;
    done.add(reference);
    for (const each of made.resources) {
      if (!mayBeUnknown(each)) continue;
      for (const [argument, expression] of Object.entries(configuration?.resource(each.address)?.expressions ?? {})) {
        const value = each.after?.[argument] ?? null;
        if (value === null || !refersTo(expression, reference, each.address.module)) continue;
        made = replaced(made, each, unknownIn(each, argument));
        left.push({ configured: each.address.configured, name: argument });
      }
    }
  }
  return made;
}

function refersTo(expression: Json, reference: string, module: string): boolean {
  return absoluteReferences(module, expressionReferences(expression)).some((each) => {
    const found = parseReference(each);
    return found !== undefined && `${found.address.configured}${found.path}`.startsWith(reference);
  });
}

function unknownIn(resource: PlannedResource, name: string): PlannedResource {
  const { [name]: known, ...after } = resource.after ?? {};
  void known;
  const unknown = typeof resource.afterUnknown === "object" ? (resource.afterUnknown as JsonObject) : {};
  return { ...resource, after, afterUnknown: { ...unknown, [name]: true } };
}

function hiddenInConfiguration(plan: Plan, { address }: PlannedResource, name: string): Plan | undefined {
  const { configuration } = plan;
  if (configuration === null) return plan;
  const expression: Json = { references: [`${HIDDEN}.output`, HIDDEN] };
  return {
    ...plan,
    configuration: {
      ...configuration,
      module: (module) => configuration.module(module),
      resource: (asked) => {
        const found = configuration.resource(asked);
        if (found === undefined || asked.configured !== address.configured) return found;
        return { ...found, expressions: { ...found.expressions, [name]: expression } };
      },
    },
  };
}

function hiddenInSource(plan: Plan, { address }: PlannedResource, name: string): Plan | undefined {
  const block = blocksOf(plan).find(({ address: own }) => own === address.configured)?.block;
  const value = block?.body.attributes.get(name)?.value;
  if (block === undefined || value === undefined || value.file.syntax !== "native") return undefined;
  return edited(
    plan,
    value.file.name,
    (text) => `${text.slice(0, value.start)}${HIDDEN}.output${text.slice(value.end)}`,
  );
}

function* deferredResources(plan: Plan, asked: ReadonlySet<string>): Iterable<Mutant> {
  for (const resource of plan.resources) {
    if (resource.deposed || resource.deferred !== undefined || resource.change !== "create") continue;
    const { text } = resource.address;
    if (![...asked].some((each) => each.startsWith(`${text} `))) continue;
    const made = replaced(plan, resource, { ...resource, deferred: "unknown" });
    yield {
      kind: "resource deferred",
      what: text,
      plan: { ...made, file: { ...plan.file, deferred: true, complete: false } },
    };
  }
}

function* sourceMutants(plan: Plan, source: PlanSource): Iterable<Mutant> {
  for (const [module, { files }] of source.modules) {
    if (module !== "")
      yield {
        kind: "module's source removed",
        what: module,
        plan: withModules(plan, (modules) => void modules.delete(module)),
      };
    for (const name of files.keys()) {
      const what = module === "" ? name : `${module}/${name}`;
      yield { kind: "file removed", what, plan: editFile(plan, module, name, () => undefined) };
      yield { kind: "file emptied", what, plan: editFile(plan, module, name, () => "") };
      for (const share of [0.1, 0.35, 0.6, 0.85]) {
        const broken = editFile(plan, module, name, (text) => brokenAt(text, share));
        yield { kind: "character broken", what: `${what} at ${String(share)}`, plan: broken };
      }
    }
  }
  for (const { block, address } of blocksOf(plan)) {
    if (block.file.syntax !== "native" || block.merged !== undefined) continue;
    const cut = edited(plan, block.file.name, (text) => text.slice(0, block.start) + text.slice(block.end));
    if (cut !== undefined) yield { kind: "block removed", what: address, plan: cut };
    const called = edited(plan, block.file.name, (text) => withUnsupportedCalls(text, block));
    if (called !== undefined) yield { kind: "function not supported", what: address, plan: called };
  }
}

/** One character that Terraform reads nowhere; in a here document it would be text like any other. */
function brokenAt(text: string, share: number): string {
  const wanted = Math.floor(text.length * share);
  const at = [...text.matchAll(/<<-?(\w+)\n[^]*?\n\s*\1\b/g)]
    .filter(({ index, 0: here }) => index < wanted && wanted < index + here.length)
    .reduce((_, { index }) => index, wanted);
  return `${text.slice(0, at)}\n\u0001${text.slice(at + 1)}`;
}

function withUnsupportedCalls(text: string, { start, end }: Block): string | undefined {
  const body = text.slice(start, end);
  const changed = body.replace(/(?<![\w.:"])(?!for\b|if\b|in\b)[a-z][a-z0-9_]*(?=\()/g, "provider::acme::$&");
  return changed === body ? undefined : `${text.slice(0, start)}${changed}${text.slice(end)}`;
}

interface PlacedBlock {
  readonly address: string;
  readonly block: Block;
}

function blocksOf({ source }: Plan): readonly PlacedBlock[] {
  return [...(source?.modules ?? [])].flatMap(([module, files]) => {
    const { resources, locals, variables, outputs, calls } = readModuleSource(files);
    const inside = (name: string): string => (module === "" ? name : `${module}.${name}`);
    const named = (blocks: ReadonlyMap<string, Block>, kind: string): PlacedBlock[] =>
      [...blocks].map(([name, block]) => ({ address: inside(`${kind}${name}`), block }));
    const localBlocks = new Set([...locals.values()].map(({ block }) => block));
    return [
      ...named(resources, ""),
      ...named(variables, "var."),
      ...named(outputs, "output."),
      ...named(calls, "module."),
      ...[...localBlocks].map((block) => ({ address: inside("locals"), block })),
    ];
  });
}

function replaced(plan: Plan, { address }: PlannedResource, resource: PlannedResource): Plan {
  return { ...plan, resources: plan.resources.map((each) => (each.address.text === address.text ? resource : each)) };
}

type Modules = Map<string, { readonly directory: string; readonly files: ReadonlyMap<string, string> }>;

function withModules(plan: Plan, change: (modules: Modules) => void): Plan {
  const { source } = plan;
  if (source === undefined) return plan;
  const modules: Modules = new Map(
    [...source.modules].map(([module, { directory, files }]) => [module, { directory, files: new Map(files) }]),
  );
  change(modules);
  return { ...plan, source: { ...source, modules } };
}

function editFile(plan: Plan, module: string, name: string, edit: (text: string) => string | undefined): Plan {
  return withModules(plan, (modules) => {
    const found = modules.get(module);
    if (found === undefined) return;
    const files = new Map(found.files);
    const text = edit(files.get(name) ?? "");
    if (text === undefined) files.delete(name);
    else files.set(name, text);
    modules.set(module, { ...found, files });
  });
}

/** The plan with a file edited, in all modules that are made of it; `undefined` where nothing changes. */
function edited(plan: Plan, path: string, edit: (text: string) => string | undefined): Plan | undefined {
  let made: Plan | undefined;
  for (const [module, { directory, files }] of plan.source?.modules ?? []) {
    for (const [name, text] of files) {
      const own = directory === "." || directory === "" ? name : `${directory}/${name}`;
      const after = own === path ? edit(text) : undefined;
      if (after !== undefined) made = editFile(made ?? plan, module, name, () => after);
    }
  }
  return made;
}

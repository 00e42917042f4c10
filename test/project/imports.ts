import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as ts from "typescript";

/** The folder of the source. */
export const SOURCE = resolve(__dirname, "../../src");

/** One import of one file of `src` by another; paths are relative to `src`. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Types alone: nothing of it is there when the code runs. */
  readonly typeOnly: boolean;
  /** A `require` or the type of one: loaded when it is called for. */
  readonly late: boolean;
}

/** Every file below a folder, relative to `src`. */
export function sourceFiles(folder = SOURCE): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return path.endsWith(".ts") ? [relative(SOURCE, path)] : [];
  });
}

/** Every import between files of `src`. */
export function importsIn(files: readonly string[]): readonly Import[] {
  return files.flatMap((from) => {
    const path = join(SOURCE, from);
    const parsed = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
    const found: Import[] = [];
    const add = (specifier: string, typeOnly: boolean, late: boolean): void => {
      const to = fileOf(path, specifier);
      if (to !== undefined) found.push({ from, to, typeOnly, late });
    };
    const visit = (node: ts.Node): void => {
      if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined) {
        const late = isNamespace(node);
        add((node.moduleSpecifier as ts.StringLiteral).text, late || isOfTypes(node), late);
      }
      if (ts.isCallExpression(node) && node.expression.getText() === "require") {
        const [specifier] = node.arguments;
        if (specifier !== undefined && ts.isStringLiteral(specifier)) add(specifier.text, true, true);
      }
      if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
        add((node.argument.literal as ts.StringLiteral).text, true, true);
      ts.forEachChild(node, visit);
    };
    visit(parsed);
    return found;
  });
}

/** `import type * as`: the type of a module that is required late. */
function isNamespace(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  return (
    ts.isImportDeclaration(node) &&
    node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword &&
    node.importClause.namedBindings !== undefined &&
    ts.isNamespaceImport(node.importClause.namedBindings)
  );
}

function isOfTypes(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isImportDeclaration(node)) {
    const bindings = node.importClause?.namedBindings;
    if (node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
    return bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.every((each) => each.isTypeOnly);
  }
  if (node.isTypeOnly) return true;
  const names = node.exportClause;
  return names !== undefined && ts.isNamedExports(names) && names.elements.every((each) => each.isTypeOnly);
}

function fileOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const base = resolve(dirname(from), specifier);
  const found = [`${base}.ts`, join(base, "index.ts")].find((each) => existsSync(each));
  return found === undefined || relative(SOURCE, found).startsWith("..") ? undefined : relative(SOURCE, found);
}

/** The file by which somebody outside has to come in: the door of the outermost folder that holds `to` and not `from`. */
export function doorOf(from: string, to: string): string | undefined {
  const [inside, outside] = [dirname(to), dirname(from)].map((folder) => (folder === "." ? [] : folder.split("/")));
  if (inside === undefined || outside === undefined) return undefined;
  let common = 0;
  while (common < inside.length && inside[common] === outside[common]) common += 1;
  return common === inside.length ? undefined : [...inside.slice(0, common + 1), "index.ts"].join("/");
}

/** The files that need each other's values, a group a circle; sorted. */
export function circlesOf(imports: readonly Import[]): readonly (readonly string[])[] {
  const targets = new Map<string, Set<string>>();
  for (const { from, to, typeOnly } of imports) {
    if (typeOnly) continue;
    const known = targets.get(from);
    if (known === undefined) targets.set(from, new Set([to]));
    else known.add(to);
  }
  const reached = (start: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const open = [start];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const to of targets.get(next) ?? []) {
        if (!found.has(to)) {
          found.add(to);
          open.push(to);
        }
      }
    }
    return found;
  };
  const reach = new Map([...targets.keys()].map((file) => [file, reached(file)]));
  const circles = new Map<string, readonly string[]>();
  for (const [file, all] of reach) {
    if (!all.has(file)) continue;
    const circle = [...all].filter((each) => reach.get(each)?.has(file) === true).sort();
    circles.set(circle.join(" "), circle);
  }
  return [...circles.values()];
}

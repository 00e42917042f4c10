import { readFileSync } from "node:fs";
import { join } from "node:path";
import { circlesOf, doorOf, importsIn, SOURCE, sourceFiles } from "./imports";
import { CIRCLES, LATE, LAYERS, START } from "./layers";

const files = sourceFiles();
const imports = importsIn(files);

const layerOf = (file: string): string => file.split("/")[0] ?? "";

test("the source was read", () => {
  expect(files.length).toBeGreaterThan(300);
  expect(imports.length).toBeGreaterThan(1000);
});

test("every file is of a layer", () => {
  expect(files.filter((file) => LAYERS[layerOf(file)] === undefined)).toEqual([]);
});

test.each(Object.entries(LAYERS))(
  "%s imports from the layers of its list, and from no other",
  (layer, { may, because }) => {
    const used = new Set(
      imports.filter(({ from, to }) => layerOf(from) === layer && layerOf(to) !== layer).map(({ to }) => layerOf(to)),
    );
    expect({ used: [...used].sort(), because }).toEqual({ used: [...may].sort(), because });
  },
);

test("the layers have no cycle: each imports only from those before it in the list", () => {
  const order = Object.keys(LAYERS);
  for (const [layer, { may }] of Object.entries(LAYERS)) {
    for (const target of may)
      expect([layer, target, order.indexOf(target) < order.indexOf(layer)]).toEqual([layer, target, true]);
  }
});

test("a folder is entered by its door, but for what is loaded late and what the command line starts from", () => {
  const past = imports.filter(({ from, to }) => {
    const door = doorOf(from, to);
    return door !== undefined && door !== to;
  });
  const named = ({ from, to }: (typeof past)[number]): string => `${from} > ${to.replace(/\.ts$/, "")}`;
  expect([...new Set(past.filter(({ late }) => !late).map(named))].sort()).toEqual(START);
  expect([...new Set(past.filter(({ late }) => late).map(named))].sort()).toEqual([...LATE].sort());
});

test("every folder has a door that says first what the folder holds", () => {
  const folders = new Set(files.flatMap((file) => foldersOf(file)));
  const silent = [...folders].filter((folder) => {
    const door = `${folder}/index.ts`;
    return !files.includes(door) || !readFileSync(join(SOURCE, door), "utf8").startsWith("/**");
  });
  expect(silent.sort()).toEqual(["cli"]);
});

function foldersOf(file: string): readonly string[] {
  const steps = file.split("/").slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

test("no two files need each other's values, but for those whose language does", () => {
  expect(circlesOf(imports)).toEqual(CIRCLES);
});

test("no name of a file stands twice, but for doors and what is named after a format or a command", () => {
  const names = new Map<string, string[]>();
  for (const file of files) {
    const name = file.split("/").at(-1) ?? "";
    names.set(name, [...(names.get(name) ?? []), file]);
  }
  const twice = [...names].filter(
    ([name, all]) =>
      !["index.ts", "json.ts", "version.ts"].includes(name) &&
      all.filter((file) => !file.startsWith("cli/")).length > 1,
  );
  expect(twice).toEqual([]);
});

test("src never imports cdktf: loading it costs 100 ms, its barrel of providers 3 s", () => {
  const importing = files.filter((file) =>
    /from "(cdktf|cdktn|@cdktf|@cdktn|constructs)/.test(readFileSync(join(SOURCE, file), "utf8")),
  );
  expect(importing).toEqual([]);
});

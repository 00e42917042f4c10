import { services } from "../../src/services";
import attributes from "./attributes.json";
import { overridesUsed, pathsUsed } from "./paths-used";
import { recommendedPolicy, type Row, verdictBy } from "./row-calls";

const rows: readonly Row[] = services
  .filter(({ names }) => names === undefined)
  .flatMap((service) => service.requirements.map((requirement) => ({ service, requirement })));

const named = rows.map((row) => [row.requirement.id, row] as const);

const types = new Map<string, readonly string[]>(Object.entries(attributes.types));

describe("signals name what the provider has", () => {
  // made again by scripts/attributes.ts
  test("every type, and every attribute of it", () => {
    const missing = Object.entries(pathsUsed()).flatMap(([type, paths]) =>
      types.has(type)
        ? paths.filter((path) => !types.get(type)?.includes(path)).map((path) => `${type}.${path}`)
        : [type],
    );
    expect(missing).toEqual([]);
  });

  test("an attribute that replaces a service-linked role is one of a resource that uses it", () => {
    const missing = overridesUsed().filter(
      ({ path, types: of }) => !of.some((type) => types.get(type)?.includes(path)),
    );
    expect(missing).toEqual([]);
  });

  test("the list of attributes holds no others", () => {
    const used = pathsUsed();
    const overrides = overridesUsed().map(({ path }) => path);
    const others = [...types].flatMap(([type, paths]) =>
      paths.filter((path) => !used[type]?.includes(path) && !overrides.includes(path)).map((path) => `${type}.${path}`),
    );
    expect(others).toEqual([]);
  });
});

test("ids of requirements are unique in the whole catalogue", () => {
  const ids = rows.map(({ requirement }) => requirement.id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

test("a requirement falls back on another of its service", () => {
  const wrong = rows.filter(
    ({ service, requirement: { fallback } }) =>
      fallback !== undefined && !service.requirements.some(({ id }) => id === fallback),
  );
  expect(wrong).toEqual([]);
});

describe.each(named)("%s", (_, row) => {
  const { actions, listed = actions, recommended = [], context = [] } = row.requirement;

  test("each essential action is in AWS's list", () => {
    expect(actions.filter((action) => !listed.some((pattern) => covers(pattern, action)))).toEqual([]);
  });

  test("each condition that AWS recommends is one of which it says what is sent", () => {
    const keys = recommended.map(({ key }) => key.toLowerCase());
    expect(keys.filter((key) => !context.some((each) => each.key.toLowerCase() === key))).toEqual([]);
  });

  test("the statement that AWS recommends allows each essential action", () => {
    const verdicts = actions.map((action) => [action, verdictBy(row, action, recommendedPolicy(row))]);
    expect(verdicts).toEqual(actions.map((action) => [action, "allowed"]));
  });
});

function covers(pattern: string, action: string): boolean {
  return pattern.endsWith("*") ? action.startsWith(pattern.slice(0, -1)) : action === pattern;
}

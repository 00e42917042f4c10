import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { check } from "../../src/pipeline/check";
import { plannedPolicies } from "../../src/pipeline/policies-of-plan";
import type { Document, PlannedPolicy } from "../../src/print/planned-policies";
import type { Report } from "../../src/report/report";
import { canonicalDocument } from "../../src/resolve/recovery/same-document";

const FIXTURES = join(__dirname, "../fixtures/recovery");
const folders = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, "plan.bin")));
const applied = folders.filter((name) => existsSync(join(FIXTURES, name, "applied.json")));
/** Planning failed in these. */
const errored = new Set(["18-data-kms-key-offline", "19-caller-identity-offline", "40-errored-partial"]);

type Values = Readonly<Record<string, unknown>>;

/** The attributes of every resource as they were once the plan was applied. */
function appliedValues(folder: string): Map<string, Values> {
  const found = new Map<string, Values>();
  const walk = (module: { resources?: { address: string; values: Values }[]; child_modules?: unknown[] }): void => {
    for (const { address, values } of module.resources ?? []) found.set(address, values);
    for (const child of module.child_modules ?? []) walk(child as typeof module);
  };
  const state = JSON.parse(readFileSync(join(FIXTURES, folder, "applied.json"), "utf8")) as {
    values: { root_module: Parameters<typeof walk>[0] };
  };
  walk(state.values.root_module);
  return found;
}

/** The value that a hole has once the plan is applied; `undefined`: the state does not tell. */
function filled(name: string, state: ReadonlyMap<string, Values>): unknown {
  if (/^(account|partition|region) of provider /.test(name)) return placeOf(name, state);
  const suffix = /^suffix of (.*)$/.exec(name)?.[1];
  if (suffix !== undefined) {
    const [whole, values] = attributeAt(suffix, state);
    const prefix = values?.name_prefix ?? values?.bucket_prefix;
    return typeof whole === "string" && typeof prefix === "string" ? whole.slice(prefix.length) : undefined;
  }
  return attributeAt(name, state)[0];
}

function attributeAt(name: string, state: ReadonlyMap<string, Values>): [unknown, Values | undefined] {
  const cut = name.lastIndexOf(".");
  const values = state.get(name.slice(0, cut));
  return [values?.[name.slice(cut + 1)], values];
}

function placeOf(name: string, state: ReadonlyMap<string, Values>): string | undefined {
  const arns = [...state.values()].map(({ arn }) => arn).filter((arn) => typeof arn === "string");
  const at = { partition: 1, region: 3, account: 4 }[name.split(" ")[0] as "partition"];
  return arns.map((arn) => arn.split(":")[at]).find((part) => part !== undefined && part !== "");
}

class NotTold extends Error {}

/** The document with its holes filled from the applied state. */
function fill(document: Document, state: ReadonlyMap<string, Values>): unknown {
  if (Array.isArray(document)) return (document as readonly Document[]).map((each) => fill(each, state));
  if (typeof document !== "object" || document === null) return document;
  const object = document as Readonly<Record<string, Document>>;
  if (typeof object.$hole === "string") {
    const value = filled(object.$hole, state);
    if (value === undefined) throw new NotTold(object.$hole);
    return value;
  }
  if (Array.isArray(object.$text)) {
    return (object.$text as readonly Document[])
      .map((part) => (typeof part === "string" ? part : String(fill(part, state))))
      .join("");
  }
  if (object.$json !== undefined) return JSON.stringify(fill(object.$json, state));
  if (object.$choice !== undefined || object.$rest !== undefined) throw new NotTold("a choice");
  return Object.fromEntries(Object.entries(object).map(([key, each]) => [key, fill(each, state)]));
}

const read = (folder: string): Promise<readonly PlannedPolicy[]> =>
  plannedPolicies({ path: join(FIXTURES, folder, "plan.bin"), addresses: [] });

describe("policies of a saved plan are those that are then applied", () => {
  let compared = 0;
  let recovered = 0;
  let notTold: string[] = [];

  test.each(applied)("%s", async (folder) => {
    const state = appliedValues(folder);
    for (const { address, attribute, document, origin } of await read(folder)) {
      const path = /^inline_policy\[(\d+)\]/.exec(attribute);
      const values = state.get(address);
      if (document === null || values === undefined || path !== null || origin === "default") continue;
      const really = values[attribute];
      if (typeof really !== "string" || really === "") continue;
      try {
        const made = fill(document, state) as Parameters<typeof canonicalDocument>[0];
        expect({ address, document: canonicalDocument(made) }).toEqual({
          address,
          document: canonicalDocument(JSON.parse(really) as typeof made),
        });
        compared += 1;
        if (origin !== "plan") recovered += 1;
      } catch (error) {
        if (!(error instanceof NotTold)) throw error;
        notTold = [...notTold, `${folder} ${address}.${attribute}: ${error.message}`];
      }
    }
  });

  test("most of them were compared", () => {
    expect(notTold).toEqual([]);
    expect(compared).toBeGreaterThanOrEqual(60);
    expect(recovered).toBeGreaterThanOrEqual(30);
  });
});

/** The report but for what a plan's source adds: how it was read, how policies were found, places, and why. */
function comparable({ plans, keys, findings, ...rest }: Report): unknown {
  return {
    ...rest,
    plans: plans.map(({ resource_count, complete }) => ({ resource_count, complete })),
    keys: keys.map(({ id, address, arn, uses }) => ({ id, address, arn, uses })),
    findings: findings.map(({ rule, key, grantee }) => ({ rule, key, grantee })),
  };
}

describe("a saved plan gives the report of its JSON, but for what the source adds", () => {
  test.each(folders.filter((name) => !errored.has(name)))("%s", async (folder) => {
    const [saved, json] = await Promise.all(
      ["plan.bin", "plan.json"].map(async (file) => {
        const inputs = [{ path: join(FIXTURES, folder, file) }];
        const { report } = await check({ inputs, profile: "documented", minConfidence: "inferred", declaredUses: [] });
        return report;
      }),
    );
    expect(saved?.plans[0]).toMatchObject({ reader: "direct", source: "plan" });
    expect(json?.plans[0]).toMatchObject({ reader: "json", source: "none" });
    // Whom a role trusts is in the source alone there.
    if (folder === "23-iam-policies") expect(json?.summary.verdict).toBe("undecided");
    else if (saved !== undefined && json !== undefined) expect(comparable(saved)).toEqual(comparable(json));
    // Policies that only the source shows may tell an account that the JSON does not.
    const known = json?.plans[0]?.accounts.filter(({ inferred }) => !inferred);
    expect(saved?.plans[0]?.accounts).toEqual(expect.arrayContaining(known ?? []));
  });
});

describe("plan JSON with --source gives the policies of the saved plan", () => {
  test.each(folders.filter((name) => !errored.has(name)))("%s", async (folder) => {
    const source = join(FIXTURES, folder);
    const json = await plannedPolicies({ path: join(source, "plan.json"), addresses: [], source });
    const known = ({ address, attribute, document, holes }: PlannedPolicy): unknown => ({
      address,
      attribute,
      document,
      holes,
    });
    expect(json.map(known)).toEqual((await read(folder)).map(known));
  });
});

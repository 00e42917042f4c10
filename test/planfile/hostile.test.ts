import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readSavedPlan, savedPlanToJson, SavedPlanUnreadable } from "../../src/planfile";
import { openZip } from "../../src/planfile/zip";
import { create, EMPTY_STATE, message, PLAN, savedPlan, value, zip, type MadeField } from "./make";

const FOLDER = join(__dirname, "../fixtures/recovery");
const FIXTURES = readdirSync(FOLDER)
  .filter((each) => /^\d/.test(each))
  .map((each) => readFileSync(join(FOLDER, each, "plan.bin")));

/** Reads all there is, and lets only the error through that says what is wrong. */
function readOrRefuse(bytes: Uint8Array): "read" | "refused" {
  let outcome: "read" | "refused" = "read";
  for (const reader of [read, savedPlanToJson]) {
    try {
      reader(bytes);
    } catch (error) {
      if (!(error instanceof SavedPlanUnreadable)) throw error;
      outcome = "refused";
    }
  }
  return outcome;
}

function read(bytes: Uint8Array): void {
  const { source } = readSavedPlan(bytes, { path: "tfplan", sha256: "" });
  for (const { files } of source?.modules.values() ?? []) expect(files.size).toBeGreaterThanOrEqual(0);
}

/** Changes to bytes: some are overwritten, some cut out, some doubled. */
const mutations = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom("set", "cut", "double"),
    byte: fc.nat(255),
    length: fc.integer({ min: 1, max: 12 }),
  }),
  { minLength: 1, maxLength: 4 },
);
type Mutation = typeof mutations extends fc.Arbitrary<(infer Each)[]> ? Each : never;

function mutate(bytes: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  return changes.reduce<Uint8Array>((some, { at, kind, byte, length }) => {
    const start = Math.min(Math.floor(at * some.length), Math.max(0, some.length - 1));
    if (kind === "set") return Uint8Array.from(some, (old, index) => (index === start ? byte : old));
    const end = Math.min(some.length, start + length);
    const tail = kind === "cut" ? end : start;
    return Buffer.concat([some.subarray(0, kind === "cut" ? start : end), some.subarray(tail)]);
  }, bytes);
}

const anyFixture = fc.constantFrom(...FIXTURES);

test("a saved plan that was changed anywhere is refused, or was not changed where it matters", () => {
  const outcomes = { read: 0, refused: 0 };
  fc.assert(
    fc.property(anyFixture, mutations, (bytes, changes) => {
      outcomes[readOrRefuse(mutate(bytes, changes))] += 1;
    }),
    { numRuns: 1000 },
  );
  expect(outcomes.refused).toBeGreaterThan(500);
});

test("a saved plan that is cut off anywhere is refused", () => {
  fc.assert(
    fc.property(anyFixture, fc.double({ min: 0, max: 1, noNaN: true }), (bytes, at) => {
      expect(readOrRefuse(bytes.subarray(0, Math.floor(at * (bytes.length - 1))))).toBe("refused");
    }),
  );
});

test.each(["tfplan", "tfstate", "tfconfig/modules.json"])(
  "a changed %s in a sound zip is read or refused",
  (member) => {
    const parts = FIXTURES.map((bytes) => {
      const opened = openZip(bytes, 1e8);
      return Object.fromEntries(opened.names.map((name) => [name, opened.read(name)]));
    });
    fc.assert(
      fc.property(fc.constantFrom(...parts), mutations, (members, changes) => {
        readOrRefuse(zip({ ...members, [member]: mutate(members[member] ?? new Uint8Array(), changes) }));
      }),
      { numRuns: 500 },
    );
  },
);

test("any bytes are refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(readOrRefuse(bytes)).toBe("refused");
      expect(readOrRefuse(Buffer.concat([Buffer.from("PK\x03\x04"), bytes]))).toBe("refused");
      readOrRefuse(zip({ tfplan: bytes, tfstate: "{}" }));
    }),
    { numRuns: 500 },
  );
});

/** Runs something and says how long it took and how much memory it held at the end. */
function cost(run: () => void): { readonly milliseconds: number; readonly bytes: number } {
  const before = process.memoryUsage().rss;
  const start = performance.now();
  run();
  return { milliseconds: performance.now() - start, bytes: process.memoryUsage().rss - before };
}

/** A plan with one attribute: a list of so many items. */
function listOf(item: Buffer, count: number): Uint8Array {
  const head = Buffer.from("81a161dd00000000", "hex");
  head.writeUInt32BE(count, 4);
  const value = message([1, Buffer.concat([head, Buffer.alloc(count * item.length, item)])]);
  return savedPlan([
    ...PLAN,
    [
      3,
      [
        [13, "aws_x.y"],
        [9, message([1, 1], [2, value])],
      ],
    ],
  ]);
}

test("paths to what is sensitive cost no more than they are many", () => {
  const count = 50_000;
  const path = (at: number): MadeField => [
    4,
    [
      [1, [[1, "list"]]],
      [1, [[2, value(at)]]],
    ],
  ];
  const fields = [13, 9].map((number): MadeField => {
    if (number === 13) return [13, "aws_x.y"];
    const marks = Array.from({ length: count }, (_, at) => path(2 * at));
    return [9, [[1, 1], [2, value({ list: Array.from({ length: 2 * count }, () => "x") })], ...marks]];
  });
  const [resource] = readSavedPlan(savedPlan([...PLAN, [3, fields]]), { path: "tfplan", sha256: "" }).resources;
  const { list } = resource?.afterSensitive as { list: readonly boolean[] };
  expect(list).toHaveLength(2 * count);
  expect(list.slice(0, 4)).toEqual([true, false, true, false]);
});

describe("in bounded time and memory", () => {
  const nested = (depth: number): Uint8Array => {
    let inner = message([1, Buffer.concat([Buffer.alloc(depth, 0x91), Buffer.from([0xc0])])]);
    inner = message([1, 1], [2, inner]);
    return savedPlan([
      ...PLAN,
      [
        3,
        [
          [13, "aws_x.y"],
          [9, inner],
        ],
      ],
    ]);
  };

  test.each<[string, () => Uint8Array]>([
    ["a million nested lists", () => nested(1_000_000)],
    [
      "a million nested lists that claim to be long",
      () => {
        const claim = Buffer.from("dd00ffffff", "hex");
        const lists = Buffer.concat(Array.from({ length: 200_000 }, () => claim));
        const change = message([1, 1], [2, message([1, Buffer.concat([lists, Buffer.alloc(1 << 24)])])]);
        return savedPlan([
          ...PLAN,
          [
            3,
            [
              [13, "aws_x.y"],
              [9, change],
            ],
          ],
        ]);
      },
    ],
    [
      "a hundred thousand nested groups",
      () => zip({ tfplan: Buffer.concat([message(...PLAN), Buffer.alloc(100_000, 0x9b)]), tfstate: "{}" }),
    ],
    ["a state of nested brackets", () => zip({ tfplan: message(...PLAN), tfstate: "[".repeat(5_000_000) })],
    ["a value of six million empty maps", () => listOf(Buffer.from([0x80]), 6_000_000)],
    ["a value of eight million nulls", () => listOf(Buffer.from([0xc0]), 8_000_000)],
    ["a value of two million unknown items", () => listOf(Buffer.from([0xd4, 0, 0]), 2_000_000)],
    [
      "four hundred thousand changes",
      () => {
        const one = message(create("aws_x.y", {}));
        const all = Buffer.concat(Array.from({ length: 400_000 }, () => one));
        return zip({ tfplan: Buffer.concat([message(...PLAN), all]), tfstate: JSON.stringify(EMPTY_STATE) });
      },
    ],
    [
      "a state of two million empty objects",
      () => zip({ tfplan: message(...PLAN), tfstate: `{"version":4,"x":[${"{},".repeat(2_000_000)}0]}` }),
    ],
    [
      "a list of modules of two million empty lists",
      () => savedPlan(PLAN, undefined, { "tfconfig/modules.json": `[${"[],".repeat(2_000_000)}0]` }),
    ],
    [
      "a state that nests ten thousand deep",
      () => zip({ tfplan: message(...PLAN), tfstate: `{"version":4,"x":${"[".repeat(10_000)}${"]".repeat(10_000)}}` }),
    ],
    [
      "a hundred thousand modules in modules",
      () => savedPlan([...PLAN, create(`${"module.a.".repeat(1e5)}aws_x.y`, {})]),
    ],
    [
      "a zip that unpacks to a hundred times what plans do",
      () => savedPlan(PLAN, undefined, { x: "0".repeat(100_000_000) }),
    ],
    [
      "a zip that holds two gigabytes of nothing",
      () => {
        const bomb = Buffer.from(zip({ tfplan: new Uint8Array(100_000), tfstate: "{}" }));
        bomb.writeUInt32LE(2_000_000_000, bomb.indexOf("PK\x01\x02") + 24);
        return bomb;
      },
    ],
  ])("%s", (_, make) => {
    const bytes = make();
    const { milliseconds, bytes: held } = cost(() => {
      expect(readOrRefuse(bytes)).toBe("refused");
    });
    // A guard against hanging; what is bounded is the memory.
    expect(milliseconds).toBeLessThan(60_000);
    expect(held).toBeLessThan(300_000_000);
  });
});

import fc from "fast-check";
import {
  configuredAddress,
  formatAddress,
  makeAddress,
  parseAddress,
  parseModuleAddress,
  parseReference,
  type AddressParts,
} from "../../src/plan";
import { addressReader, splitModule } from "../../src/plan/parse-address";

describe("parseAddress", () => {
  it.each<[string, Partial<AddressParts> & { module?: string; configured?: string }]>([
    ["aws_kms_key.k", { modules: [], mode: "managed", type: "aws_kms_key", name: "k", module: "" }],
    ["aws_kms_key.k[0]", { key: 0, configured: "aws_kms_key.k" }],
    ['aws_kms_key.k["0"]', { key: "0" }],
    ["data.aws_kms_key.k[12]", { mode: "data", type: "aws_kms_key", key: 12, configured: "data.aws_kms_key.k" }],
    [
      'module.a["x.y"].module.b[1].aws_kms_key.k["[\\"q\\"]"]',
      {
        modules: [
          { name: "a", key: "x.y" },
          { name: "b", key: 1 },
        ],
        key: '["q"]',
        module: 'module.a["x.y"].module.b[1]',
        configured: "module.a.module.b.aws_kms_key.k",
      },
    ],
    ["module.module.data.data.x", { modules: [{ name: "module" }], mode: "data", type: "data", name: "x" }],
    ['aws_iam_role.r["back\\\\slash"]', { key: "back\\slash" }],
    ['aws_iam_role.r["a].b[\\"c"]', { key: 'a].b["c' }],
    ['aws_iam_role.r["line\\nbreak\\ttab"]', { key: "line\nbreak\ttab" }],
    ['aws_iam_role.r["\\u00e9\\U0001f511\\x07"]', { key: "é🔑\x07" }],
    ['aws_iam_role.r["$${x} %%{if} $5 100%"]', { key: "${x} %{if} $5 100%" }],
    ['aws_iam_role.r["é/日本"]', { key: "é/日本" }],
    ['aws_iam_role.r[""]', { key: "" }],
    ["aws_iam_role.r['example.com']", { key: "example.com" }],
    ["aws_iam_role.r-1_x", { name: "r-1_x" }],
  ])("%s", (text, expected) => {
    expect(parseAddress(text)).toMatchObject({ text, ...expected });
  });

  it.each([
    "",
    "aws_kms_key",
    "aws_kms_key.k.arn",
    "aws_kms_key.k[*]",
    "aws_kms_key.k[each.key]",
    'aws_kms_key.k["open',
    'aws_kms_key.k["open\\"]',
    "aws_kms_key..k",
    ".aws_kms_key.k",
    "module.a",
    "module.a.output",
    "var.x",
    "local.x",
    "each.value",
    "path.module",
    "ephemeral.aws_secret.s",
    "aws_kms_key[0].k",
    "data.aws_kms_key",
    'module.a["x"',
  ])("%s is no resource's address", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it("a key that ends in an escape beyond Unicode stays as it is written", () => {
    expect(parseAddress('a.b["\\Uffffffff"]')?.key).toBe("\\Uffffffff");
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", ".", "[", "]", '"', "'", "\\", "u", "0", "$", "{") }),
        (text) => {
          expect(() => parseAddress(text)).not.toThrow();
        },
      ),
    );
  });

  it("reads back whatever is written, keys of any text included", () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/).filter((each) => each !== "module" && each !== "data");
    const type = name.map((each) => `aws_${each}`);
    const key = fc.option(fc.oneof(fc.nat(), fc.string({ unit: "binary" }), fc.string()), { nil: undefined });
    const step = fc.record({ name, key }).map((each) => (each.key === undefined ? { name: each.name } : each));
    const parts = fc.record({
      modules: fc.array(step, { maxLength: 3 }),
      mode: fc.constantFrom("managed", "data"),
      type,
      name,
      key,
    });
    fc.assert(
      fc.property(parts, ({ key: at, ...rest }) => {
        const given = (at === undefined ? rest : { ...rest, key: at }) as AddressParts;
        expect(parseAddress(formatAddress(given))).toEqual(makeAddress(given));
      }),
    );
  });
});

describe("addressReader", () => {
  it("reads each address as parseAddress does, whatever it has read before", () => {
    const step = fc.constantFrom("aws_x", "data", "module", "a", "b", "each");
    const key = fc.constantFrom("", "", "[0]", "[1]", '["k"]', '["a].b"]', '["$${"]', "[*]", "[", '["k"]x', "[0][1]");
    const address = fc
      .array(
        fc.tuple(step, key).map((parts) => parts.join("")),
        { minLength: 1, maxLength: 5 },
      )
      .map((steps) => steps.join("."));
    fc.assert(
      fc.property(fc.array(address), (addresses) => {
        const read = addressReader();
        expect(addresses.map(read)).toEqual(addresses.map(parseAddress));
      }),
    );
  });
});

describe("other forms", () => {
  it.each<[string, string, string]>([
    ["aws_iam_role.r.arn", "aws_iam_role.r", ".arn"],
    [
      'module.m["a.b"].aws_iam_role.r[0].inline_policy[1].name',
      'module.m["a.b"].aws_iam_role.r[0]',
      ".inline_policy[1].name",
    ],
    ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d", ".json"],
    ["aws_iam_role.r[*].arn", "aws_iam_role.r", "[*].arn"],
    ["aws_iam_role.r", "aws_iam_role.r", ""],
  ])("parseReference %s", (text, address, path) => {
    const reference = parseReference(text);
    expect([reference?.address.text, reference?.path]).toEqual([address, path]);
  });

  it("splitModule leaves what is not the module", () => {
    expect(splitModule('module.a["x"].var.y')).toEqual({ modules: [{ name: "a", key: "x" }], rest: "var.y" });
    expect(splitModule("module.a[0].out")).toEqual({ modules: [{ name: "a", key: 0 }], rest: "out" });
    expect(splitModule("module.a")).toEqual({ modules: [{ name: "a" }], rest: "" });
    expect(splitModule("local.x")).toEqual({ modules: [], rest: "local.x" });
  });

  it("parseModuleAddress reads modules only", () => {
    expect(parseModuleAddress("")).toEqual([]);
    expect(parseModuleAddress('module.a["x"].module.b')).toEqual([{ name: "a", key: "x" }, { name: "b" }]);
    expect(parseModuleAddress("module.a.aws_kms_key.k")).toBeUndefined();
  });

  it.each([
    ['module.a["x"].module.b[0]', "module.a.module.b"],
    ['module.a["x"].aws_kms_key.k[0]', "module.a.aws_kms_key.k"],
    ["aws_kms_key.k", "aws_kms_key.k"],
    ["not an address", "not an address"],
    ["", ""],
  ])("configuredAddress of %s", (text, configured) => {
    expect(configuredAddress(text)).toBe(configured);
  });

  it("writes keys as Terraform 1 does", () => {
    const parts = { modules: [{ name: "m", key: 2 }], mode: "data", type: "aws_kms_key", name: "k" } as const;
    expect(formatAddress({ ...parts, key: 'a"\\\n${b} %{c} $d\u0007é' })).toBe(
      'module.m[2].data.aws_kms_key.k["a\\"\\\\\\n$${b} %%{c} $d\\u0007é"]',
    );
  });
});

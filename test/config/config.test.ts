import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { readConfig } from "../../src/config/config";
import { parseConfig } from "../../src/config/parse";
import { InputError } from "../../src/errors";

const parse = (text: string) => parseConfig(text, "kmsgate.yaml");

const failure = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "no error";
};

const use = (rest: string) => `version: 1\nuses:\n  - service: personalize\n    key: aws_kms_key.k\n${rest}`;

describe("a use that is declared", () => {
  test("by addresses, with operations, and where it stands", () => {
    const { uses } = parse(`# what no plan shows
version: 1
uses:
  - service: personalize
    operations: [dataset-import-job, batch-inference-job]
    key: module.a["x.y"].aws_kms_key.k[0]
    role: aws_iam_role.p
  - key: alias/geo
    service: sagemaker-geospatial
`);
    expect(uses).toEqual([
      {
        service: "personalize",
        operations: ["batch-inference-job", "dataset-import-job"],
        key: 'module.a["x.y"].aws_kms_key.k[0]',
        role: "aws_iam_role.p",
        at: { file: "kmsgate.yaml", line: 4 },
      },
      {
        service: "sagemaker-geospatial",
        operations: null,
        key: "alias/geo",
        role: null,
        at: { file: "kmsgate.yaml", line: 8 },
      },
    ]);
  });

  test.each([
    "arn:aws:kms:us-west-2:111122223333:key/1234",
    "arn:aws-cn:kms:cn-north-1:111122223333:alias/geo",
    "data.aws_kms_key.k",
    "module.a.data.aws_kms_key.k",
  ])("the key may be %s", (key) => {
    expect(parse(`version: 1\nuses: [{ service: personalize, key: "${key}" }]`).uses[0]?.key).toBe(key);
  });

  test.each([
    ["arn:aws:iam::111122223333:role/path/geo", "arn:aws:iam::111122223333:role/path/geo"],
    ["~", null],
    ["", null],
  ])("the role may be %j", (role, expected) => {
    expect(parse(use(`    role: ${role}`)).uses[0]?.role).toBe(expected);
  });

  test("an alias of YAML stands for what it names", () => {
    const { uses } = parse(`version: 1
uses:
  - &first { service: personalize, key: aws_kms_key.k, role: &r aws_iam_role.p }
  - { service: personalize, key: aws_kms_key.l, role: *r }
`);
    expect(uses[1]?.role).toBe("aws_iam_role.p");
  });

  test("a file may declare nothing", () => {
    expect(parse("version: 1\n").uses).toEqual([]);
  });
});

describe("what is refused, with place and allowed values", () => {
  test.each([
    ["uses: []", "kmsgate.yaml:1:7: uses is an empty list"],
    [
      "uses:\n  - service: personalize\n    key: aws_kms_key.k\n",
      "kmsgate.yaml:1:1: the file says no version\nExpected: version: 1",
    ],
    ["version: 2", "kmsgate.yaml:1:10: version is 2\nExpected: version: 1"],
    ["version: '1'", 'kmsgate.yaml:1:10: version is the text "1"'],
    [
      "version: 1\nuse: []",
      'kmsgate.yaml:2:1: the file has an unknown key "use"\nExpected: one of the keys version, profile, fail-on, on-undecided, locked, levels, uses, policies, ignores, services',
    ],
    ["version: 1\nversion: 1", "kmsgate.yaml:2:1: this is not YAML: Map keys must be unique"],
    ["version: 1\n? [a]\n: b", "kmsgate.yaml:2:3: the file has a key that is a list"],
    ["", "kmsgate.yaml:1:1: the file is empty"],
    ["- a", "kmsgate.yaml:1:1: the file is a list\nExpected: a mapping with version, profile,"],
    ["version: 1\nuses: yes please", 'kmsgate.yaml:2:7: uses is the text "yes please"'],
    ["version: 1\nuses:\n  - personalize", "kmsgate.yaml:3:5: a use is the text"],
    ["version: 1\n---\nversion: 1", "kmsgate.yaml:2:1: this is not YAML: Source contains multiple documents"],
    ["version: [", "kmsgate.yaml:1:11: this is not YAML"],
    ["version: !x 1", "kmsgate.yaml:1:10: this is not YAML: Unresolved tag: !x"],
    [
      "version: 1\nuses:\n  - key: aws_kms_key.k",
      "kmsgate.yaml:3:5: a use says no service\nExpected: service: one of personalize, sagemaker-geospatial",
    ],
    [
      "version: 1\nuses:\n  - service: personalize",
      "kmsgate.yaml:3:5: a use says no key\nExpected: key: a resource address",
    ],
    [
      "version: 1\nuses:\n  - service: rekognition\n    key: alias/a",
      'kmsgate.yaml:3:14: service is "rekognition"\nExpected: one of personalize, sagemaker-geospatial',
    ],
    [
      use("    rule: a"),
      'kmsgate.yaml:5:5: a use has an unknown key "rule"\nExpected: one of the keys service, key, operations, using, role',
    ],
    [
      use("    operations: [earth-observation-job]"),
      'kmsgate.yaml:5:18: personalize has no operation "earth-observation-job"\nExpected: one of dataset-group, dataset-import-job',
    ],
    [use("    operations: []"), "kmsgate.yaml:5:17: operations is an empty list"],
    [use("    operations: dataset-group"), 'kmsgate.yaml:5:17: operations is the text "dataset-group"'],
    [use("    operations: [1]"), "kmsgate.yaml:5:18: an operation is 1, which is no text"],
    [
      use("    role: geo"),
      'kmsgate.yaml:5:11: role is "geo"\nExpected: a resource address (aws_iam_role.geo) or a pattern of addresses (module.*.aws_iam_role.geo), or a role ARN',
    ],
    [use("    role: arn:aws:iam::111122223333:user/geo"), "kmsgate.yaml:5:11: role is"],
    [
      "version: 1\nuses: [{ service: personalize, key: 1234abcd-12ab-34cd-56ef-1234567890ab }]",
      "kmsgate.yaml:2:37: key is",
    ],
    ["version: 1\nuses: [{ service: personalize, key: arn:aws:s3:::bucket.a.b }]", "kmsgate.yaml:2:37: key is"],
    ["version: 1\nuses: [{ service: personalize, key: 12 }]", "kmsgate.yaml:2:37: key is 12, which is no text"],
  ])("%j", (text, message) => {
    expect(failure(() => parse(text))).toContain(message);
  });

  test("an alias bomb costs nothing", () => {
    const names = Array.from({ length: 15 }, (_, index) => `n${index}`);
    const lines = names.map((name, index) => `${name}: &${name} [${`*n${index - 1}, `.repeat(index === 0 ? 0 : 9)}]`);
    const bomb = ["version: 1", ...lines, "uses: [*n14]"];
    expect(failure(() => parse(bomb.join("\n")))).toContain('unknown key "n0"');
  });
});

const nothing = { file: null, locked: false, levels: {}, uses: [], keyPolicies: [], ignores: [], services: [] };

describe("finding the file", () => {
  const folder = mkdtempSync(join(tmpdir(), "config-"));
  const deep = join(folder, "live", "prod");
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(folder, "kmsgate.yaml"), use(""));
  writeFileSync(join(folder, "other.yaml"), "version: 1\n");
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("from the folder upwards; it is called by its path from there", () => {
    const config = readConfig(deep);
    expect(config.file).toBe(join("..", "..", "kmsgate.yaml"));
    expect(config.uses[0]?.at).toEqual({ file: join("..", "..", "kmsgate.yaml"), line: 3 });
  });

  test("the one that is given wins", () => {
    expect(readConfig(deep, "../../other.yaml")).toEqual({ ...nothing, file: "../../other.yaml" });
  });

  test("none is no error, unless it was asked for", () => {
    expect(readConfig("/")).toEqual(nothing);
    expect(failure(() => readConfig(deep, "no.yaml"))).toBe(
      "no.yaml: there is no such configuration file\nExpected: a YAML file, such as kmsgate.yaml",
    );
    expect(failure(() => readConfig(deep, folder))).toContain("cannot be read (EISDIR)");
  });

  test("a link that leads nowhere is not passed over", () => {
    const linked = join(folder, "linked");
    mkdirSync(linked);
    symlinkSync("nowhere.yaml", join(linked, "kmsgate.yaml"));
    expect(failure(() => readConfig(linked))).toContain("kmsgate.yaml: there is no such configuration file");
  });

  test("the parser is not loaded where there is nothing to parse", () => {
    jest.isolateModules(() => {
      const parsed = jest.fn();
      jest.doMock("yaml", parsed);
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { readConfig: read } = require("../../src/config/config") as { readConfig: typeof readConfig };
      read("/");
      expect(parsed).not.toHaveBeenCalled();
    });
  });
});

import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { InputError } from "../../src/errors";
import { readPlan, type InputOptions } from "../../src/input";
import { FIXTURES, SMALL } from "./bytes";

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "kmsgate-")));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A program that stands in for Terraform. */
const program = (name: string, source: string): string => {
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}\n${source}`);
  chmodSync(path, 0o755);
  return path;
};
const errorOf = async (path: string, options: InputOptions = {}): Promise<string> => {
  const error: unknown = await readPlan(path, options).catch((each: unknown) => each);
  return error instanceof InputError ? error.message : `no InputError: ${String(error)}`;
};

describe("plan JSON", () => {
  it("becomes a plan", async () => {
    const path = join(FIXTURES, "06-policydoc-basic/plan.json");
    const read = await readPlan(path);
    expect(read.file).toMatchObject({ path, reader: "json", terraformVersion: "1.11.4" });
    expect(read.file.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(read.resources.map((each) => each.address.text)).toContain("aws_kms_key.k");
  });

  it("is read from standard input", async () => {
    const read = await readPlan("-", { stdin: Readable.from([SMALL]) });
    expect([read.file.path, read.resources[0]?.address.name]).toEqual(["-", "é"]);
  });

  it("that is none is named, with its path", async () => {
    const path = join(FIXTURES, "29-lifecycle/state.show.json");
    expect(await errorOf(path)).toContain(`${path}: this is a state`);
    expect(await errorOf("-", { stdin: Readable.from(['{"format_version":"1.2","resource_changes":{}}']) })).toContain(
      "stdin: resource_changes is not a list",
    );
  });
});

describe("a saved plan that Terraform has to print", () => {
  const saved = (): string => {
    const path = join(folder, "encrypted");
    writeFileSync(path, '{"meta":{},"encrypted_data":"AA==","encryption_version":"v0"}');
    return path;
  };

  it("is not given to anything unasked", async () => {
    expect(await errorOf(saved())).toContain("this is a saved plan that OpenTofu encrypted\nPrint it where its key");
  });

  it("is printed in its own folder, by its name alone", async () => {
    const fake = program(
      "tofu",
      `const fs = require("node:fs");
       fs.writeFileSync("called.json", JSON.stringify([process.argv.slice(2), process.cwd()]));
       console.log(${JSON.stringify(SMALL)});`,
    );
    const read = await readPlan(saved(), { terraform: relative(process.cwd(), fake) });
    expect(read.file).toMatchObject({ path: saved(), reader: "terraform", formatVersion: "1.2" });
    expect(read.resources).toHaveLength(1);
    expect(JSON.parse(readFileSync(join(folder, "called.json"), "utf8"))).toEqual([
      ["show", "-json", "./encrypted"],
      folder,
    ]);
  });

  it("cannot come from standard input", async () => {
    const stdin = Readable.from([readFileSync(saved())]);
    expect(await errorOf("-", { stdin, terraform: "terraform" })).toContain("Give its path instead of -");
  });

  it.each<[string, string, InputOptions, string[]]>([
    [
      "that fails shows its headlines without what stands in quotes",
      'console.error("\\u001b[31m╷\\n│ \\u001b[1mError: Invalid value \\"hunter2\\" for \\"x\\nError: second\\n│ password = hunter2"); process.exit(1)',
      {},
      [' show -json failed\n  Error: Invalid value "…" for "…"\n  Error: second\n', "has to be initialised"],
    ],
    [
      "that prints too much",
      'process.stdout.write("x".repeat(2e6))',
      { maxSize: 1e6 },
      ["prints more than --max-size allows"],
    ],
    ["that takes too long", "setTimeout(() => {}, 20_000)", { timeoutSeconds: 0.3 }, ["took longer than 0.3 s"]],
    ["that prints no plan", 'console.log("hello")', {}, ["this is not JSON"]],
  ])("%s", async (name, source, options, expected) => {
    const terraform = program(name.replaceAll(" ", "-"), source);
    const message = await errorOf(saved(), { ...options, terraform });
    for (const each of expected) expect(message).toContain(each);
    expect(message).not.toContain("hunter2");
  });

  it("needs a program that is there", async () => {
    expect(await errorOf(saved(), { terraform: join(folder, "none") })).toContain("none show -json cannot be run");
    expect(await errorOf(saved(), { terraform: "no-such-terraform" })).toContain(
      "no-such-terraform show -json cannot be run",
    );
  });
});

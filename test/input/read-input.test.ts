import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { InputError } from "../../src/errors";
import type { InputOptions } from "../../src/input";
import { readInput } from "../../src/input/read-input";
import { SMALL } from "./bytes";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kmsgate-"));
  writeFileSync(join(folder, "plan.json"), SMALL);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const errorOf = async (path: string, options: InputOptions = {}): Promise<string> => {
  const error: unknown = await readInput(path, options).catch((each: unknown) => each);
  return error instanceof InputError ? error.message : `no InputError: ${String(error)}`;
};

describe("readInput", () => {
  it("reads a file, and says what it was", async () => {
    const path = join(folder, "plan.json");
    const input = await readInput(path);
    expect(Buffer.from(input.bytes).toString()).toBe(SMALL);
    expect(input.path).toBe(path);
    const abc = await readInput("-", { stdin: Readable.from(["abc"]) });
    expect(abc.sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("reads standard input, bytes and text", async () => {
    const bytes = Buffer.from(SMALL);
    const split = bytes.indexOf(0xc3) + 1;
    const stdin = Readable.from([bytes.subarray(0, split), bytes.subarray(split)]);
    const input = await readInput("-", { stdin });
    expect([input.path, Buffer.from(input.bytes).toString()]).toEqual(["-", SMALL]);
    const text = Readable.from([SMALL]);
    expect(Buffer.from((await readInput("-", { stdin: text })).bytes).toString()).toBe(SMALL);
  });

  it("reads a pipe that has a name", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const writer = execFileSync.bind(null, "sh", ["-c", `printf '%s' "$1" > "$2" &`, "sh", SMALL, pipe]);
    writer({ stdio: "ignore" });
    expect(Buffer.from((await readInput(pipe)).bytes).toString()).toBe(SMALL);
  });

  it("names what is missing, a folder, or no folder", async () => {
    const expected = "Expected: a plan as JSON (terraform show -json), a saved plan, or - for standard input.";
    expect(await errorOf(join(folder, "none.json"))).toBe(`${folder}/none.json: there is no such file\n${expected}`);
    expect(await errorOf(folder)).toBe(`${folder}: this is a folder, not a plan\n${expected}`);
    expect(await errorOf(join(folder, "plan.json", "x"))).toContain("a part of this path is a file, not a folder");
  });

  it("names an error of standard input", async () => {
    const stdin = new Readable({ read: () => stdin.destroy(Object.assign(new Error("x"), { code: "EIO" })) });
    expect(await errorOf("-", { stdin })).toContain("stdin: this cannot be read (EIO)");
  });

  it("stops where there is more than allowed", async () => {
    const size = Buffer.byteLength(SMALL);
    const path = join(folder, "plan.json");
    const message = `this is larger than ${size - 1} bytes\nAllow more with --max-size.`;
    expect(await errorOf(path, { maxSize: size - 1 })).toBe(`${path}: ${message}`);
    expect(await errorOf("-", { maxSize: size - 1, stdin: Readable.from([SMALL]) })).toBe(`stdin: ${message}`);
    expect((await readInput(path, { maxSize: size })).bytes).toHaveLength(size);
  });

  it("does not read on past the limit", async () => {
    let read = 0;
    const endless = new Readable({
      read(length) {
        read += length;
        this.push(Buffer.alloc(length));
      },
    });
    expect(await errorOf("-", { maxSize: 1_000_000, stdin: endless })).toContain("larger than 1000000 bytes");
    expect(read).toBeLessThan(2_000_000);
  });
});

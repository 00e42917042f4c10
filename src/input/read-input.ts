import { constants } from "node:buffer";
import { createHash } from "node:crypto";
import { closeSync, createReadStream, fstatSync, openSync, readFileSync } from "node:fs";
import { InputError } from "../errors";
import { inputName } from "./input-name";

/** How inputs are read. */
export interface InputOptions {
  /** Standard input, for the path `-`. Default: the process's own. */
  readonly stdin?: NodeJS.ReadableStream;
  /** Bytes; larger inputs are an error. Default: 256 MiB. */
  readonly maxSize?: number;
  /** Path of `terraform` or `tofu`, where running it is allowed. */
  readonly terraform?: string;
  /** How long that may take. Default: 120. */
  readonly timeoutSeconds?: number;
}

/** An input as it is, before anybody knows what. */
export interface InputBytes {
  /** As given; `-` for standard input. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** In hex. */
  readonly sha256: string;
}

/** 256 MiB: what a plan of 100,000 resources takes. */
export const DEFAULT_MAX_SIZE = 256 * 1024 * 1024;

/**
 * Reads a file, a pipe, or standard input (`-`).
 *
 * @throws InputError where it is missing, a folder, not readable, or larger than `maxSize`
 */
export async function readInput(path: string, options: InputOptions = {}): Promise<InputBytes> {
  const maxSize = Math.min(options.maxSize ?? DEFAULT_MAX_SIZE, constants.MAX_STRING_LENGTH);
  const bytes =
    path === "-" ? await readStream(options.stdin ?? process.stdin, path, maxSize) : await readPath(path, maxSize);
  return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

async function readPath(path: string, maxSize: number): Promise<Uint8Array> {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw notReadable(path, "EISDIR");
    if (!stat.isFile()) return await readStream(createReadStream(path, { fd: file, autoClose: false }), path, maxSize);
    if (stat.size > maxSize) throw tooLarge(path, maxSize);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw notReadable(path, (error as NodeJS.ErrnoException).code ?? "");
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

async function readStream(stream: NodeJS.ReadableStream, path: string, maxSize: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      size += bytes.length;
      if (size > maxSize) throw tooLarge(path, maxSize);
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw notReadable(path, (error as NodeJS.ErrnoException).code ?? "");
  }
  return Buffer.concat(chunks);
}

function tooLarge(path: string, maxSize: number): InputError {
  return new InputError(`this is larger than ${maxSize} bytes`, {
    where: inputName(path),
    expected: "Allow more with --max-size.",
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder, not a plan",
  EACCES: "permission to read this is denied",
  EPERM: "permission to read this is denied",
  ENOTDIR: "a part of this path is a file, not a folder",
};

function notReadable(path: string, code: string): InputError {
  return new InputError(REASONS[code] ?? `this cannot be read${code === "" ? "" : ` (${code})`}`, {
    where: inputName(path),
    expected: "Expected: a plan as JSON (terraform show -json), a saved plan, or - for standard input.",
  });
}

import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { InputError } from "../errors";
import type { GivenKeyPolicy } from "../facts";
import { decodeText } from "../input";
import { positionIn } from "./json-position";
import { record, text, type Read } from "./shape";
import { refuse, type Source } from "./yaml-node";

const arnForms = "the ARN of a key or an alias (arn:aws:kms:us-west-2:111122223333:key/...)";

/** Key ARN to the file with its policy. */
export const policiesShape = record(
  {
    one: "the name of a policy",
    pattern: /^arn:[^:]+:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[^*?]+$/,
    expected: arnForms,
  },
  text("a file, relative to this one, as aws kms get-key-policy --output json writes it"),
);

// AWS takes no key policy of more than 32 KiB; in a JSON string each character may take six.
const mostBytes = 256 * 1024;

const forms =
  'the output of aws kms get-key-policy --output json ({"Policy": "..."}), or the policy document itself ({"Statement": ...})';

/**
 * The policies of keys outside the plan. `folder` is that of the configuration file.
 *
 * @throws InputError where a file cannot be read or contains no policy
 */
export function keyPoliciesOf(
  source: Source,
  entries: Read<typeof policiesShape>,
  folder: string,
): readonly GivenKeyPolicy[] {
  return entries.map(({ name, value, node }) => {
    const from = join(dirname(source.file), value);
    const content = readText(resolve(folder, value), (what) => refuse(source, node, `${from}: ${what}`, forms));
    return { arn: name, document: documentIn(content, from), from };
  });
}

function readText(path: string, refused: (what: string) => InputError): string {
  try {
    const found = statSync(path);
    // A device or a pipe may have no end, whatever its size.
    if (!found.isFile()) throw refused("this is no file");
    if (found.size > mostBytes)
      throw refused(`the file has ${String(found.size)} bytes, and no key policy has more than ${String(mostBytes)}`);
    return decodeText(readFileSync(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw refused(code === "ENOENT" ? "there is no such file" : `the file cannot be read (${code})`);
  }
}

function documentIn(content: string, from: string): string {
  const given = parse(content, from);
  if (isObject(given) && typeof given.Policy === "string") {
    const document = parse(given.Policy, from, "in the member Policy, ");
    if (isObject(document) && document.Statement !== undefined) return given.Policy;
  } else if (isObject(given) && given.Statement !== undefined) return content;
  throw new InputError("there is no key policy in this file", { where: from, expected: `Expected: ${forms}` });
}

function parse(json: string, from: string, within = ""): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const place = positionIn(json, error);
    const where = within === "" ? `${from}:${place}` : from;
    const at = within === "" ? "" : ` (${within}line and column ${place})`;
    throw new InputError(`this is not JSON${at}`, { where, expected: `Expected: ${forms}` });
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

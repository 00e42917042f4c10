import { readFileSync } from "node:fs";
import { join } from "node:path";

export const FIXTURES = join(__dirname, "../fixtures/recovery");

/** The bytes of a file that Terraform made. */
export function fixture(file: string): Buffer {
  return readFileSync(join(FIXTURES, file));
}

/** The smallest plan document. */
export const SMALL =
  '{"format_version":"1.2","resource_changes":[{"address":"a.é","type":"a","name":"é","change":{}}]}';

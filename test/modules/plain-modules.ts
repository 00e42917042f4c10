import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const folder = resolve(__dirname, "../../modules");

/** The files of a plain module, by their paths from the folder of all modules. */
export function moduleFiles(name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".tf"))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );
}

/** A provider that reaches nobody. */
export const MOCK_PROVIDER = {
  region: "us-west-2",
  access_key: "mock",
  secret_key: "mock",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: "true",
};

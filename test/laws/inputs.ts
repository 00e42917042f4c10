import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { readPlan } from "../../src/input";
import type { Plan } from "../../src/plan";
import type { Given } from "./verdict-of-plan";

/** A plan that the laws are tried on, and what a user would pass beside it. */
export interface LawInput {
  readonly name: string;
  readonly given: Given;
  read(): Promise<Plan>;
}

/**
 * Plans that rest on a Deny that AWS says must spare its own callers. Of those callers a plan knows nothing, so that by design
 * nothing is claimed where the policy is not known (src/judging/spared-calls.ts): there is no verdict for a law to keep.
 */
const CLAIMS_NOTHING = ["traps/ebs-network-deny", "traps/rds-deny-without-the-account"];

const TEST = join(__dirname, "..");

/** All scenarios and fixtures whose plan is judged by itself: as plan JSON and as a saved plan, where both are stored. */
export function lawInputs(): readonly LawInput[] {
  const folders = [
    ...foldersBelow(join(TEST, "scenarios"), 4),
    ...foldersBelow(join(TEST, "fixtures/recovery"), 1),
    ...foldersBelow(join(TEST, "fixtures/faults"), 1),
  ];
  return folders
    .filter((folder) => !CLAIMS_NOTHING.some((each) => folder.endsWith(each)))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => /^plan\.(json|bin)$|\.tfplan$/.test(file))
        .map((file) => ({ folder, file })),
    )
    .flatMap(({ folder, file }) => {
      const given = givenOf(folder);
      if (given === undefined) return [];
      return [{ name: join(folder, file).slice(TEST.length + 1), given, read: () => readPlan(join(folder, file)) }];
    });
}

function foldersBelow(root: string, depth: number): string[] {
  if (depth === 0 || !existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [join(root, name), ...foldersBelow(join(root, name), depth - 1)])
    .sort();
}

/** The options of a scenario; those that come to more than an account and a profile are left out. */
function givenOf(folder: string): Given | undefined {
  const file = join(folder, "args.json");
  if (existsSync(join(folder, "kmsgate.yaml"))) return undefined;
  if (!existsSync(file)) return { account: "111122223333" };
  const [flag, value, ...more] = JSON.parse(readFileSync(file, "utf8")) as string[];
  if (more.length > 0) return undefined;
  if (flag === "--account") return { account: String(value) };
  return flag === "--profile" && value === "effective" ? { account: "111122223333", profile: "effective" } : undefined;
}

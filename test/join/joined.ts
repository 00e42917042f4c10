import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { check } from "../../src/pipeline/check";
import type { CheckOptions, CheckResult } from "../../src/pipeline/options";

/** The account that the stacks of this folder stand in, and another. */
export const A = "111122223333";
export const B = "444455556666";

/** A stored plan or state of one of the stacks beside this file, as text to be changed. */
export function stack(name: string): string {
  return readFileSync(join(__dirname, "stacks", `${name}.json`), "utf8");
}

/** Checks plans and states together; each stands in a file of its own, by its name here. */
export async function joined(
  plans: Readonly<Record<string, string>>,
  options: Partial<CheckOptions> = {},
): Promise<CheckResult> {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-join-"));
  try {
    for (const [name, text] of Object.entries(plans)) writeFileSync(join(folder, `${name}.json`), text);
    return await check({
      inputs: Object.keys(plans).map((name) => ({ path: join(folder, `${name}.json`) })),
      profile: "documented",
      minConfidence: "inferred",
      declaredUses: [],
      join: true,
      ...options,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The parts of plan JSON, and of a state, that tests change. */
export interface Document {
  prior_state?: { readonly values: { readonly root_module: StateModule } };
  readonly values: { readonly root_module: StateModule };
  resource_changes: ResourceChange[];
  readonly configuration: {
    readonly root_module: { readonly resources: readonly { address: string; expressions: Record<string, unknown> }[] };
  };
}

interface StateModule {
  resources: {
    readonly address: string;
    readonly mode: string;
    readonly values: Record<string, string>;
    sensitive_values: unknown;
  }[];
}

/** One entry of `resource_changes`. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: {
    actions: string[];
    before: unknown;
    after: Record<string, unknown>;
    after_unknown: Record<string, unknown>;
  };
}

/** A document with what `change` does to it. */
export function changed(text: string, change: (document: Document) => void): string {
  const document = JSON.parse(text) as Document;
  change(document);
  return JSON.stringify(document);
}

/** What a plan does with a resource. */
export function changeOf(document: Document, address: string): ResourceChange {
  const found = document.resource_changes.find((each) => each.address === address);
  if (found === undefined) throw new Error(`there is no ${address}`);
  return found;
}

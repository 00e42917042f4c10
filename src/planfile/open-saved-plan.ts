import { LOCK_FILE, lockFileMaker, type PlanMaker, planMaker, savedPlanBudget } from "../plan";
import { Budget } from "./budget";
import { readState, type SavedState } from "./state";
import { holdsOpenTofuFiles } from "./source";
import { decoding, SavedPlanUnreadable } from "./saved-plan-unreadable";
import { readTfplan, type SavedPlan } from "./tfplan";
import { beginsAsZip, openZip, type Zip } from "./zip";

/** How a saved plan is read. */
export interface SavedPlanOptions {
  /** Bytes that the plan may unpack to. Default: 256 MiB, a plan of about 100,000 resources. */
  readonly maxSize?: number;
}

/** A saved plan's parts, before they are a plan or plan JSON. */
export interface OpenPlan {
  readonly zip: Zip;
  /** What its values are counted against. */
  readonly budget: Budget;
  readonly plan: SavedPlan;
  readonly state: SavedState;
}

const DEFAULT_MAX_SIZE = 256 * 1024 * 1024;

/**
 * The program that made a saved plan. Terraform writes neither `.tofu` files nor `tfschemas` (OpenTofu 1.12) into one, and both
 * write the lock file of the providers with their own name in it.
 */
export function makerOf({ zip, plan }: OpenPlan): PlanMaker | undefined {
  return (
    makerByMembers(zip) ??
    planMaker({
      version: plan.terraformVersion,
      providers: plan.changes.map(({ provider }) => provider),
      ...(plan.maker === undefined ? {} : { written: plan.maker }),
    })
  );
}

function makerByMembers(zip: Zip): PlanMaker | undefined {
  if (zip.names.includes("tfschemas") || holdsOpenTofuFiles(zip)) return "opentofu";
  const lockFile = lockFileIn(zip);
  return lockFile === undefined ? undefined : lockFileMaker(lockFile);
}

/** Nothing but the maker rests on this file: a damaged one is none. */
function lockFileIn(zip: Zip): string | undefined {
  if (!zip.names.includes(LOCK_FILE)) return undefined;
  try {
    return new TextDecoder().decode(zip.read(LOCK_FILE));
  } catch {
    return undefined;
  }
}

/**
 * Opens a saved plan (`terraform plan -out`): a zip with the message `tfplan` and the state `tfstate`.
 *
 * @throws SavedPlanUnreadable
 */
export function openSavedPlan(bytes: Uint8Array, options: SavedPlanOptions = {}): OpenPlan {
  if (!beginsAsZip(bytes)) throw notAZip(bytes);
  const zip = openZip(bytes, options.maxSize ?? DEFAULT_MAX_SIZE);
  if (!zip.names.includes("tfplan")) {
    throw new SavedPlanUnreadable(
      "not-a-saved-plan",
      "this is a zip, but not a saved plan: it holds no `tfplan`",
      MAKE,
    );
  }
  const budget = new Budget(savedPlanBudget(bytes.length));
  try {
    return {
      zip,
      budget,
      plan: decoding("the message `tfplan`", () => readTfplan(zip.read("tfplan"), budget)),
      state: decoding("the state `tfstate`", () => readState(zip.read("tfstate"), budget)),
    };
  } catch (error) {
    throw error instanceof SavedPlanUnreadable ? error.madeBy(makerByMembers(zip)) : error;
  }
}

const MAKE = { expected: "Make the plan: terraform plan -out=tfplan" };

/** OpenTofu's encryption wraps the whole file in JSON: `{"meta": …, "encrypted_data": …, "encryption_version": "v0"}`. */
function notAZip(bytes: Uint8Array): SavedPlanUnreadable {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (head[0] === 0x7b && head.includes('"encrypted_data"') && head.includes('"encryption_version"')) {
    return new SavedPlanUnreadable("encrypted", "this is a saved plan that OpenTofu encrypted", {
      expected: "Print it where its key is configured: tofu show -json tfplan > plan.json",
    });
  }
  return new SavedPlanUnreadable("not-a-saved-plan", "this is not a saved plan", MAKE);
}

import { InputError } from "../errors";
import { inWordsOf, type PlanMaker } from "../plan";

/**
 * Why a file cannot be read as a saved plan.
 * `not-a-saved-plan`: something else. `encrypted`: by OpenTofu, or as a zip. `old`, `version`: a format this reader does
 * not know. `damaged`: cut off, changed, or not decodable. `too-large`: past the size limit. `errored`: planning failed, and
 * part of the plan is missing.
 */
export type Unreadable = "not-a-saved-plan" | "encrypted" | "old" | "version" | "damaged" | "too-large" | "errored";

const SHOW =
  "Print it with the Terraform that made it (`terraform show -json tfplan > plan.json`) and give plan.json, " +
  "or pass --terraform PATH.";

/** A saved plan that was not read; it never counts as an empty one. */
export class SavedPlanUnreadable extends InputError {
  /** Whether the Terraform that made the file may still print it as JSON. */
  readonly terraformMayReadIt: boolean;

  constructor(
    readonly reason: Unreadable,
    what: string,
    detail: { readonly where?: string; readonly expected?: string } = {},
  ) {
    super(what, { expected: SHOW, ...detail });
    this.name = "SavedPlanUnreadable";
    this.terraformMayReadIt = reason === "old" || reason === "version" || reason === "damaged";
  }

  /** The same error, naming the file it is about (`-` is standard input). */
  in(path: string): SavedPlanUnreadable {
    const where = path === "-" ? "stdin" : path;
    return new SavedPlanUnreadable(this.reason, this.what, { ...this.detail, where });
  }

  /** The same error in the words of the program that made the plan. */
  madeBy(maker: PlanMaker | undefined): SavedPlanUnreadable {
    const { expected } = this.detail;
    if (expected === undefined) return this;
    return new SavedPlanUnreadable(this.reason, this.what, { ...this.detail, expected: inWordsOf(maker, expected) });
  }
}

/** The error for what a later Terraform or OpenTofu has put into its plans: it is there, and cannot be told. */
export function notKnownYet(what: string): SavedPlanUnreadable {
  const why = `the saved plan has ${what}, which this kmsgate does not know; a newer one may`;
  return new SavedPlanUnreadable("version", why);
}

/** Runs what reads a file, and lets its errors name the file. */
export function inFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof SavedPlanUnreadable ? error.in(path) : error;
  }
}

/**
 * Runs a step of reading and turns whatever a decoder throws over a damaged file into {@link SavedPlanUnreadable}.
 * `doing` names the part: "the message `tfplan`".
 */
export function decoding<T>(doing: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof SavedPlanUnreadable) throw error;
    // A JSON parser's message quotes the text, and a state holds secrets.
    const { name, message } = error as Error;
    const why = name === "SyntaxError" ? "it is not JSON" : message;
    throw new SavedPlanUnreadable("damaged", `${doing} cannot be decoded: ${why}`);
  }
}

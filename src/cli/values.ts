import { InvalidArgumentError } from "commander";

/** An account on the command line. */
export function parseAccount(given: string): string {
  if (/^\d{12}$/.test(given)) return given;
  throw new InvalidArgumentError("Expected the twelve digits of an AWS account.");
}

/** A size on the command line. */
export function parseBytes(given: string): number {
  if (/^[1-9]\d{0,14}$/.test(given)) return Number(given);
  throw new InvalidArgumentError("Expected a number of bytes, from 1.");
}

/** A configuration file on the command line: a second one would replace the first, which may be locked. */
export function parseConfigFile(given: string, before: string | undefined): string {
  if (before === undefined) return given;
  throw new InvalidArgumentError(`${before} is given already, and there is one configuration file for a run.`);
}

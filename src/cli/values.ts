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

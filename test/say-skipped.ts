/**
 * Says why tests are skipped. Not by `console`: jest shows nothing of what is written there by a file all of whose tests are
 * skipped.
 */
export function saySkipped(reason: string): void {
  process.stderr.write(`skipped: ${reason}\n`);
}

/**
 * The input cannot be looked at: the only error this project throws on purpose, and only while reading input
 * (plans, configuration files, command lines). The command line turns it into exit code 2.
 *
 * `what` is wrong, `where` (a path, `stdin`, a line), and what was `expected`, as far as there is something to say.
 */
export class InputError extends Error {
  constructor(
    /** What is wrong, with the value that was given. */
    readonly what: string,
    /** The place, and what may stand there. */
    readonly detail: { readonly where?: string; readonly expected?: string } = {},
  ) {
    super([detail.where === undefined ? what : `${detail.where}: ${what}`, detail.expected].filter(Boolean).join("\n"));
    this.name = "InputError";
  }
}

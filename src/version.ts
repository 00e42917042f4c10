/** kmsgate's own version, as package.json has it. */
// package.json lies outside of the compiled folder, so that it cannot be imported.
// eslint-disable-next-line @typescript-eslint/no-require-imports
export const version: string = (require("../package.json") as { version: string }).version;

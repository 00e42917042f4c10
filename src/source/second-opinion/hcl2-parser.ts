import type { Json } from "../../plan/plan";

interface Hcl2Parser {
  parseToString(text: string): readonly [json: string, error: unknown];
}

/** Breakdowns after which it is not loaded anew: whoever brings it down again and again shall not cost more time. */
const MAXIMUM_BREAKDOWNS = 3;

let loaded: Hcl2Parser | undefined;
let breakdowns = 0;

/**
 * What `hcl2-parser` makes of a text of native syntax: HashiCorp's parser in its version 2.10, compiled to JavaScript.
 * `undefined` where it rejects the text, which it never explains, or breaks down over it.
 *
 * It is loaded on first use, which takes 0.2 s, and anew after a breakdown, which may leave it unable to read even valid text.
 */
export function parseWithHcl2Parser(text: string): Json | undefined {
  if (breakdowns >= MAXIMUM_BREAKDOWNS) return undefined;
  try {
    loaded ??= keepingGlobals(load);
    const [json] = loaded.parseToString(text);
    return json === "" ? undefined : (JSON.parse(json) as Json);
  } catch {
    breakdowns++;
    loaded = undefined;
    return undefined;
  }
}

function load(): Hcl2Parser {
  const path = require.resolve("hcl2-parser");
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a copy that broke down must not come back
  delete require.cache[path];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only by runs that recover a policy
  return require("hcl2-parser") as Hcl2Parser;
}

/** While it loads it sets `Error.stackTraceLimit` to infinity and puts its own `require` on the global object. */
function keepingGlobals<T>(action: () => T): T {
  const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  const required = Object.getOwnPropertyDescriptor(globalThis, "require");
  try {
    return action();
  } finally {
    if (limit) Object.defineProperty(Error, "stackTraceLimit", limit);
    if (required) Object.defineProperty(globalThis, "require", required);
    else Reflect.deleteProperty(globalThis, "require");
  }
}

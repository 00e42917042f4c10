import type { Json } from "../../plan";

interface Hcl2Parser {
  parseToString(text: string): readonly [json: string, error: unknown];
}

/** How often it is loaded anew: whoever brings it down again and again shall not cost more time. */
const MAXIMUM_RELOADS = 3;

let loaded: Hcl2Parser | undefined;
let loads = 0;

/**
 * What `hcl2-parser` makes of a text of native syntax: HashiCorp's parser in its version 2.10, compiled to JavaScript.
 * `undefined` where it rejects the text, which it never explains, or breaks down over it.
 *
 * It is loaded on first use, which takes 0.2 s, and anew where a breakdown has left it unable to read even valid text.
 */
export function parseWithHcl2Parser(text: string): Json | undefined {
  loaded ??= loads++ > MAXIMUM_RELOADS ? undefined : keepingGlobals(load);
  const printed = loaded && attempt(loaded, text);
  if (printed !== undefined || loaded === undefined) return printed;
  if (attempt(loaded, "sound = true\n") === undefined) loaded = undefined;
  return undefined;
}

function attempt(parser: Hcl2Parser, text: string): Json | undefined {
  try {
    const [json] = parser.parseToString(text);
    return json === "" ? undefined : (JSON.parse(json) as Json);
  } catch {
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

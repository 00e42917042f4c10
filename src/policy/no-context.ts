import type { RequestContext } from "./query";

/** A request of which nothing is known. */
export const NO_CONTEXT: RequestContext = { state: () => ({ state: "unknown" }) };

import type { Value } from "../../values";
import { KnownParts } from "./known-parts";
import { type ParseOptions, parseWith } from "./parse-policy";
import type { Policy } from "./policy";

/** Parses a policy document: `parsePolicy`, or one of a run's own. */
export type ParsePolicy = (document: Value | undefined, options: ParseOptions) => Policy;

/**
 * Parses the policies of one run. Those of one kind and one text are one policy, told apart by the name alone; equal
 * statements of known text are one object.
 */
export function policyParser(): ParsePolicy {
  const parts = new KnownParts();
  return (document, options) => {
    const { kind, layer, name, concealed } = options;
    if (typeof document !== "string" || layer !== undefined || concealed !== undefined)
      return parseWith(parts, document, options);
    const policy = parts.policy(`${kind} ${document}`, () => parseWith(parts, document, { kind }));
    return name === undefined ? policy : { ...policy, name };
  };
}

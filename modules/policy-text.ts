import { Fn, Token } from "cdktf";

import type { WrittenPolicy } from "../src/writing/statements";

/**
 * A policy as an attribute takes it: JSON text, or, where a token stands in it, a call of `jsonencode`. A token inside JSON
 * text is Terraform only where the stack is synthesized to JSON.
 */
export function policyText(document: WrittenPolicy): string {
  const text = JSON.stringify(document);
  return Token.isUnresolved(text) ? Fn.jsonencode(document) : text;
}

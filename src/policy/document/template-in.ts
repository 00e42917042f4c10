import type { Words } from "../../values";
import type { Reading } from "./reading";
import type { ResourcePattern } from "./statement";
import { templateOf } from "./variables-in-text";

/** The policy variables in some text; unreadable, where it is not known whether they are any. */
export function templateIn(words: Words, variables: Reading["variables"]): ResourcePattern["template"] {
  const template = variables === false ? undefined : templateOf(words);
  return template !== undefined && variables === "perhaps" ? "unreadable" : template;
}

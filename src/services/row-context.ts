import type { Label } from "./citation";

/**
 * What AWS says of one condition key in the calls of a requirement, as data. What no row says is looked up in the table of all
 * services (`request-context.ts`); what that does not say either is not known.
 *
 * Values are texts with placeholders: `{using.arn}`, `{using.account}`, `{using.region}`, `{using.name}` of the resource that
 * uses the key, the same of `{source…}`, `{destination…}` and `{carrier…}` (the topic, queue or bucket that names the key),
 * `{partition}` and `{dns_suffix}` of the key; `{key.region}`, for services that take keys of their own Region alone; and
 * `{prefix}`, with which the names of the objects begin (the signal's `prefix`).
 */
export interface RowContext {
  /** As AWS writes it, `aws:SourceArn`; one that ends in `*` stands for all that begin so and that no other row names. */
  readonly key: string;
  /**
   * `is`: this value, or one of these and nobody knows which. `one-of`: the same, where the key is there at all. `at-least`:
   * these values, and perhaps more. `like`: a text that matches this pattern (`*` for any text). `present`: there, with a value
   * that is not known. `absent`: not there. `not-ours`: a value that no text of a configuration equals. `tag`: the tag that the
   * key names, of the key or the role. `since`: a date not before this one. `unknown`: it may be anything, or absent.
   * `unsupported`: AWS rules out conditions on it, so that an Allow with a plain one does not work; what `…IfExists`, `Null`
   * and Denies on it do is not known.
   */
  readonly state:
    | "is"
    | "one-of"
    | "at-least"
    | "like"
    | "present"
    | "absent"
    | "not-ours"
    | "tag"
    | "since"
    | "unknown"
    | "unsupported";
  /** Absent for states that need none. Of `tag`: `key` or `role`. Of `since`: a day. */
  readonly value?: string | readonly string[];
  /** What AWS's text may also be read to say is there: what only these values decide is not known. */
  readonly otherReading?: string | readonly string[];
  /** Full action names; absent: all. */
  readonly only?: readonly string[];
  /** Full action names to which it does not apply. */
  readonly except?: readonly string[];
  /** Absent: whoever calls. */
  readonly caller?: "role" | "service";
  /** How well it is founded. */
  readonly label: Label;
}

import { withoutPlans } from "../resolve";

/** Whether a text has a `*`, so that it means more than itself. */
export function isPattern(text: string): boolean {
  return text.includes("*");
}

/**
 * The test that a pattern stands for, such as `module.*.aws_kms_key.main["*"]`: of the address of a resource, or of any
 * other name that a report gives a key or a role. A `*` stands for any characters of one step of an address, instance key
 * included; a step that is `**` for any number of steps. In a pattern that begins as an ARN or an alias name does, `*`
 * stands for any characters. All else is literal: brackets, and dots inside quotes too.
 */
export function patternTest(pattern: string): (text: string) => boolean {
  const test = testOf(pattern);
  // In plans that are joined, a pattern means what it means in each.
  return (text) => test(withoutPlans(text));
}

function testOf(pattern: string): (text: string) => boolean {
  if (pattern === "**") return () => true;
  if (!isPattern(pattern)) return (text) => text === pattern;
  if (/^(?:arn:|alias\/)/.test(pattern)) return (text) => isLike(pattern, text);
  const wanted = stepsOf(pattern);
  // Where there are many patterns, most texts are told apart by this.
  const beginning = pattern.slice(0, pattern.indexOf("*")).replace(/\.$/, "");
  return (text) => text.startsWith(beginning) && (text === pattern || covers(wanted, stepsOf(text), "**", isLike));
}

/** The steps of an address: what stands between its dots, but for the dots inside an instance key's quotes. */
function stepsOf(address: string): readonly string[] {
  return address.match(/(?:\["(?:[^"\\]|\\.)*"\]|[^.])+/gs) ?? [];
}

function isLike(pattern: string, text: string): boolean {
  return covers(pattern, text, "*", isSame);
}

function isSame(one: string, other: string): boolean {
  return one === other;
}

/**
 * Whether a row of items is what a row of patterns says, one of which (`any`) stands for any number of items. Only the last
 * `any` is ever tried again, so that the cost is at most the product of both lengths.
 */
function covers(
  patterns: ArrayLike<string>,
  items: ArrayLike<string>,
  any: string,
  same: (pattern: string, item: string) => boolean,
): boolean {
  let [at, item] = [0, 0];
  let again: { readonly at: number; item: number } | undefined;
  while (item < items.length) {
    const pattern = patterns[at];
    if (pattern === any) {
      again = { at: (at += 1), item };
    } else if (pattern !== undefined && same(pattern, items[item] as string)) {
      at += 1;
      item += 1;
    } else if (again !== undefined) {
      at = again.at;
      item = again.item += 1;
    } else return false;
  }
  while (patterns[at] === any) at += 1;
  return at === patterns.length;
}

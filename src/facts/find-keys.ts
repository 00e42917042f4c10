import { kept } from "../grouping";
import { arnOfType, Hole, parseArn, Text, type Value } from "../values";
import type { Confidence, Infrastructure, Resource, Holder } from "../resolve";
import type { Key } from "./facts";
import { type Finder, hiddenName, nameText, remembering } from "./finder";
import { keyOutside } from "./keys";
import type { KeyPolicies } from "./policies";

/** Finds the keys of the plan and makes those outside it. */
export function keyFinder(
  infrastructure: Infrastructure,
  keys: readonly Key[],
  policies: KeyPolicies,
): Finder<{ key: Key; confidence: Confidence }, Key> & { readonly made: (name: string, known: Partial<Key>) => Key } {
  const byAddress = new Map(keys.map((key) => [key.id, key]));
  const outside = new Map<string, Key>();
  const find = (value: Value, from?: Holder): { key: Key; confidence: Confidence } | undefined => {
    const found = infrastructure.identify(value, "key", from);
    if (found?.resource.mode === "managed") {
      const key = byAddress.get(found.resource.address.text);
      if (key !== undefined) return { key, confidence: found.confidence };
    }
    const name = hiddenName(found?.resource) ?? (found && keyName(found.resource.output("arn"))) ?? keyName(value);
    if (name === undefined) return undefined;
    return { key: make(value, name, found?.resource, from), confidence: found?.confidence ?? "certain" };
  };
  const make = (value: Value, name: string, data?: Resource, from?: Holder): Key => {
    const plan = from?.plan ?? infrastructure.plan;
    const called = infrastructure.joined === true && !name.startsWith("arn:") ? `${String(plan)} ${name}` : name;
    return kept(outside, called, () => keyOutside(value, name, { plan, data, policies }));
  };
  // What an alias or a replicated key's id means depends on who holds it.
  return {
    find: remembering(find, true),
    made: (name, known) =>
      kept(outside, `made ${name}`, () => ({
        ...keyOutside(new Hole(`ARN of ${name}`), name, { plan: infrastructure.plan, data: undefined, policies }),
        ...known,
      })),
    called: (name) => make(new Hole(`ARN of ${name}`), name),
    outside: () => [...outside.values()],
  };
}

const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** How a key outside the plan is called: its ARN, id or alias; `undefined` for what names no customer managed key. */
export function keyName(value: Value): string | undefined {
  if (value instanceof Text) {
    const arn = parseArn(value);
    const name = nameText(value);
    if (arn?.service !== "kms" || isPattern(value)) return undefined;
    return nameText(arn.resource).startsWith("alias/aws/") ? undefined : name;
  }
  if (typeof value !== "string" || value.includes("alias/aws/") || /[*?]/.test(value)) return undefined;
  const isArn = arnOfType(value, "kms", "key", "alias") !== undefined;
  return isArn || value.startsWith("alias/") || KEY_ID.test(value) ? value : undefined;
}

/** Whether the literal parts of a text hold a wildcard. */
function isPattern({ parts }: Text): boolean {
  return parts.some((part) => typeof part === "string" && /[*?]/.test(part));
}

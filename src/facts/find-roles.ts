import { kept } from "../grouping";
import { arnOfType, Hole, type Value } from "../values";
import type { Confidence, Resource, Holder } from "../resolve";
import type { FactSources } from "./fact-sources";
import type { Role } from "./facts";
import { type Finder, hiddenName, nameText, remembering } from "./finder";
import type { Attachments } from "./policies";
import { roleOutside } from "./roles";

/** Finds the roles of the plan and makes those outside it. */
export function roleFinder(
  { infrastructure, parse }: FactSources,
  roles: readonly Role[],
  attachments: Attachments,
): Finder<{ role: Role; confidence: Confidence }, Role> {
  const byAddress = new Map(roles.map((role) => [role.id, role]));
  const outside = new Map<string, Role>();
  const find = (value: Value, from?: Holder): { role: Role; confidence: Confidence } | undefined => {
    const found = infrastructure.identify(value, "role", from);
    if (found?.resource.mode === "managed") {
      const role = byAddress.get(found.resource.address.text);
      if (role !== undefined) return { role, confidence: found.confidence };
    }
    const name = hiddenName(found?.resource) ?? roleName(found?.resource.output("arn") ?? value);
    if (name === undefined) return undefined;
    return { role: make(value, name, found?.resource, from), confidence: found?.confidence ?? "certain" };
  };
  const make = (value: Value, name: string, data?: Resource, from?: Holder): Role => {
    const plan = from?.plan ?? infrastructure.plan;
    return kept(outside, name, () => roleOutside(value, name, { plan, data, attachments, parse }));
  };
  // Where plans are joined, a name means something only in its own.
  return {
    find: remembering(find, infrastructure.joined === true),
    called: (name) => make(new Hole(`ARN of ${name}`), name),
    outside: () => [...outside.values()],
  };
}

/** How a role outside the plan is called: its ARN; `undefined` for what is none. */
export function roleName(value: Value): string | undefined {
  if (arnOfType(value, "iam", "role") === undefined) return undefined;
  const name = nameText(value);
  return /[*?]/.test(name) ? undefined : name;
}

import { parsePolicy } from "../../policy";
import type { Value } from "../../values";
import type { PolicyFact } from "../facts";

/** The policy of a key that the plan does not manage, as a team hands it over. */
export interface GivenKeyPolicy {
  /** Of the key or an alias of it. */
  readonly arn: string;
  /** The policy document, as AWS holds it. */
  readonly document: string;
  /** The file that it was read from, for the report. */
  readonly from: string;
}

/** What was handed over, read. */
export interface GivenPolicy extends GivenKeyPolicy {
  readonly fact: PolicyFact;
}

/**
 * Finds what was handed over for a key, by its ARN, or by its id where only one of the ARNs has it. The id of a multi-Region
 * key is not enough: its replicas share it, each with a policy of its own.
 */
export function givenPolicies(given: readonly GivenKeyPolicy[]): (key: Value) => GivenPolicy | undefined {
  if (given.length === 0) return () => undefined;
  const byName = new Map<string, GivenKeyPolicy | null>();
  for (const policy of given) {
    byName.set(policy.arn, policy);
    const [, id] = /:key\/(?!mrk-)(.*)$/.exec(policy.arn) ?? [];
    if (id !== undefined) byName.set(id, byName.has(id) ? null : policy);
  }
  return (key) => {
    const found = typeof key === "string" ? byName.get(key) : undefined;
    return found ? { ...found, fact: factOf(found) } : undefined;
  };
}

function factOf({ arn, document, from }: GivenKeyPolicy): PolicyFact {
  return {
    origin: "outside",
    because: `read from ${from}; whether the key is enabled and symmetric is not seen`,
    policy: parsePolicy(document, { kind: "key" }),
    location: { address: arn, attribute: "policy", file: from },
    written: false,
    references: [],
  };
}

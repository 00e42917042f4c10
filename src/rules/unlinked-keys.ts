import type { Key } from "../facts/facts";
import { definePart } from "./define-rule";
import { sentences } from "./telling/sentences";

/**
 * Keys that no use was found for, but whose unknown policy refers to what could be a service's role: they might be used, so
 * that they are neither passed over nor judged.
 */
export const unlinkedKeys = definePart<{ readonly key: Key; readonly because: string }>({
  *subjects({ facts }) {
    const unlinked = facts.unlinked.filter(({ kind }) => kind === "key");
    if (unlinked.length === 0) return;
    const byAddress = new Map(facts.keys.map((key) => [key.id, key]));
    for (const { address, because } of unlinked) {
      const key = byAddress.get(address);
      if (key !== undefined) yield { key, because };
    }
  },
  judge: ({ key }) => ({
    verdict: "undecided",
    level: "error",
    confidence: "inferred",
    basis: "documentation",
    key,
    grantee: null,
    actions: [],
  }),
  say: ({ subjects: [{ key, because }] }, { sourceAtHand, program }) =>
    sentences(
      `it cannot be told whether a service uses ${key.id}`,
      because,
      sourceAtHand
        ? "to decide it, declare the use in kmsgate.yaml"
        : `to decide it, check the saved plan (${program} plan -out=tfplan) or pass --source DIR, or declare the use in kmsgate.yaml`,
    ),
  places: ({ subjects: [{ key }] }) => [key.policy.location],
});

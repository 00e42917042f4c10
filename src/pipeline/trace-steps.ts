import { viewStatements } from "../policy";
import type { Facts, Key, PolicyFact, Role, Use } from "../facts";
import type { Infrastructure } from "../resolve";
import type { Trace, TraceStep } from "../print";

/** Why a key or role counts or does not: what it is, how its policies were found, who was found to use it. */
export function traceOf(infrastructure: Infrastructure, facts: Facts, address: string): Trace {
  const key = facts.keys.find(({ id }) => id === address);
  const role = facts.roles.find(({ id }) => id === address);
  if (key !== undefined)
    return { address, steps: [...keySteps(key), ...useSteps(facts.uses.filter((use) => use.key === key))] };
  if (role !== undefined)
    return { address, steps: [...roleSteps(role, facts), ...useSteps(facts.uses.filter((use) => use.role === role))] };
  const resource = infrastructure.at(address);
  if (resource === undefined) return { address, steps: [] };
  const sentence = `${resource.type} is neither a KMS key nor a role; it counts by what it says of one`;
  return { address, steps: [{ subject: address, sentence }, ...evidenceSteps(facts.uses, address)] };
}

function keySteps(key: Key): TraceStep[] {
  const place = key.resource === null ? "is not in the plan" : `is in the plan (${key.resource.change})`;
  return [{ subject: key.id, sentence: `the key ${place}` }, policyStep("key policy", key.policy)];
}

function roleSteps(role: Role, facts: Facts): TraceStep[] {
  const place = role.resource === null ? "is not in the plan" : `is in the plan (${role.resource.change})`;
  const trusting = facts.services.filter(({ principals }) => names(role.trust, principals)).map(({ title }) => title);
  return [
    { subject: role.id, sentence: `the role ${place}` },
    policyStep("trust policy", role.trust),
    {
      subject: role.id,
      sentence:
        trusting.length === 0
          ? "no known service is named in its trust policy"
          : `its trust policy names ${trusting.join(" and ")}`,
    },
    ...role.identityPolicies.map((policy) => policyStep("identity policy", policy)),
    ...(role.boundary === null ? [] : [policyStep("permissions boundary", role.boundary)]),
    ...facts.unlinked
      .filter(({ address }) => address === role.id)
      .map(({ because }) => ({ subject: role.id, sentence: because })),
  ];
}

function names({ policy }: PolicyFact, principals: readonly string[]): boolean {
  return (
    policy !== null &&
    viewStatements(policy).some((statement) =>
      statement.principals.some(({ value }) => typeof value === "string" && principals.includes(value)),
    )
  );
}

function policyStep(what: string, fact: PolicyFact): TraceStep {
  const { address, attribute } = fact.location;
  const because = fact.because === undefined ? "" : ` (${fact.because})`;
  return {
    subject: attribute === undefined ? address : `${address}.${attribute}`,
    sentence: `${what}, origin ${fact.origin}${because}`,
  };
}

function useSteps(uses: readonly Use[]): TraceStep[] {
  if (uses.length === 0)
    return [{ subject: "uses", sentence: "nothing in the plan shows that a known service uses it" }];
  return uses.flatMap((use) => evidenceSteps([use]));
}

function evidenceSteps(uses: readonly Use[], only?: string): TraceStep[] {
  return uses.flatMap((use) =>
    use.evidence
      .filter(({ address }) => only === undefined || address === only)
      .map(({ address, attribute }) => ({
        subject: `${address}.${attribute}`,
        sentence:
          `${use.service} uses ${use.key.id} through ${use.role?.id ?? "a role that is not known"}, ` +
          `for ${use.operations === null ? "operations that are not known" : use.operations.join(", ")} (${use.confidence})`,
      })),
  );
}

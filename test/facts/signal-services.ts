import type { Requirement, Service, Signal, Source } from "../../src/services";

/** A sentence that stands for AWS's, in services that are made up for a test. */
export const SOURCE: Source = {
  title: "Guide",
  url: "https://docs.aws.amazon.com/x",
  read: "2026-12-01",
  says: "it needs it",
};

/** A service that only resources show to use a key. */
export function signalService(id: string, signals: readonly Signal[], more: Partial<Service> = {}): Service {
  return {
    id,
    title: id,
    principals: [`${id}.amazonaws.com`],
    callsByItself: true,
    operations: [],
    requirements: [],
    exemptions: [],
    notes: {},
    signals,
    ...more,
  };
}

/** A requirement of such a service. */
export function requirement(grantee: Requirement["grantee"], use: string): Requirement {
  return {
    id: `of.${use}`,
    layer: "key-policy",
    grantee,
    neededBy: [use],
    actions: ["kms:Decrypt"],
    when: "always",
    source: SOURCE,
  };
}

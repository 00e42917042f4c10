import { parsePolicy } from "../../../policy";
import { Hole, isMap, type Value } from "../../../values";
import type { Key, PolicyFact } from "../../facts";
import type { Lookup } from "../../lookup";
import { nameOfMade, type Template } from "./cloudformation-template";

/** The lookup as a template speaks: what it makes itself is found by its logical id. */
export function lookupWithTemplate(lookup: Lookup, template: Template): Lookup {
  const keys = new Map<string, Key>();
  const roles = new Map<string, string>();
  for (const [logicalId, { Type: type, Properties: given = {} }] of template.resources) {
    const holes = ["Ref", "Arn", "KeyId", "RoleArn"].map((each) => nameOfMade(template.stack, logicalId, each));
    if (type === "AWS::KMS::Key") {
      const properties = template.settle(given);
      for (const hole of holes)
        keys.set(hole, keyMade(lookup, template, logicalId, isMap(properties) ? properties : {}));
    }
    if (type === "AWS::IAM::Role") for (const hole of holes) roles.set(hole, calledIn(template, logicalId));
  }
  return {
    ...lookup,
    keyOf: (value, from) => {
      const key = value instanceof Hole ? keys.get(value.name) : undefined;
      return key === undefined ? lookup.keyOf(value, from) : { key, confidence: "certain" };
    },
    roleOf: (value, from) => {
      const role = value instanceof Hole ? roles.get(value.name) : undefined;
      return role === undefined ? lookup.roleOf(value, from) : { role: lookup.roleCalled(role), confidence: "certain" };
    },
  };
}

function calledIn({ stack }: Template, logicalId: string): string {
  return `${logicalId} in the template of ${stack.address.text}`;
}

function keyMade(
  lookup: Lookup,
  template: Template,
  logicalId: string,
  properties: Readonly<Record<string, Value>>,
): Key {
  const called = calledIn(template, logicalId);
  const { KeyPolicy: document } = properties;
  if (document === undefined || document instanceof Hole) return lookup.keyCalled(called);
  const policy: PolicyFact = {
    origin: "outside",
    because: `it is made by the template of ${template.stack.address.text}`,
    policy: parsePolicy(document, { kind: "key" }),
    location: template.stack.location("template_body"),
    written: true,
    references: [],
  };
  return lookup.keyMade(called, { policy, account: template.stack.account, region: template.stack.region });
}

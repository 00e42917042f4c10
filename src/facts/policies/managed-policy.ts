import type { ParsePolicy, PolicyKind } from "../../policy";
import type { Location } from "../../resolve";
import { managedPolicy } from "../../services";
import { Choice, Hole, type Value } from "../../values";
import type { PolicyFact } from "../facts";
import { policyOf, unseenPolicy } from "./policy-fact";
import type { FactSources } from "../fact-sources";

/** What is known of a managed policy where it is named: its place, and what it depends on whether it is in force at all. */
interface Given {
  readonly kind: PolicyKind;
  readonly at: Location;
  readonly onlyIf?: Hole;
}

/** The managed policy of this ARN: one of the plan, one that a data source read, an AWS managed one, or one nobody can see. */
export function managedPolicyFact(sources: FactSources, arn: Value, given: Given): PolicyFact {
  return { ...policyOfArn(sources, arn, given), managed: true };
}

function policyOfArn({ infrastructure, parse }: FactSources, arn: Value, given: Given): PolicyFact {
  const { kind, at, onlyIf } = given;
  const found = infrastructure.identify(arn, "policy")?.resource;
  if (found !== undefined && found.change !== "delete") {
    const name = found.address.text;
    const fact = policyOf(parse, found, "policy", kind, { name, ...(onlyIf === undefined ? {} : { onlyIf }) });
    return (
      fact ?? unseenPolicy(name, kind, { because: `${name} has no policy that the plan shows`, origin: "unknown" })
    );
  }
  if (typeof arn === "string") return awsManaged(parse, arn, given);
  const name = arn instanceof Hole ? arn.name : "a managed policy";
  return {
    ...unseenPolicy(name, kind, { because: `which policy ${name} is, is not known`, origin: "unknown" }),
    location: at,
  };
}

function awsManaged(parse: ParsePolicy, arn: string, { kind, at, onlyIf }: Given): PolicyFact {
  const known = managedPolicy(arn);
  if (known === undefined) {
    return {
      ...unseenPolicy(arn, kind, { because: `${arn} is not in this plan, so that it cannot be seen` }),
      location: at,
    };
  }
  const statements = (known === "none" ? [] : known.statements) as unknown as readonly Value[];
  const document = { Version: "2012-10-17", Statement: statements };
  return {
    origin: "outside",
    because: "AWS managed policy, from the table that kmsgate ships",
    policy: parse(onlyIf === undefined ? document : new Choice(onlyIf, document, { ...document, Statement: [] }), {
      kind,
      name: arn,
    }),
    location: at,
    written: false,
    references: [],
  };
}

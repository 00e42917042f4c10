import type { Resource } from "../../resolve";
import { requirementsOf, type RequiredGrantee, type Service } from "../../services";
import { Hole, makeArn, parseArn, type Value } from "../../values";
import type { Role, UsingResource } from "../facts";
import { nameText } from "../finder";
import type { Lookup } from "../lookup";
import { unseenPolicy } from "../policies";
import { type Found, valuesAt } from "./paths";
import { resourceNamed } from "./using-resources";

/** The resource that uses the key, and where what a requirement says of the role is to be looked for. */
interface Shown {
  readonly using: UsingResource;
  readonly partition: Value;
  readonly shown?: { readonly resource: Resource; readonly beside: Found };
}

/**
 * The service-linked role through which a service uses a key, where its requirements name one. AWS's own policies of such
 * roles give nothing of KMS, and nobody can add to them. `undefined`: no requirement names one, or it is not known.
 */
export function serviceLinkedRole(
  lookup: Lookup,
  service: Service,
  uses: readonly string[] | null,
  { using, partition, shown }: Shown,
): Role | undefined {
  const grantee = requirementsOf(service, uses)
    .map((each) => each.grantee)
    .find(isServiceLinked);
  if (grantee === undefined) return undefined;
  const { override, serviceLinkedRole: name } = grantee;
  const [named] = override === undefined || shown === undefined ? [] : valuesAt(shown.resource, override, shown.beside);
  const arn =
    named === undefined || shown === undefined
      ? makeArn(partition, "iam", "", using.account, ["role/aws-service-role/", name])
      : arnNamed(lookup, shown.resource, named);
  return arn === undefined ? undefined : roleOf(arn, using.account);
}

type ServiceLinked = Extract<RequiredGrantee, { readonly serviceLinkedRole: string }>;

function isServiceLinked(grantee: RequiredGrantee): grantee is ServiceLinked {
  return typeof grantee === "object" && "serviceLinkedRole" in grantee;
}

function arnNamed(lookup: Lookup, resource: Resource, named: Found): Value | undefined {
  const there = resourceNamed(lookup, resource, named, "aws_iam_service_linked_role");
  if (there !== undefined) return there.output("arn");
  return named.hidden === undefined && named.sure && parseArn(named.value) !== undefined ? named.value : undefined;
}

function roleOf(arn: Value, account: Value): Role {
  const id = nameText(arn);
  const because = "AWS sets the policies of a service-linked role";
  return {
    id,
    resource: null,
    arn,
    account: parseArn(arn)?.account ?? account,
    name: typeof arn === "string" ? arn.slice(arn.lastIndexOf("/") + 1) : new Hole(`name of ${id}`, { shape: "name" }),
    tags: {},
    trust: unseenPolicy(id, "trust", { because }),
    identityPolicies: [],
    possiblyAttached: [],
    boundary: null,
    managedHere: true,
    replaced: false,
  };
}

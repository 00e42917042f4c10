import type { Requirement, Service } from "../services";
import { accountRootArn } from "../values";
import { accountStatement, policyOf, type WrittenPolicy } from "./statements";
import { statementsOf } from "./statements-of";

/** Where the key is, and those who use it. */
export interface ForServices {
  /** Twelve digits, or a reference. */
  readonly account: string;
  /** `us-west-2`: of the key, and of what uses it. */
  readonly region: string;
  /** `aws`. */
  readonly partition: string;
  /** The roles that services are given, by the service's id. */
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  /** What the services use the key for, by the service's id; absent: all. */
  readonly uses?: Readonly<Record<string, readonly string[]>>;
}

/**
 * One key policy for several services: the account's own statement, then what AWS lists for each service. What AWS asks for in
 * the key policy or in a role's is left to the role's, since the account's statement leaves it to IAM.
 */
export function policyForServices(services: readonly Service[], given: ForServices): WrittenPolicy {
  const { account, partition } = given;
  return policyOf([
    accountStatement(accountRootArn(partition, account)),
    ...services.flatMap((service) =>
      statementsOf(service, asked(service, given), {
        fill: (name) => filling(name, given),
        roles: given.roles?.[service.id] ?? [],
        serviceLinkedRole: (name) => `arn:${partition}:iam::${account}:role/aws-service-role/${name}`,
        sid: `Allow${pascal(service.id)}`,
      }),
    ),
  ]);
}

function asked(service: Service, { uses }: ForServices): readonly Requirement[] {
  const own = uses?.[service.id];
  if (own === undefined) return service.requirements;
  return service.requirements.filter(({ neededBy }) => neededBy.some((use) => own.includes(use)));
}

/** Of the resource that will use the key no more is known than where it is. */
function filling(name: string, { account, region, partition }: ForServices): string | undefined {
  if (name === "partition") return partition;
  if (name === "dns_suffix") return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  if (name === "region" || name === "using.region" || name === "key.region") return region;
  return name === "using.account" || name === "key.account" ? account : undefined;
}

/** A Sid takes letters and digits only. */
function pascal(text: string): string {
  return text
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

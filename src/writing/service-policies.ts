import { givesKeyToData, holdsIn, isExport, type Requirement, requirementsOf, type Service } from "../services";
import {
  accountStatement,
  actionsOf,
  administratorStatement,
  keyPolicyStatement,
  policyOf,
  rolePolicyStatement,
  trustStatement,
  type WrittenPolicy,
  type WrittenStatement,
} from "./statements";

/** A role that the service is given, and what for. */
export interface RoleUse {
  /** Its ARN, or `${aws_iam_role.x.arn}`. */
  readonly roleArn: string;
  /** Ids of the catalogue; `null`: all. */
  readonly operations: readonly string[] | null;
  /** The key is a dataset group's, whose data are exported. */
  readonly exportsDatasetGroup: boolean;
}

/** Who administers a key. At least one of both is needed, or nobody can change the key's policy again. */
export interface Administration {
  /** `arn:aws:iam::111122223333:root`: the account's IAM policies decide. */
  readonly accountRootArn?: string;
  /** ARNs of roles or users. */
  readonly administrators: readonly string[];
  /** The key is a multi-Region primary key, which they may replicate. */
  readonly multiRegion?: boolean;
}

/**
 * The key policy that AWS asks for: whoever administers the key, the roles, and the service principal where it calls KMS
 * itself. With `sourceAccount` the service principal is let in only where it acts for this account, or does not say for
 * which: AWS does not describe whether its calls carry `aws:SourceAccount`.
 */
export function serviceKeyPolicy(
  service: Service,
  uses: readonly RoleUse[],
  given: Administration & { readonly sourceAccount?: string },
): WrittenPolicy {
  const { accountRootArn, administrators, multiRegion, sourceAccount } = given;
  return policyOf([
    ...(accountRootArn === undefined ? [] : [accountStatement(accountRootArn)]),
    ...(administrators.length === 0 ? [] : [administratorStatement(administrators, multiRegion)]),
    ...useStatements(service, uses, given, sourceAccount),
  ]);
}

/** What AWS asks of the role's IAM policies; `null` where the key policy alone must allow, as for a dataset import job. */
export function serviceRolePolicy(
  service: Service,
  use: RoleUse,
  given: { readonly keyArn: string; readonly accountRootAdministers: boolean },
): WrittenPolicy | null {
  const actions = actionsOf(asked(service, use, given.accountRootAdministers), "role-policy", "role");
  if (actions.length === 0) return null;
  return policyOf([rolePolicyStatement({ sid: `Allow${nameOf(service)}Key`, keyArn: given.keyArn, actions })]);
}

/** The trust policy of the service's role, which the service assumes for this account only where one is given. */
export function serviceTrustPolicy(service: Service, sourceAccount?: string): WrittenPolicy {
  return policyOf(service.principals.slice(0, 1).map((principal) => trustStatement(principal, sourceAccount)));
}

/** Whether these operations by themselves say that the data with this key are exported. */
export function exportOfDatasetGroup(service: Service, operations: readonly string[]): boolean {
  return operations.some((each) => givesKeyToData(service, each)) && operations.some(isExport);
}

/**
 * The operations of a use as declarations in a plan list them, one list an entry: an entry that names both the operation that
 * gives the key to data and one that exports says that the data with this key are exported.
 *
 * @param operations `null`: all that ask anything of a key.
 */
export function statedOperations(
  service: Service,
  operations: readonly string[] | null,
  exported: boolean,
): readonly (readonly string[])[] {
  const all = operations ?? operationsWithKey(service);
  const exporting = operationsWithKey(service).filter(isExport);
  if (exported) return [[...new Set([...all, ...exporting])].sort()];
  if (!exportOfDatasetGroup(service, all)) return [[...all].sort()];
  return [all.filter((each) => !isExport(each)).sort(), all.filter(isExport).sort()];
}

/** The operations of a service that ask anything of a key. */
export function operationsWithKey(service: Service): readonly string[] {
  const asking = new Set(service.requirements.flatMap(({ neededBy }) => neededBy));
  return service.operations.map(({ id }) => id).filter((id) => asking.has(id));
}

function asked(service: Service, use: RoleUse, accountRootAdministers: boolean): readonly Requirement[] {
  const circumstances = {
    accountRootAdministers: accountRootAdministers ? "yes" : "no",
    dataAreExported: use.exportsDatasetGroup,
    bucketKey: "unknown",
    roleIsServiceLinked: "unknown",
  } as const;
  return requirementsOf(service, use.operations).filter((each) => holdsIn(each, circumstances) === "yes");
}

/** Roles that need the same actions share a statement, and so does the service principal, as in AWS's own example. */
function useStatements(
  service: Service,
  uses: readonly RoleUse[],
  { accountRootArn }: Administration,
  sourceAccount: string | undefined,
): readonly WrittenStatement[] {
  const requirements = uses.map((use) => asked(service, use, accountRootArn !== undefined));
  const ofService = actionsOf(requirements.flat(), "key-policy", "service");
  const groups = new Map<string, { readonly actions: readonly string[]; readonly roles: string[] }>();
  uses.forEach(({ roleArn }, index) => {
    const actions = actionsOf(requirements[index] ?? [], "key-policy", "role");
    const group = groups.get(actions.join()) ?? { actions, roles: [] };
    group.roles.push(roleArn);
    if (actions.length > 0) groups.set(actions.join(), group);
  });
  const shared = sourceAccount === undefined ? groups.get(ofService.join()) : undefined;
  const sid = `Allow${nameOf(service)}`;
  const services = service.principals.slice(0, 1);
  const statements: WrittenStatement[] = [...groups.values()].map(({ actions, roles }, index) =>
    keyPolicyStatement({
      sid: `${sid}Role${index === 0 ? "" : index + 1}`,
      roles,
      actions,
      ...(shared?.actions === actions && { sid, services }),
    }),
  );
  if (ofService.length === 0 || shared !== undefined) return statements;
  const own = keyPolicyStatement({ sid: `${sid}Service`, services, actions: ofService });
  return [...statements, sourceAccount === undefined ? own : { ...own, Condition: forAccount(sourceAccount) }];
}

function forAccount(account: string): NonNullable<WrittenStatement["Condition"]> {
  return { StringEqualsIfExists: { "aws:SourceAccount": account } };
}

/** `SagemakerGeospatial`: a Sid takes letters and digits only. */
function nameOf(service: Service): string {
  return service.id
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

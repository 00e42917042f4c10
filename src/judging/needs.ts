import type { Role, Use } from "../facts";
import { kept } from "../grouping";
import {
  type Circumstances,
  hangsOnAdministrator,
  holdsIn,
  isOfExport,
  type Requirement,
  requirementsOf,
  type Service,
} from "../services";
import { partsOf, wordsOf } from "../values";

/** One action of one requirement that a use brings with it. */
export interface Need {
  readonly requirement: Requirement;
  readonly action: string;
  /** `unknown`: whether the requirement holds at all depends on something that is not known. */
  readonly required: "yes" | "unknown";
}

/**
 * What this use needs.
 *
 * Operations unknown: what is common to all operations that the role could be there for, action by action in each layer and
 * for each grantee. A role that provably only reads S3 comes with its operations (facts see to that); any other is taken to
 * be there for more than an operation that only reads S3, so that those do not count, and spare it nothing. An operation
 * that AWS's page does not name needs nothing and is left aside too.
 *
 * @param administers whether the account root administers the key; asked only where a requirement hangs on it.
 */
export function needsOf(use: Use, service: Service, administers: () => Administered): readonly Need[] {
  const { operations, datasetGroupKey, exportSeen, openTo } = use;
  const administered = asksForAdministrator(service) ? administers() : "unknown";
  const { bucketKey, roleIsServiceLinked, roleIsNamed = "unknown" } = circumstancesOf(use, administered);
  const seen = `${String(datasetGroupKey && exportSeen)} ${bucketKey} ${roleIsServiceLinked} ${roleIsNamed} ${openTo?.what ?? ""}`;
  const name = `${JSON.stringify(operations)} ${administered} ${seen}`;
  const ofService = kept(known, service, () => new Map<string, readonly Need[]>());
  return kept(ofService, name, () => needed(use, service, administered));
}

/** Whether the account root administers a key. */
export type Administered = "yes" | "no" | "unknown";

function asksForAdministrator({ requirements }: Service): boolean {
  return requirements.some(hangsOnAdministrator);
}

/** By all that needs are made of, since uses are many and alike. */
const known = new WeakMap<Service, Map<string, readonly Need[]>>();

function needed(use: Use, service: Service, administered: Administered): readonly Need[] {
  const circumstances = circumstancesOf(use, administered);
  const needs = candidates(use, service).flatMap(({ requirement, action }): Need[] => {
    const required = holdsIn(requirement, circumstances);
    return required === "no" ? [] : [{ requirement, action, required }];
  });
  const more = besides(use, service).filter(
    ({ requirement, action }) =>
      (isOfExport(requirement) || holdsIn(requirement, circumstances) !== "no") &&
      !needs.some((need) => need.requirement === requirement && need.action === action),
  );
  return more.length === 0 ? needs : [...needs, ...more.map((each): Need => ({ ...each, required: "unknown" }))];
}

/** What it may need as well, where what is not known may use the key for more than what is seen. */
function besides({ openTo }: Use, service: Service): readonly Candidate[] {
  if (openTo === undefined) return [];
  return openTo.what === "use" ? commonTo(service).filter(isNoExport) : actionsOf(service.requirements);
}

function isNoExport({ requirement }: Candidate): boolean {
  return !isOfExport(requirement);
}

function circumstancesOf(use: Use, administered: Administered): Circumstances {
  const { datasetGroupKey, exportSeen, using, role, withoutRole } = use;
  return {
    accountRootAdministers: administered,
    dataAreExported: datasetGroupKey && exportSeen,
    bucketKey: using?.bucketKey ?? "unknown",
    roleIsServiceLinked: role === null ? "unknown" : isServiceLinked(role),
    roleIsNamed: withoutRole === true ? "no" : role === null ? "unknown" : "yes",
  };
}

/** IAM User Guide, "Create a service-linked role": such a role has the path `/aws-service-role/`. */
function isServiceLinked({ arn, resource }: Role): Circumstances["roleIsServiceLinked"] {
  if (resource !== null) return resource.type === "aws_iam_service_linked_role" ? "yes" : "no";
  const words = wordsOf(arn);
  const [start] = words === undefined ? [] : partsOf(words).slice(-1);
  if (typeof start !== "string" || !start.includes("role/")) return "unknown";
  return start.includes("role/aws-service-role/") ? "yes" : "no";
}

/** What this use would need besides, were the data of its dataset group exported; nothing where that is seen already. */
export function exportNeedsOf(use: Use, service: Service): readonly Need[] {
  if (!use.datasetGroupKey || use.exportSeen) return NO_NEEDS;
  let needs = ofExports.get(service);
  if (needs === undefined) {
    const exporting = service.requirements.filter(isOfExport);
    needs = actionsOf(exporting).map((each): Need => ({ ...each, required: "yes" }));
    ofExports.set(service, needs);
  }
  return needs;
}

const ofExports = new WeakMap<Service, readonly Need[]>();

const NO_NEEDS: readonly Need[] = [];

type Candidate = Pick<Need, "requirement" | "action">;

function candidates(use: Use, service: Service): readonly Candidate[] {
  const { operations } = use;
  const needed = operations === null ? commonTo(service) : actionsOf(requirementsOf(service, operations));
  return [
    ...needed.filter(isNoExport),
    // The key is that of the data, whatever operations are known.
    ...actionsOf(service.requirements.filter(isOfExport)),
  ];
}

function actionsOf(requirements: readonly Requirement[]): readonly Candidate[] {
  return requirements.flatMap((requirement) => requirement.actions.map((action) => ({ requirement, action })));
}

const common = new WeakMap<Service, readonly Candidate[]>();

function commonTo(service: Service): readonly Candidate[] {
  const known = common.get(service);
  if (known !== undefined) return known;
  const named = new Set(service.requirements.flatMap(({ neededBy }) => neededBy));
  const all = service.operations.filter(({ id, s3 }) => named.has(id) && s3 !== "reads").map(({ id }) => id);
  const neededBy = new Map<string, Set<string>>();
  const name = ({ requirement: { layer, grantee, when }, action }: Candidate): string =>
    JSON.stringify([layer, grantee, when, action]);
  for (const candidate of actionsOf(service.requirements)) {
    const operations = neededBy.get(name(candidate)) ?? new Set();
    for (const id of candidate.requirement.neededBy) operations.add(id);
    neededBy.set(name(candidate), operations);
  }
  const found = actionsOf(service.requirements).filter((candidate) =>
    all.every((id) => neededBy.get(name(candidate))?.has(id)),
  );
  common.set(service, found);
  return found;
}

import type { Location } from "../../../resolve";
import type { Finding } from "../../../findings";
import type { Report, ReportPlan } from "../../report";
import type { RunContext } from "../../run-context";

/** A plan as an artifact of the run. */
export function artifactOf(plan: ReportPlan, context: RunContext): object {
  const { sha256, reader, terraform_version, complete } = plan;
  return {
    location: artifactLocation(context.planPath(plan)),
    roles: ["analysisTarget"],
    ...(sha256 !== null && { hashes: { "sha-256": sha256 } }),
    properties: { reader, terraform_version, complete },
  };
}

/** A plan as the place of a notification. */
export function planLocation(plan: ReportPlan, index: number, context: RunContext): object {
  return { physicalLocation: { artifactLocation: { ...artifactLocation(context.planPath(plan)), index } } };
}

/**
 * The places of a finding: the one to change as its location, since GitHub reads no other; the rest as related. A place
 * whose file is not known is line 1 of the plan: GitHub does not show a location without a line.
 */
export function locationsOf(finding: Finding, { plans }: Report, context: RunContext): object {
  const [first = { address: finding.key }, ...others] = [...finding.locations].sort(byFile);
  const write = (place: Location): object => ({
    physicalLocation: physicalLocation(place, place.plan ?? finding.plan, plans, context),
    logicalLocations: logicalLocations(place),
  });
  return {
    locations: [write(first)],
    ...(others.length > 0 && { relatedLocations: others.map((place, index) => ({ id: index + 1, ...write(place) })) }),
  };
}

/** An address as SARIF names things that are no text: `aws_kms_key.main.policy`. */
export function logicalLocation(fullyQualifiedName: string, kind = "resource"): object {
  return { fullyQualifiedName, kind };
}

/** Places whose line is known come first; otherwise the order stays. */
function byFile(one: Location, other: Location): number {
  return Number(one.file === undefined) - Number(other.file === undefined);
}

function physicalLocation(
  { file, line }: Location,
  index: number,
  plans: Report["plans"],
  context: RunContext,
): object {
  const plan = plans[index];
  if (file === undefined)
    return { artifactLocation: { ...artifactLocation(context.planPath(plan)), index }, region: { startLine: 1 } };
  return { artifactLocation: artifactLocation(context.sourcePath(file, plan)), region: { startLine: line ?? 1 } };
}

function logicalLocations({ address, attribute, construct }: Location): readonly object[] {
  return [
    logicalLocation(attribute === undefined ? address : `${address}.${attribute}`),
    ...(construct === undefined ? [] : [logicalLocation(construct, "construct")]),
  ];
}

/** A path as a URI: relative to the root of the repository, or absolute. */
function artifactLocation(path: string): object {
  const uri = path.split("/").map(encodeSegment).join("/");
  if (path.startsWith("/")) return { uri: `file://${uri}` };
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${uri.replace("%3A", ":")}` };
  return { uri, uriBaseId: "%SRCROOT%" };
}

/** Replaces halves of characters (lone surrogates): no file name has them, and no URI can. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\ufffd"));
}

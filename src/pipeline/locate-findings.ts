import { locate } from "../resolve/locate";
import type { Infrastructure } from "../resolve/infrastructure";
import type { Judgement } from "../rules/judge";

/** The judgement with file and line beside the places of its findings, where these are known. */
export function locateFindings(judgement: Judgement, infrastructure: Infrastructure): Judgement {
  const findings = judgement.findings.map((finding) => ({
    ...finding,
    locations: finding.locations.map((location) => locate(location, infrastructure)),
  }));
  return { ...judgement, findings };
}

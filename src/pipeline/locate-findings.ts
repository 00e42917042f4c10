import type { Finding } from "../findings";
import { type Infrastructure, locate, type Location } from "../resolve";
import type { Judgement } from "../rules";

/**
 * The judgement with the places of its findings as people go to them: first the policy document where a policy is held in
 * one, and each with file and line where these are known.
 */
export function locateFindings(judgement: Judgement, infrastructure: Infrastructure): Judgement {
  const findings = judgement.findings.map((finding): Finding => {
    const locations = withDocument(finding.locations, infrastructure);
    return { ...finding, locations: locations.map((location) => locate(location, infrastructure)) };
  });
  return { ...judgement, findings };
}

/** The first place is the one to change; where that is `policy = data.….json`, it is the document that has to change. */
function withDocument(locations: readonly Location[], infrastructure: Infrastructure): readonly Location[] {
  const [first, ...others] = locations;
  if (first?.attribute === undefined) return locations;
  const address = infrastructure.at(first.address)?.heldIn?.(first.attribute);
  if (address === undefined) return locations;
  return [{ address }, first, ...others.filter((other) => other.address !== address)];
}

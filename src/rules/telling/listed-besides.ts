import { confidenceOf, granteeId, type Unlisted, unlistedOf } from "../../judging";
import { definePart, type Drafter } from "../define-rule";
import { places, rolePolicyPlaces } from "./locations";
import { enumerate, keyPolicyOf, nameOf, sentences } from "./sentences";

/** What AWS lists besides for these grantees: worth a note, since AWS may come to need it. */
export function listedBesides(isOwn: (unlisted: Unlisted) => boolean): Drafter {
  return definePart<Unlisted>({
    *subjects({ access, profile }) {
      if (profile === "effective") return;
      for (const each of access) {
        for (const unlisted of unlistedOf(each)) if (isOwn(unlisted)) yield unlisted;
      }
    },
    judge: ({ key, grantee, actions, uses }) => ({
      verdict: "violated",
      level: "note",
      confidence: confidenceOf(uses),
      basis: "documentation",
      key,
      grantee: granteeId(grantee),
      actions,
    }),
    say({ subjects, actions }) {
      const [{ key, grantee, layer }] = subjects;
      const titles = [...new Set(subjects.map(({ service }) => service.title))].sort();
      const where = layer === "key-policy" ? keyPolicyOf(key) : `no policy of ${nameOf(grantee)} on ${key.id}`;
      const lacks = layer === "key-policy" ? "does not allow" : "allows";
      const to = layer === "key-policy" ? ` to ${nameOf(grantee)}` : "";
      return sentences(
        `${where} ${lacks} ${enumerate(actions)}${to}`,
        `AWS lists this for ${enumerate(titles)}, and nothing is known to fail without it`,
      );
    },
    places({ subjects }) {
      const [{ key, grantee, layer }] = subjects;
      const role = grantee.kind === "role" ? grantee.role : null;
      return places(
        layer === "key-policy" || role === null ? [key.policy.location] : rolePolicyPlaces(role),
        subjects.flatMap(({ uses }) => uses),
      );
    },
    sourceOf: ({ subjects: [{ requirement }] }) => requirement.source,
  });
}

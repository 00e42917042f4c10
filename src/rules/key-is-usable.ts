import { groupBy } from "../grouping";
import type { Key } from "../facts";
import { confidenceOf, type Fitness, fitnessOf, type Misfit } from "../judging";
import { enumerate, places, sentences, some } from "./telling";
import { defineRule, type Scope } from "./define-rule";
import { catalogued, noteOf, serviceIn } from "../services";

/** The key must be one that the service can use: symmetric, enabled, staying, in its region, and named as it takes it. */
export const keyIsUsable = defineRule<Fitness>({
  id: "key-is-usable",
  level: "error",
  title: "the key must be one that the service can use",
  why: "No policy helps a key of the wrong kind. Both services take symmetric encryption keys that are enabled; SageMaker geospatial capabilities run in one Region; and where the API takes the ARN of a key, an alias does not do.",
  fails: `resource "aws_kms_key" "data" {
  customer_master_key_spec = "RSA_2048"
  key_usage                = "ENCRYPT_DECRYPT"
}`,
  passes: `resource "aws_kms_key" "data" {
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  key_usage                = "ENCRYPT_DECRYPT"
  is_enabled               = true
}`,
  source: noteOf(catalogued("sagemaker-geospatial"), "key"),
  *subjects({ access, facts }) {
    for (const { key, uses } of access) {
      for (const [id, ofService] of groupBy(uses, ({ service }) => service))
        yield* fitnessOf(key, serviceIn(facts.services, id), ofService);
    }
  },
  judge: ({ key, uses, fits, named }) => ({
    verdict: fits === "no" ? "violated" : "undecided",
    level: "error",
    confidence: named === "inferred" ? named : confidenceOf(uses),
    basis: "documentation",
    key,
    grantee: null,
    actions: [],
  }),
  say({ verdict, subjects }, scope) {
    const titles = [...new Set(subjects.map(({ service }) => service.title))].sort();
    const [{ key }] = subjects;
    const what = [...new Set(subjects.map((each) => say(each.what)))].join("; ");
    return sentences(
      verdict === "violated"
        ? `${enumerate(titles)} cannot use ${key.id}: ${what}`
        : `it cannot be told whether ${enumerate(titles)} can use ${key.id}: ${what}`,
      verdict === "undecided" ? wayToDecide(key, scope) : "",
    );
  },
  places: ({ subjects }) =>
    places(
      subjects.map(({ at }) => at),
      subjects.flatMap(({ uses }) => uses),
    ),
  sourceOf: ({ subjects: [{ service, source }] }) => source ?? noteOf(service, "key"),
});

/** Half a sentence about the key. */
function say(what: Misfit): string {
  switch (what.kind) {
    case "spec":
      return what.takes === null
        ? `its key spec is ${what.is}, and it takes a symmetric one (SYMMETRIC_DEFAULT)`
        : `its key spec is ${what.is}, and it takes ${enumerate(what.takes)}`;
    case "usage":
      return `its key usage is ${what.is}, and it takes ${enumerate(what.takes ?? [])}`;
    case "unsupported":
      return `no KMS key works for ${some(what.using)}. AWS: ${what.says}`;
    case "managed-by-aws":
      return `it takes a customer managed key, since nobody can change the policy of an AWS managed one. AWS: ${what.says}`;
    case "multi-region":
      return "it is a multi-Region key, which the service does not take";
    case "unknown":
      return UNKNOWN[what.property];
    case "being-deleted":
      return "this plan deletes it, or its deletion is scheduled";
    case "disabled":
      return "it is disabled";
    case "material-expired":
      return "its key material has expired";
    case "material-absent":
      return "its key material is not in this plan: it has to be imported outside Terraform before the key can be used";
    case "region":
      return `it is in ${what.is}, and the service runs in ${what.only.join(", ")} alone`;
    case "other-region":
      return `it is in ${what.is}, and ${some(what.using)} needs a key in ${what.needs}`;
    case "form": {
      const takes = [
        ...(what.takesAlias === true ? ["an alias"] : []),
        ...(what.takesKeyId ? ["a key id"] : []),
        "the ARN of a key",
      ].join(" or ");
      return `${what.member} is ${what.is === "alias" ? "an alias" : "a key id"}, and it takes ${takes}`;
    }
  }
}

const UNKNOWN = {
  spec: "its key spec is not known",
  usage: "its key usage is not known",
  enabled: "whether it is enabled is not known",
  "multi-region": "whether it is a multi-Region key is not known",
} as const;

function wayToDecide(key: Key, { sourceAtHand, program }: Scope): string {
  if (key.resource === null)
    return "to decide it, declare the use in kmsgate.yaml beside the configuration that manages the key, and check its plan";
  return sourceAtHand ? "" : `to decide it, check the saved plan (${program} plan -out=tfplan) or pass --source DIR`;
}

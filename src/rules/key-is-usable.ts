import { groupBy } from "../grouping";
import type { Key } from "../facts";
import { confidenceOf, type Fitness, fitnessOf } from "../judging";
import { enumerate, places, sayMisfit, sentences } from "./telling";
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
    const what = [...new Set(subjects.map((each) => sayMisfit(each.what)))].join("; ");
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

function wayToDecide(key: Key, { sourceAtHand, program }: Scope): string {
  if (key.resource === null)
    return "to decide it, declare the use in kmsgate.yaml beside the configuration that manages the key, and check its plan";
  return sourceAtHand ? "" : `to decide it, check the saved plan (${program} plan -out=tfplan) or pass --source DIR`;
}

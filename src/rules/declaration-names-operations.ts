import type { Use } from "../facts";
import { catalogued, noteOf, serviceIn } from "../services";
import { defineRule } from "./define-rule";
import { enumerate, places, sentences } from "./telling";

/** A use of which the plan declares less than it shows. */
interface Understated {
  readonly use: Use;
  readonly undeclared: NonNullable<Use["undeclared"]>;
}

/** What the plan declares of a use must not leave out what it shows. */
export const declarationNamesOperations = defineRule<Understated>({
  id: "declaration-names-operations",
  level: "warning",
  title: "a declaration in the plan must name each operation that the plan shows",
  why: "Whoever manages a key declares with terraform_data what a service does with it. Where another resource shows an operation that the declaration leaves out, one of the two is out of date. What is shown is required all the same; but an operation that no resource shows may be missing from the same declaration.",
  fails: `resource "terraform_data" "kmsgate_use" {
  input = {
    kmsgate = {
      version = 1
      key     = aws_kms_key.data.arn
      uses    = [{ service = "personalize", operations = ["dataset-import-job"], role = "arn:aws:iam::111122223333:role/service" }]
    }
  }
}`,
  passes: `resource "terraform_data" "kmsgate_use" {
  input = {
    kmsgate = {
      version = 1
      key     = aws_kms_key.data.arn
      uses    = [{ service = "personalize", operations = ["dataset-group", "dataset-import-job"], role = "arn:aws:iam::111122223333:role/service" }]
    }
  }
}`,
  source: noteOf(catalogued("personalize"), "key"),
  *subjects({ facts }) {
    for (const use of facts.uses) if (use.undeclared !== undefined) yield { use, undeclared: use.undeclared };
  },
  judge: ({ use: { key, role, confidence } }) => ({
    verdict: "violated",
    level: "warning",
    confidence,
    basis: "documentation",
    key,
    grantee: role?.id ?? null,
    actions: [],
  }),
  say: ({ subjects }, { facts }) =>
    sentences(
      ...subjects.map(({ use, undeclared: { operations, declarations } }) => {
        const { title } = serviceIn(facts.services, use.service);
        const addresses = enumerate([...new Set(declarations.map(({ address }) => address))]);
        return `${addresses} declares what ${title} does with ${use.key.id}, and leaves out ${enumerate(operations)}, which the plan shows`;
      }),
      "add it to the declaration, or take out what starts it",
    ),
  places: ({ subjects }) =>
    places(
      subjects.flatMap(({ undeclared }) => undeclared.declarations),
      subjects.map(({ use }) => use),
    ),
});

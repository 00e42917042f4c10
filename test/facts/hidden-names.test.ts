import { mayHaveName } from "../../src/facts/hidden-names";
import { Hole, text } from "../../src/values";

const elsewhere = new Hole("local.name", { shape: "name", references: ["terraform_data.name.output"] });
const generated = new Hole("aws_s3_bucket.b.bucket", { shape: "name", fresh: true });
const random = new Hole("random_pet.p.id", { references: ["module.a.random_pet.p.id"] });

test.each([
  ["a name of which nothing is known", elsewhere, "acme-data", true],
  ["one that begins so", text(["acme-", elsewhere]), "acme-data", true],
  ["one that begins otherwise", text(["other-", elsewhere]), "acme-data", false],
  ["one that ends otherwise", text([elsewhere, "-logs"]), "acme-data", false],
  ["one that a pattern may match", text(["acme-", elsewhere, "-logs"]), "acme-*", true],
  ["one that no text of a pattern may be", text(["other-", elsewhere]), "acme-*", false],
  ["one that is made up while applying", generated, "acme-data", false],
  ["one with a random part", text(["acme-", random]), "acme-data", false],
  ["one that is known", "acme-data", "acme-data", false],
])("%s", (_, name, written, may) => {
  expect(mayHaveName(name, written)).toBe(may);
});

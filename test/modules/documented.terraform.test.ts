import { blocksOf, documentedApp, synthesized } from "./documented";
import { MOCK_PROVIDER, moduleFiles } from "./plain-modules";
import { checkAsConsumer } from "./ring";
import { describeWithTerraform, openWorkshop } from "./terraform";

describeWithTerraform("what docs/modules.md shows", () => {
  test("the app: every key that it makes passes", async () => {
    const workshop = openWorkshop({ "cdk.tf.json": synthesized(documentedApp) });
    try {
      const plan = JSON.parse(workshop.plan()) as {
        readonly resource_changes: readonly { readonly address: string }[];
      };
      const addressOf = (start: string): string =>
        plan.resource_changes.find(({ address }) => address.startsWith(start))?.address ?? start;
      const [imagery, primary] = ["aws_kms_key.imagery_", "aws_kms_key.primary_"].map(addressOf) as [string, string];
      const report = await checkAsConsumer(workshop);
      // The policy of the key that exists stands in no plan: it is never passed over.
      const existing = report.keys.filter(({ address }) => address === null);
      expect(existing.map(({ verdict }) => verdict)).toEqual(["undecided"]);
      const ofMade = report.findings.filter(({ key }) => key !== existing[0]?.id);
      expect(ofMade.filter(({ level }) => level !== "note")).toEqual([]);
      const made = report.keys.filter(({ address }) => address !== null);
      expect(made.map(({ address, verdict }) => [address, verdict])).toEqual(
        [imagery, primary, addressOf("aws_kms_key.recommendations_"), "aws_kms_replica_key.replica"].map((address) => [
          address,
          "pass",
        ]),
      );
    } finally {
      workshop.remove();
    }
  });

  test.each(["docs/modules.md", "modules/personalize-kms-key/README.md", "modules/geospatial-kms-key/README.md"])(
    "%s: the module as it is called there passes",
    async (path) => {
      const called = blocksOf(path, "hcl").join("\n");
      const modules = ["personalize-kms-key", "geospatial-kms-key"].flatMap((name) =>
        Object.entries(moduleFiles(name)),
      );
      const workshop = openWorkshop({
        "main.tf": called,
        "provider.tf.json": JSON.stringify({ provider: { aws: MOCK_PROVIDER } }),
        ...Object.fromEntries(modules.map(([file, text]) => [`modules/${file}`, text])),
      });
      try {
        workshop.plan();
        const { findings, summary } = await checkAsConsumer(workshop);
        expect(findings.filter(({ level }) => level !== "note")).toEqual([]);
        expect(summary).toMatchObject({ verdict: "pass", keys: 1 });
      } finally {
        workshop.remove();
      }
    },
  );
});

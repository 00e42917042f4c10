import { CORPUS, readCorpus } from "../../scripts/corpus";
import { saySkipped } from "../say-skipped";

const result = readCorpus();
if (result === null) saySkipped(`no corpus at ${CORPUS}`);

(result === null ? it.skip : it)("every file of the corpus is read, and taken for what it is", () => {
  expect(result?.mistakes).toEqual([]);
  expect(result?.counts.get("index: plan")).toBeGreaterThanOrEqual(380);
  expect(result?.counts.get("newer: saved-plan")).toBe(21);
  expect(result?.counts.get("newer: plan")).toBe(2);
  expect(result?.resources).toBeGreaterThan(3500);
});

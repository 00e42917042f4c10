import { readFileSync } from "node:fs";
import { join } from "node:path";
import { authorize } from "../../src/policy";
import { queryOf, type AuthorizationCase } from "./case-file";

const file = process.env.KMSGATE_CASES ?? join(__dirname, "cases", "authorization.json");
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly AuthorizationCase[] };

test("there are cases", () => {
  expect(cases.length).toBeGreaterThan(0);
});

test.each(cases.map((each) => [`${each.id} ${each.title}`, each] as const))("%s", (_, given) => {
  const verdict = authorize(queryOf(given));
  expect({ outcome: verdict.outcome, because: String(verdict.because) }).toEqual({
    outcome: given.expected,
    because: expect.stringMatching(/\S/) as string,
  });
});

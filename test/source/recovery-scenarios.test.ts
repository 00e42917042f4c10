import { join } from "node:path";

import { report, ROOT, scenarios, undecided } from "./scenario-report";

test("plan JSON alone leaves some of them undecided", async () => {
  const open = await Promise.all(scenarios.map(async (name) => undecided(await report(join(ROOT, name, "plan.json")))));
  expect(open.filter((findings) => findings.length > 0).length).toBeGreaterThanOrEqual(4);
});

test.each(scenarios)("%s is decided with --source, and places are told", async (name) => {
  const found = await report(join(ROOT, name, "plan.json"), join(ROOT, name));
  expect(undecided(found)).toEqual([]);
  expect(found.plans[0]?.source).toBe("directory");
  for (const { locations } of found.findings) {
    for (const { file, line } of locations)
      expect({ file, line }).toEqual({ file: expect.any(String) as unknown, line: expect.any(Number) as unknown });
  }
});

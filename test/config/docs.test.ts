import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";

import { parseConfig } from "../../src/config/parse";
import { runIn } from "../cli/harness";
import { configSchema } from "../../src/config/config-schema";

const root = join(__dirname, "../..");
const page = readFileSync(join(root, "docs/configuration.md"), "utf8");
const snippets = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => text);
const validate = new Ajv2020({ strict: true }).compile(configSchema);

// The page's services are declared, and its policy lies beside the example.
const folder = join(root, "examples/configuration");

test("every key of the file has a snippet", () => {
  const keys = new Set(snippets.flatMap((text) => Object.keys(parse(text) as object)));
  expect([...keys].sort()).toEqual(
    Object.keys((configSchema as { readonly properties?: object }).properties ?? {}).sort(),
  );
});

test.each(snippets)("%s is read, by kmsgate and by the schema", (text) => {
  const whole = /^version:/m.test(text) ? text : `version: 1\n${text}`;
  expect(parseConfig(whole, "kmsgate.yaml", folder).file).toBe("kmsgate.yaml");
  expect(validate(parse(whole))).toBe(true);
});

test("the example is read by the schema that it names", () => {
  const example = join(folder, "kmsgate.yaml");
  const text = readFileSync(example, "utf8");
  expect(validate(parse(text))).toBe(true);
  const named = /\$schema=(\S+)/.exec(text)?.[1] ?? "";
  const published = JSON.parse(readFileSync(join(dirname(example), named), "utf8")) as object;
  expect(published).toEqual(JSON.parse(JSON.stringify(configSchema)));
});

test("the worked example of a service is the scenario's own, and comes out as the page says", async () => {
  const page = readFileSync(join(root, "docs/own-services.md"), "utf8");
  const scenario = join(root, "test/scenarios/detectors/own-service-signal");
  expect(/^```yaml\n(.*?)^```$/ms.exec(page)?.[1]).toBe(readFileSync(join(scenario, "kmsgate.yaml"), "utf8"));
  const { out, code } = await runIn(scenario, ["check", join(scenario, "plan.json"), "--account", "111122223333"]);
  expect(code).toBe(1);
  for (const [, text = ""] of page.matchAll(/^```text\n(.*?)^```$/gms)) expect(out).toContain(text.trimEnd());
});

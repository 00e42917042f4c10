import { parseAddress } from "../../../src/plan";
import type { Json, PlanSource } from "../../../src/plan/plan";
import { type PlannedValues, readConfiguration, type SourceConfiguration } from "../../../src/source";
import type { Value } from "../../../src/values/value";

/** Module address to the text of its `main.tf` (or to files by name). */
export type Modules = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** What the tests of configurations may give besides the source. */
export interface Given {
  readonly planned?: PlannedValues;
  readonly variables?: Readonly<Record<string, Json>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** A configuration of modules written in the test. */
export function configurationOf(modules: Modules | string, given: Given = {}): SourceConfiguration {
  const written = typeof modules === "string" ? { "": modules } : modules;
  const source: PlanSource = {
    origin: "directory",
    modules: new Map(
      Object.entries(written).map(([address, files]) => [
        address,
        {
          directory: address === "" ? "." : address.replaceAll("module.", "").replaceAll(".", "/"),
          files: new Map(Object.entries(typeof files === "string" ? { "main.tf": files } : files)),
        },
      ]),
    ),
    readFile: (_, path) => {
      const text = given.files?.[path];
      return text === undefined ? { missing: `${path} is not there` } : { text };
    },
  };
  return readConfiguration(source, {
    planned: given.planned ?? { value: () => undefined },
    ...(given.variables && { variables: given.variables }),
  });
}

/** The value of an attribute: `aws_kms_key.k.policy`. */
export function attributeOf(configuration: SourceConfiguration, address: string, attribute: string): Value | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw new Error(`${address} is no address`);
  return configuration.attribute(parsed, [attribute])?.value;
}

/** The value of an expression in the root module, `before` standing before it. */
export function valueOf(expression: string, before = "", given: Given = {}): Value | undefined {
  const configuration = configurationOf(`${before}\nresource "test" "it" {\n  value = ${expression}\n}\n`, given);
  if (configuration.errors.length > 0) throw new Error(configuration.errors.map(String).join("\n"));
  return attributeOf(configuration, "test.it", "value");
}

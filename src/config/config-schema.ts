import { fileShape } from "./file-shape";

/** JSON Schema (2020-12) of kmsgate.yaml, as it is published in docs/config.schema.json. */
export const configSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:kmsgate:config:1",
  title: "kmsgate.yaml",
  ...fileShape.schema,
} as const;

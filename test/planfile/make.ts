import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { encode, ExtData } from "@msgpack/msgpack";
import { zipSync } from "fflate";

/** One field of a message that a test makes. */
export type MadeField = readonly [number: number, value: number | string | Uint8Array | readonly MadeField[]];

/** Encodes a protobuf message from its fields. */
export function message(...fields: readonly MadeField[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const [number, value] of fields) {
    if (typeof value === "number") writer.tag(number, WireType.Varint).uint64(value);
    else if (typeof value === "string") writer.tag(number, WireType.LengthDelimited).string(value);
    else if (value instanceof Uint8Array) writer.tag(number, WireType.LengthDelimited).bytes(value);
    else writer.tag(number, WireType.LengthDelimited).bytes(message(...value));
  }
  return writer.finish();
}

/** A value that is not known, as cty writes it. */
export const UNKNOWN_VALUE = new ExtData(0, new Uint8Array([0]));

/** A `DynamicValue`. */
export const value = (json: unknown): Uint8Array => message([1, encode(json)]);

/** A `ResourceInstanceChange` that creates something. */
export const create = (address: string, after: unknown, ...more: readonly MadeField[]): MadeField => [
  3,
  [
    [13, address],
    [8, 'provider["registry.terraform.io/hashicorp/aws"]'],
    [
      9,
      [
        [1, 1],
        [2, value(after)],
      ],
    ],
    ...more,
  ],
];

/** The fields that every plan has. */
export const PLAN: readonly MadeField[] = [
  [1, 3],
  [14, "1.11.4"],
  [21, "2025-01-01T00:00:00Z"],
  [25, 1],
  [26, 1],
  [13, [[3, "default"]]],
];

export const EMPTY_STATE = {
  version: 4,
  terraform_version: "1.11.4",
  serial: 1,
  lineage: "",
  outputs: {},
  resources: [],
};

/** A saved plan of these parts. */
export function savedPlan(
  fields: readonly MadeField[],
  state: unknown = EMPTY_STATE,
  members: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array {
  return zip({ tfplan: message(...fields), tfstate: JSON.stringify(state), ...members });
}

/** A zip of these members. */
export function zip(members: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const content = Object.entries(members).map(([name, part]) => [
    name,
    typeof part === "string" ? Buffer.from(part) : part,
  ]);
  return zipSync(Object.fromEntries(content) as Record<string, Uint8Array>, { mtime: "2025-01-01" });
}

import { Hole, splitAtColons, Text, text as joinText, type TextPart, type Value } from "../../values";
import { makeMap } from "./collection-kind";
import { derived } from "./describe";
import { EvaluationFailure } from "./failure";
import * as parameter from "./parameters";
import { seen, type TerraformFunction } from "./terraform-function";
import { lacks, partsOf } from "./text-parts";

/** The functions of the AWS provider. */
export const AWS: Readonly<Record<string, TerraformFunction>> = {
  "provider::aws::arn_build": seen(
    [parameter.text, parameter.text, parameter.text, parameter.text, parameter.text],
    (fields) => joinText(["arn", ...fields].flatMap((field, index) => [index === 0 ? "" : ":", ...partsOf(field)])),
  ),
  "provider::aws::arn_parse": seen([parameter.text], ([arn = ""], { unsettled }) => {
    const fields = arnFields(arn);
    if (fields === undefined) return unsettled();
    return makeMap(FIELD_NAMES.map((name, index) => [name, fields[index + 1] ?? ""] as const));
  }),
  "provider::aws::trim_iam_role_path": seen([parameter.text], ([arn = ""], { unsettled }) => {
    const fields = arnFields(arn);
    if (fields === undefined) return unsettled();
    const resource = partsOf(fields[5] ?? "");
    const [first] = resource;
    const last = resource.at(-1);
    if (typeof first !== "string" || !first.startsWith("role/")) return unsettled();
    const slash = typeof last === "string" ? last.lastIndexOf("/") : -1;
    if (resource.length > 1 && (slash < 0 || typeof last !== "string"))
      return lastStep(fields, resource) ?? unsettled();
    return withResource(fields, [`role/${(last as string).slice(slash + 1)}`]);
  }),
};

const FIELD_NAMES = ["partition", "service", "region", "account_id", "resource"] as const;

/** `role/path/` and a name that is one hole: the name has no slash. */
function lastStep(fields: readonly Value[], resource: readonly TextPart[]): Value | undefined {
  const last = resource.at(-1);
  const before = resource.at(-2);
  const splits = last instanceof Hole && lacks(last, "/") && typeof before === "string" && before.endsWith("/");
  return splits ? withResource(fields, ["role/", last]) : undefined;
}

function withResource(fields: readonly Value[], resource: readonly TextPart[]): Value {
  const front = fields.slice(0, 5).flatMap((field) => [...partsOf(field), ":"]);
  return joinText([...front, ...resource]);
}

/** The six fields of an ARN; `undefined` where a hole may hold a colon. A text that is no ARN fails. */
function arnFields(arn: Value): Value[] | undefined {
  if (arn instanceof Hole) {
    if (arn.shape !== "arn") return undefined;
    return ["arn", ...FIELD_NAMES.map((name) => derived(`provider::aws::arn_parse(${arn.name}).${name}`, [arn]))];
  }
  const fields = splitAtColons(partsOf(arn), (part) => !(part instanceof Hole && lacks(part, ":")));
  if (fields === undefined) return undefined;
  if (fields.length < 6 || fields[0]?.[0] !== "arn") {
    if (arn instanceof Text && fields.length < 6) return undefined;
    throw new EvaluationFailure("the text is no ARN");
  }
  return fields.map((field) => joinText(field));
}

import { type Ignore, judgingRuleIds } from "../findings";
import { day } from "./day";
import { choice, described, list, located, object, text, type Read } from "./shape";
import { lineOf, type Source } from "./yaml-node";

const anyName = "an id as the report has it, or a pattern of ids (module.*.aws_kms_key.main)";

/** Findings that a team has decided to live with. */
export const ignoresShape = list(
  located(
    object(
      "an ignore",
      {
        rule: described("The rule that tells the finding.", choice(judgingRuleIds)),
        key: described("The key: its id as the report has it, or a pattern of ids; ** for all keys.", text(anyName)),
        reason: described("Why; the report tells it.", text("why it is ignored")),
      },
      {
        grantee: described(
          "Who lacks it: a role or a service principal as the report has it, or a pattern; absent: whoever.",
          text(anyName),
        ),
        action: described(
          "Of a finding about several actions only this one is ignored; absent: all of them.",
          text("an action as the report has it, such as kms:CreateGrant", /^(?:[a-z0-9-]+:[A-Za-z*?]+|\*)$/),
        ),
        expires: described("The last day on which it holds, in UTC.", day),
      },
    ),
  ),
  "an ignore",
);

/** The ignores, each with its place in the file. */
export function ignoresOf(source: Source, ignores: Read<typeof ignoresShape>): readonly Ignore[] {
  return ignores.map(({ value, node }) => ({ ...value, at: { file: source.file, line: lineOf(source, node) } }));
}

import { failOnLevels, onUndecidedChoices } from "../report";
import { levels, type RuleId, ruleIds } from "../findings";
import { ignoresShape } from "./ignores-shape";
import { policiesShape } from "./given-key-policies";
import { servicesShape } from "./added-services";
import { choice, described, exactly, flag, object } from "./shape";
import { usesShape } from "./uses";

const level = choice(levels, "; what is not to be told stands under ignores, with the reason");

const levelsShape = object(
  "levels",
  {},
  Object.fromEntries(ruleIds.map((id) => [id, level])) as Readonly<Record<RuleId, typeof level>>,
);

/** Everything that kmsgate.yaml may contain. */
export const fileShape = object(
  "the file",
  { version: exactly(1, "version: 1") },
  {
    profile: described(
      "Judge by what AWS documents, or by whether the calls succeed.",
      choice(["documented", "effective"]),
    ),
    "fail-on": described("From which level on the exit code is 1.", choice(failOnLevels)),
    "on-undecided": described("What something undecided does to the exit code.", choice(onUndecidedChoices)),
    locked: described("No flag, and no baseline, may weaken what this file says.", flag),
    levels: described("The levels that rules tell at instead of their own.", levelsShape),
    uses: described("Who uses which key, where no plan shows it.", usesShape),
    policies: described("The policies of keys that no plan manages: ARN to file.", policiesShape),
    ignores: described("Findings to live with.", ignoresShape),
    services: described("Services beside those of the catalogue, in the catalogue's schema.", servicesShape),
  },
);

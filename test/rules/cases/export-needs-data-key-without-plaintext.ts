import { PERSONALIZE_KEY_ACTIONS, ROOT, aKey, aUse, theFacts, toRole, toService } from "../build-facts";
import { ROLE, SERVICE, right, rightKey, rightRole, unknownPolicy, type RuleCase } from "./case";

const group = { operations: ["dataset-group"], datasetGroupKey: true };

const WITHOUT_PLAINTEXT = "kms:GenerateDataKeyWithoutPlaintext";

const exporting = aKey([
  ROOT,
  toRole([...PERSONALIZE_KEY_ACTIONS, WITHOUT_PLAINTEXT]),
  toService([...PERSONALIZE_KEY_ACTIONS, WITHOUT_PLAINTEXT]),
]);

/** What the rule must say. */
export const exportNeeds: readonly RuleCase[] = [
  { kind: "passes", name: "a key that no dataset group has", facts: right, told: [] },
  {
    kind: "passes",
    name: "all is there",
    facts: theFacts([aUse(exporting, rightRole, { ...group, exportSeen: true })]),
    told: [],
  },
  {
    kind: "fails",
    name: "no export is seen: a note",
    facts: theFacts([aUse(rightKey, rightRole, group)]),
    told: [`note violated ${ROLE}: ${WITHOUT_PLAINTEXT}`, `note violated ${SERVICE}: ${WITHOUT_PLAINTEXT}`],
  },
  {
    kind: "fails",
    name: "an export is seen: an error",
    facts: theFacts([aUse(rightKey, rightRole, { ...group, exportSeen: true })]),
    told: [`error violated ${ROLE}: ${WITHOUT_PLAINTEXT}`, `error violated ${SERVICE}: ${WITHOUT_PLAINTEXT}`],
  },
  {
    kind: "undecided",
    name: "no export is seen, and the policy is not known",
    facts: theFacts([aUse(aKey(unknownPolicy), rightRole, group)]),
    told: [`note undecided ${ROLE}: ${WITHOUT_PLAINTEXT}`, `note undecided ${SERVICE}: ${WITHOUT_PLAINTEXT}`],
  },
  {
    kind: "undecided",
    name: "an export is seen, and the policy is not known",
    facts: theFacts([aUse(aKey(unknownPolicy), rightRole, { ...group, exportSeen: true })]),
    told: [`error undecided ${ROLE}: ${WITHOUT_PLAINTEXT}`, `error undecided ${SERVICE}: ${WITHOUT_PLAINTEXT}`],
  },
];

import {
  ACCOUNT,
  GEOSPATIAL_ACTIONS,
  PERSONALIZE_KEY_ACTIONS,
  ROOT,
  aGeospatialUse,
  aKey,
  aRole,
  aUse,
  theFacts,
  toRole,
  toService,
} from "../build-facts";
import { KEY_ACTIONS, SERVICE, right, rightRole, type RuleCase } from "./case";

/** What the rule must say. */
export const keyPolicyGrantsService: readonly RuleCase[] = [
  { kind: "passes", name: "all is there", facts: right, told: [] },
  {
    kind: "passes",
    name: "geospatial asks for no service principal",
    facts: theFacts([aGeospatialUse(aKey([ROOT, toRole(GEOSPATIAL_ACTIONS)]), aRole([]))]),
    told: [],
  },
  {
    kind: "fails",
    name: "the role alone",
    facts: theFacts([aUse(aKey([ROOT, toRole(["kms:*"])]), rightRole)]),
    told: [`error violated ${SERVICE}: ${KEY_ACTIONS}`],
  },
  {
    kind: "undecided",
    name: "whether Personalize passes aws:SourceAccount to KMS, nobody says",
    facts: theFacts([
      aUse(
        aKey([
          toRole(PERSONALIZE_KEY_ACTIONS),
          toService(PERSONALIZE_KEY_ACTIONS, { Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } }),
        ]),
        rightRole,
      ),
    ]),
    told: [`error undecided ${SERVICE}: ${KEY_ACTIONS}`],
  },
];

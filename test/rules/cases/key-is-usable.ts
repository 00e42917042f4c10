import { Hole } from "../../../src/values/value";
import {
  GEOSPATIAL_ACTIONS,
  KEY_ARN,
  RIGHT_KEY_POLICY,
  ROOT,
  aGeospatialUse,
  aKey,
  aRole,
  aUse,
  theFacts,
  toRole,
} from "../build-facts";
import { right, rightRole, type RuleCase } from "./case";

/** What the rule must say. */
export const keyIsUsable: readonly RuleCase[] = [
  { kind: "passes", name: "a symmetric key that is enabled", facts: right, told: [] },
  ...[
    { spec: "RSA_2048" },
    { usage: "GENERATE_VERIFY_MAC" },
    { enabled: false },
    { beingDeleted: true },
    { spec: "RSA_2048", usage: "SIGN_VERIFY", enabled: false },
  ].map((given): RuleCase => {
    const facts = theFacts([aUse(aKey(RIGHT_KEY_POLICY, given), rightRole)]);
    return { kind: "fails", name: JSON.stringify(given), facts, told: ["error violated null: "] };
  }),
  ...[
    { spec: new Hole("var.spec") },
    { spec: "RSA_2048", usage: new Hole("var.usage") },
    { enabled: new Hole("var.on") },
  ].map((given): RuleCase => {
    const facts = theFacts([aUse(aKey(RIGHT_KEY_POLICY, given), rightRole)]);
    const wrong = given.spec === "RSA_2048" ? ["error violated null: "] : [];
    const told = [...wrong, "error undecided null: "];
    return { kind: "undecided", name: Object.keys(given).join(), facts, told };
  }),
  {
    kind: "passes",
    name: "a symmetric key has one usage",
    facts: theFacts([aUse(aKey(RIGHT_KEY_POLICY, { usage: new Hole("var.usage") }), rightRole)]),
    told: [],
  },
  {
    kind: "passes",
    name: "of a key outside the plan, whose policy is not seen either, nothing is told besides",
    facts: theFacts([
      aUse(
        aKey(new Hole("policy"), { id: KEY_ARN, resource: null, spec: new Hole("spec"), enabled: new Hole("state") }),
        rightRole,
      ),
    ]),
    told: [],
  },
  {
    kind: "fails",
    name: "geospatial in another Region",
    facts: theFacts([aGeospatialUse(aKey([ROOT, toRole(GEOSPATIAL_ACTIONS)], { region: "us-east-1" }), aRole([]))]),
    told: ["error violated null: "],
  },
  {
    kind: "passes",
    name: "geospatial in a Region that is not known",
    facts: theFacts([
      aGeospatialUse(
        aKey([ROOT, toRole(GEOSPATIAL_ACTIONS)], { region: new Hole("region", { shape: "region" }) }),
        aRole([]),
      ),
    ]),
    told: [],
  },
];

import type { Facts, Key, RuntimeKey } from "../facts";
import { runtimePlaces, type RuntimePlace } from "../judging";
import type { Location } from "../resolve";
import { catalogued, noteOf, serviceIn } from "../services";
import { definePart, defineRule } from "./define-rule";
import { enumerate, places, sentences } from "./telling";

/** A key that may be used although nothing links it to a use: it is neither passed over nor judged. */
interface UnlinkedKey {
  readonly key: Key;
  readonly because: string;
  /** The declaration of its use in the plan, where that cannot be read. */
  readonly declaration?: Location;
}

const unlinkedKeys = definePart<UnlinkedKey>({
  *subjects({ facts }) {
    const unlinked = facts.unlinked.filter(({ kind }) => kind === "key");
    if (unlinked.length === 0) return;
    const byAddress = new Map(facts.keys.map((key) => [key.id, key]));
    for (const { address, because, declaration } of unlinked) {
      const key = byAddress.get(address);
      if (key !== undefined) yield { key, because, ...(declaration !== undefined && { declaration }) };
    }
  },
  judge: ({ key }) => ({
    verdict: "undecided",
    level: "error",
    confidence: "inferred",
    basis: "documentation",
    key,
    grantee: null,
    actions: [],
    formerly: ["key-policy-grants-role"],
  }),
  say: ({ subjects }, { sourceAtHand, program }) => {
    const faults = subjects.filter(({ declaration }) => declaration !== undefined);
    const [{ key, because }] = subjects;
    if (faults.length > 0) return sayFaults(faults);
    return sentences(
      `it cannot be told whether a service uses ${key.id}`,
      because,
      sourceAtHand
        ? "to decide it, declare the use in kmsgate.yaml, or in the plan (terraform_data, docs/modules.md)"
        : `to decide it, check the saved plan (${program} plan -out=tfplan) or pass --source DIR, or declare the use in kmsgate.yaml or in the plan (terraform_data, docs/modules.md)`,
    );
  },
  places: ({ subjects }) => {
    const declarations = subjects.flatMap(({ declaration }) => declaration ?? []);
    return places(declarations.length > 0 ? declarations : [subjects[0].key.policy.location], []);
  },
});

function sayFaults(faults: readonly UnlinkedKey[]): string {
  const addresses = [...new Set(faults.map(({ declaration }) => declaration?.address ?? ""))];
  return sentences(
    `the declaration of a use in ${enumerate(addresses)} cannot be read`,
    ...new Set(faults.map(({ because }) => because)),
    "to decide it, write it as docs/modules.md says, or take it out",
  );
}

/** Every use must tell its key, and of every key it must be told whether a service uses it. */
export const keyIsKnown = defineRule<RuntimePlace>({
  id: "key-is-known",
  level: "error",
  title: "it must be known which key a service uses",
  why: "Undecided where a service is told its key only at run time (KmsKeyArn.$ in a state machine, a shell variable), so that no plan shows which key it is; and where the unknown policy of a key refers to what could be a service's role, so that the service may use the key. Neither can be judged, and neither is passed over.",
  fails: `resource "aws_sfn_state_machine" "train" {
  definition = jsonencode({
    StartAt = "Group"
    States = {
      Group = {
        Type     = "Task"
        Resource = "arn:aws:states:::aws-sdk:personalize:createDatasetGroup"
        Parameters = {
          "Name"        = "data"
          "RoleArn"     = "arn:aws:iam::111122223333:role/service"
          "KmsKeyArn.$" = "$.key"
        }
        End = true
      }
    }
  })
}`,
  passes: `resource "aws_sfn_state_machine" "train" {
  definition = jsonencode({
    StartAt = "Group"
    States = {
      Group = {
        Type     = "Task"
        Resource = "arn:aws:states:::aws-sdk:personalize:createDatasetGroup"
        Parameters = {
          "Name"      = "data"
          "RoleArn"   = "arn:aws:iam::111122223333:role/service"
          "KmsKeyArn" = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        }
        End = true
      }
    }
  })
}`,
  source: noteOf(catalogued("personalize"), "key"),
  subjects: ({ facts }) => runtimePlaces(facts),
  judge: (place) => ({
    verdict: "undecided",
    level: "error",
    confidence: "certain",
    basis: "documentation",
    key: place,
    grantee: null,
    actions: [],
    formerly: ["key-is-usable"],
  }),
  say: ({ subjects: [{ at, keys }] }, { facts }) =>
    sentences(
      `${at.address} ${keys.every(({ possible }) => possible === true) ? "may let" : "lets"} ${enumerate(operations(keys, facts))} with a key that cannot be told`,
      ...keys.map(({ because }) => because),
      "to have it judged, declare the use with its key in kmsgate.yaml",
    ),
  places: ({ subjects: [{ at }] }) => [at],
  sourceOf: ({ subjects: [{ keys }] }, { facts }) => noteOf(serviceIn(facts.services, keys[0].service), "key"),
  also: [unlinkedKeys],
});

function operations(keys: readonly RuntimeKey[], { services }: Facts): readonly string[] {
  const named = keys.map(({ service, operation }) => {
    const started = operation === null ? "an operation" : `a ${operation}`;
    return `${serviceIn(services, service).title} start ${started}`;
  });
  return [...new Set(named)].sort();
}

import { parseAddress } from "../../plan";
import type { Configuration, Plan, PlanSource } from "../../plan/plan";
import type * as Source from "../../source";
import type { Block, SourceConfiguration, SourcePart } from "../../source";
import { knownPolicyDifference } from "./known-policies";
import { differenceFromPlan, type Part } from "./same-configuration";

/** Whether blocks of the source may be believed. */
export interface Trust {
  /** Why nothing of the source is believed; `undefined`: it is. */
  whole(): string | undefined;
  /** What is to be said of values that were made of these blocks. */
  blocks(blocks: Iterable<Block>, options: { readonly secondOpinion: boolean }): Judgement;
}

/** `doubt`: why they are not believed. `note`: believed, but without the check that the note names. */
export interface Judgement {
  readonly doubt?: string;
  readonly note?: string;
}

/**
 * The checks of DESIGN §3, "Source must be the plan's own": every file reads; the policies that the plan knows evaluate to
 * what it knows; each block yields the references and constants of the plan's `configuration`, where there is one; and
 * HashiCorp's own parser reads each block as it was read here. Each check runs once, when it is first needed.
 */
export function trustIn(
  source: PlanSource,
  plan: Plan,
  configuration: () => SourceConfiguration,
  reader: typeof Source,
): Trust {
  let whole: { readonly doubt: string | undefined } | undefined;
  const written = writtenAsPlanned(source, plan.configuration, reader);
  const opinion = opinions(reader);
  return {
    whole: () =>
      (whole ??= { doubt: knownPolicyDifference(source, plan, reader) }).doubt ?? unreadable(configuration()),
    blocks(blocks, { secondOpinion }) {
      let note: string | undefined;
      for (const block of blocks) {
        const doubt = written(block);
        if (doubt !== undefined) return { doubt };
        const judged = secondOpinion ? opinion(block) : {};
        if (judged.doubt !== undefined) return judged;
        note ??= judged.note;
      }
      return note === undefined ? {} : { note };
    },
  };
}

function unreadable({ errors }: SourceConfiguration): string | undefined {
  const [error] = errors;
  return error && `its source is not read: ${error.message}`;
}

type Check = (block: Block) => string | undefined;

/** With plan JSON's `configuration`: whether a block is what it says. */
function writtenAsPlanned(source: PlanSource, planned: Configuration | null, reader: typeof Source): Check {
  if (planned === null) return () => undefined;
  const sourced = reader.planConfiguration(source);
  const partsOf = reader.partsOf(source);
  return kept((block) => {
    for (const part of partsOf(block)) {
      const given = asPart(part);
      const difference = given && differenceFromPlan(given, planned, sourced);
      if (difference === undefined) continue;
      const { file, line } = reader.positionOf(block);
      return `its source is not the plan's: ${file}:${line} says otherwise (${difference})`;
    }
    return undefined;
  });
}

function asPart(part: SourcePart): Part | undefined {
  if (part.kind !== "resource") return part;
  const address = parseAddress(part.address);
  return address && { kind: "resource", address };
}

function opinions({ secondOpinions, positionOf }: typeof Source): (block: Block) => Judgement {
  const secondOpinion = secondOpinions();
  const judge = (block: Block): Judgement => {
    const opinion = secondOpinion(block);
    if ("exempt" in opinion) {
      const { file, line } = positionOf(block);
      return { note: `${file}:${line} was read without a second opinion, since ${opinion.exempt}` };
    }
    if (opinion.agrees) return {};
    const { file, line } = opinion.at;
    return {
      doubt: `its source is not believed, since a second parser reads ${file}:${line} differently: ${opinion.why}`,
    };
  };
  return kept(judge);
}

function kept<T>(check: (block: Block) => T): (block: Block) => T {
  const known = new WeakMap<Block, { readonly value: T }>();
  return (block) => {
    let found = known.get(block);
    if (found === undefined) known.set(block, (found = { value: check(block) }));
    return found.value;
  };
}

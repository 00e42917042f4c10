import { kept } from "../../grouping";
import { type Configuration, parseAddress, type Plan, type PlanSource } from "../../plan";
import type * as Source from "../../source";
import type { Block, Reads, SourcePart } from "../../source";
import { differenceFromPlan, type Part } from "./same-configuration";
import { type SourceMismatch, sourceMismatches } from "./source-mismatches";
import { secondOpinionsOn } from "./confirmation";
import type { UnbelievedParts } from "./unbelieved-source";

/** Which parts of the source may be believed. */
export interface BelievedSource {
  /**
   * Whether the source is another than the plan's altogether: a folder in which a policy is written otherwise than the plan
   * knows it. Then this says so.
   */
  anotherPlans(): string | undefined;
  /** What is to be said of a value that was made of these parts of the source. */
  judge(reads: Reads, options: { readonly secondOpinion: boolean }): Judgement;
  /** Whether what the source does not say of a resource may all the same be set. */
  isDoubted(address: string): boolean;
}

/** `doubt`: why they are not believed. `note`: believed, but without the check that the note names. */
export interface Judgement {
  readonly doubt?: string;
  readonly note?: string;
}

/**
 * The checks of DESIGN §3, "Source must be the plan's own": the policies that the plan knows evaluate to what it knows; each
 * block yields the references and constants of the plan's `configuration`, where there is one; nothing that cannot be read may
 * override it; and HashiCorp's own parser reads each block as it was read here. Each check runs once, when it is first needed,
 * and costs only what is made of the parts that fail it, which are added to `unbelieved`.
 */
export function believedSource(
  source: PlanSource,
  plan: Plan,
  reader: typeof Source,
  unbelieved: UnbelievedParts,
): BelievedSource {
  let found: Suspects | undefined;
  const suspects = (): Suspects => {
    if (found !== undefined) return found;
    const mismatches = sourceMismatches(source, plan, reader);
    for (const { part } of mismatches) unbelieved.add(part);
    return (found = suspectsOf(mismatches, source.origin, reader));
  };
  const written = writtenAsPlanned(source, plan.configuration, reader, unbelieved);
  const overridden = mayBeOverridden(source, reader);
  const opinion = opinions(plan, reader, unbelieved);
  const judgeBlock = (block: Block, secondOpinion: boolean): Judgement => {
    const doubt = overridden(block) ?? written(block);
    if (doubt !== undefined) return { doubt };
    return secondOpinion ? opinion(block) : {};
  };
  return {
    anotherPlans: () => suspects().anotherPlans,
    judge(reads, { secondOpinion }) {
      const doubt = doubtIn(reads, suspects());
      if (doubt !== undefined) return { doubt };
      let note: string | undefined;
      for (const block of new Set(reads.values())) {
        const judged = judgeBlock(block, secondOpinion);
        if (judged.doubt !== undefined) return judged;
        note ??= judged.note;
      }
      return note === undefined ? {} : { note };
    },
    // A saved plan's own source is what was planned: what it does not set is not set.
    isDoubted: (address) =>
      source.origin === "directory" && (suspects().anotherPlans !== undefined || suspects().addresses.has(address)),
  };
}

/** What may be to blame for what is not as the plan knows it. */
interface Suspects {
  readonly anotherPlans: string | undefined;
  readonly parts: ReadonlyMap<unknown, string>;
  readonly addresses: ReadonlySet<string>;
}

/**
 * A saved plan's own source can only have been evaluated otherwise than Terraform does: in the document itself, or in
 * whatever takes a function or an operator. A folder may be another version, in all that was read.
 */
function suspectsOf(
  mismatches: readonly SourceMismatch[],
  origin: PlanSource["origin"],
  { isPlain, isPlainDocument }: typeof Source,
): Suspects {
  const parts = new Map<unknown, string>();
  let anotherPlans: string | undefined;
  for (const { part, reads, own } of mismatches) {
    const doubt = `its source is not the plan's: ${part.because}`;
    for (const each of reads.keys())
      if (origin === "directory" || own.has(each) || !isPlain(each)) parts.set(each, doubt);
    if (origin === "directory" && [...reads.keys()].every(isPlainDocument)) anotherPlans ??= doubt;
  }
  return { anotherPlans, parts, addresses: new Set(mismatches.map(({ address }) => address)) };
}

function doubtIn(reads: Reads, { anotherPlans, parts }: Suspects): string | undefined {
  if (anotherPlans !== undefined || parts.size === 0) return anotherPlans;
  for (const part of reads.keys()) {
    const doubt = parts.get(part);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

type Check = (block: Block) => string | undefined;

/** With plan JSON's `configuration`: whether a block is what it says. */
function writtenAsPlanned(
  source: PlanSource,
  planned: Configuration | null,
  reader: typeof Source,
  unbelieved: UnbelievedParts,
): Check {
  if (planned === null) return () => undefined;
  const sourced = reader.planConfiguration(source);
  const partsOf = reader.partsOf(source);
  return onceEach((block) => {
    for (const part of partsOf(block)) {
      const given = asPart(part);
      const difference = given && differenceFromPlan(given, planned, sourced);
      if (difference === undefined) continue;
      const { file, line } = reader.positionOf(block);
      const because = `${file}:${line} says otherwise (${difference})`;
      unbelieved.add({
        kind: "differs",
        file,
        line,
        ...(part.kind === "resource" ? { address: part.address } : {}),
        because,
      });
      return `its source is not the plan's: ${because}`;
    }
    return undefined;
  });
}

function asPart(part: SourcePart): Part | undefined {
  if (part.kind !== "resource") return part;
  const address = parseAddress(part.address);
  return address && { kind: "resource", address };
}

/** Whether a file that cannot be read, or blocks that do not merge, may change the block. */
function mayBeOverridden(source: PlanSource, { faultsChanging }: typeof Source): Check {
  const faultChanging = faultsChanging(source);
  return onceEach((block) => {
    const fault = faultChanging(block);
    return fault && `its source is not read: ${fault.message}`;
  });
}

function opinions(plan: Plan, reader: typeof Source, unbelieved: UnbelievedParts): (block: Block) => Judgement {
  const asked = secondOpinionsOn(plan);
  return (block) => {
    const opinion = asked.of(block, reader);
    if ("note" in opinion) return opinion;
    if (opinion.agrees) return {};
    const { file, line, why } = opinion;
    const because = `a second parser reads ${file}:${line} differently: ${why}`;
    unbelieved.add({ kind: "second-opinion", file, line, because });
    return { doubt: `its source is not believed, since ${because}` };
  };
}

function onceEach<T>(check: (block: Block) => T): (block: Block) => T {
  const known = new WeakMap<Block, { readonly value: T }>();
  return (block) => kept(known, block, () => ({ value: check(block) })).value;
}

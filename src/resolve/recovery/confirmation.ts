import type { Plan } from "../../plan";
import type * as Source from "../../source";
import type { Block } from "../../source";

/** What a second parser says of a block. `note`: it cannot be asked, and why. */
export type Opinion =
  | { readonly agrees: true }
  | { readonly agrees: false; readonly file: string; readonly line: number; readonly why: string }
  | { readonly note: string };

/**
 * What a second parser says of the blocks that values of one plan are recovered from. It is asked last: loading it takes longer
 * than all the rest of a check, and most plans come to nothing that rests on such a value. Until then every block is taken to be
 * read as it should be.
 */
export class SecondOpinions {
  private readonly waiting = new Set<Block>();
  private ask: ((block: Block) => Opinion) | undefined;

  of(block: Block, reader: typeof Source): Opinion {
    if (this.ask !== undefined) return this.ask(block);
    const exemption = reader.exemptionOf(block);
    if (exemption !== undefined) return exempt(block, exemption, reader);
    this.waiting.add(block);
    return { agrees: true };
  }

  /** Asks about every block that was taken for right so far, and from now on at once. False: one is read differently. */
  confirm(reader: () => typeof Source): boolean {
    if (this.waiting.size === 0) return true;
    const ask = (this.ask ??= asking(reader()));
    const blocks = [...this.waiting];
    this.waiting.clear();
    return blocks.every((block) => {
      const opinion = ask(block);
      return "note" in opinion || opinion.agrees;
    });
  }
}

function asking(reader: typeof Source): (block: Block) => Opinion {
  const secondOpinion = reader.secondOpinions();
  const known = new WeakMap<Block, Opinion>();
  return (block) => {
    let opinion = known.get(block);
    if (opinion === undefined) known.set(block, (opinion = opinionOf(block, secondOpinion, reader)));
    return opinion;
  };
}

function opinionOf(
  block: Block,
  secondOpinion: ReturnType<(typeof Source)["secondOpinions"]>,
  reader: typeof Source,
): Opinion {
  const opinion = secondOpinion(block);
  if ("exempt" in opinion) return exempt(block, opinion.exempt, reader);
  if (opinion.agrees) return { agrees: true };
  const { file, line } = opinion.at;
  return { agrees: false, file, line, why: opinion.why };
}

function exempt(block: Block, why: string, { positionOf }: typeof Source): Opinion {
  const { file, line } = positionOf(block);
  return { note: `${file}:${line} was read without a second opinion, since ${why}` };
}

const byPlan = new WeakMap<Plan, SecondOpinions>();

/** The opinions on the source of a plan: a plan that is resolved anew keeps them. */
export function secondOpinionsOn(plan: Plan): SecondOpinions {
  let opinions = byPlan.get(plan);
  if (opinions === undefined) byPlan.set(plan, (opinions = new SecondOpinions()));
  return opinions;
}

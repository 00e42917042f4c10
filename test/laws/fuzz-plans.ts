import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { InputError } from "../../src/errors";
import { readPlan } from "../../src/input";
import { lawInputs } from "./inputs";
import { type LawRun, LawCounter } from "./law-run";
import { exemptIn, isNoBetter, planOf, wholeOf } from "./sight";
import { sightMutants } from "./sight-mutants";
import { verdictOf } from "./verdict-of-plan";

/** What a run of blinded plans came to. */
export interface BlindFuzz extends LawRun {
  /** How many had two things hidden; in the others nothing was left to hide after the first. */
  readonly twice: number;
}

/**
 * Hides two things of a plan, one after the other and both drawn, and looks that no verdict is surer than that of the whole.
 * What each is by itself, the law of sight tries in every case; a plan in which a second thing is hidden has more ways.
 */
export async function blindPlans({ runs, seed }: { readonly runs: number; readonly seed: number }): Promise<BlindFuzz> {
  const random = randomOf(seed);
  const inputs = lawInputs();
  const counter = new LawCounter();
  let twice = 0;
  // To judge a plan whole costs more than a mutant of it, so that each that is drawn is blinded some times.
  for (let left = runs; left > 0;) {
    const input = inputs[Math.floor(random() * inputs.length)];
    if (input === undefined) break;
    const plan = await planOf(input);
    if (plan === undefined) continue;
    const whole = wholeOf(plan, input.given);
    const firsts = [...sightMutants(plan, whole.asked)];
    if (firsts.length === 0) continue;
    for (let times = Math.min(BLINDED, left); times > 0; times--, left--) {
      const first = drawn(firsts, random);
      const second = drawn([...sightMutants(first.plan, whole.asked)], random, first);
      if (second !== first) twice += 1;
      const after = verdictOf(second.plan, input.given);
      const mutant = { input: input.name, kind: first.kind, what: `${first.what}, ${second.kind} ${second.what}` };
      counter.count(mutant, whole.verdict, after, isNoBetter, exemptIn(whole, after));
    }
  }
  return { mutants: counter.mutants, outcomes: counter.outcomes, broken: counter.broken, twice };
}

const BLINDED = 8;

function drawn<T>(all: readonly T[], random: Random, otherwise?: T): T {
  const found = all[Math.floor(random() * all.length)] ?? otherwise;
  if (found === undefined) throw new Error("there is nothing to draw");
  return found;
}

/** What a run of mutants came to. */
export interface PlanFuzz {
  /** How the mutants ended: `refused`, or the exit code. */
  readonly ends: ReadonlyMap<string, number>;
  /** What was thrown that is no error about the input, with the mutant. */
  readonly crashes: readonly string[];
}

type Random = () => number;

/** Damages plans, their bytes and their structure, and looks that each is refused with a reason or judged. */
export async function fuzzPlans({ runs, seed }: { readonly runs: number; readonly seed: number }): Promise<PlanFuzz> {
  const random = randomOf(seed);
  const inputs = lawInputs();
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-fuzz-"));
  const ends = new Map<string, number>();
  const crashes: string[] = [];
  try {
    for (let run = 0; run < runs; run++) {
      const input = inputs[Math.floor(random() * inputs.length)];
      if (input === undefined) break;
      const file = join(folder, "plan");
      writeFileSync(file, damaged(readFileSync(join(__dirname, "..", input.name)), random));
      let end = "refused";
      try {
        end = String(verdictOf(await readPlan(file), input.given).exit);
      } catch (error) {
        if (!(error instanceof InputError)) crashes.push(`${input.name}, run ${String(run)}: ${String(error)}`);
      }
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { ends, crashes };
}

function damaged(bytes: Buffer, random: Random): Buffer {
  const isJson = bytes[0] === 0x7b;
  if (!isJson || random() < 0.2) return otherBytes(bytes, random);
  const document = JSON.parse(bytes.toString()) as unknown;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) damageOne(document, random);
  return Buffer.from(JSON.stringify(document));
}

/** Bytes are changed, left out, or the rest is cut off. */
function otherBytes(bytes: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * bytes.length);
  const kind = Math.floor(random() * 3);
  if (kind === 0) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(random() * 8))]);
  if (kind === 1) return bytes.subarray(0, at);
  const made = Buffer.from(bytes);
  for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
    made[Math.floor(random() * made.length)] = Math.floor(random() * 256);
  }
  return made;
}

const ODD: readonly unknown[] = [null, true, false, 0, -1, 1e21, "", "*", "${", [], {}, [[]], { a: null }];

/** One place of the document is left out, or holds something that nobody would write there. */
function damageOne(document: unknown, random: Random): void {
  let holder = document;
  for (;;) {
    if (typeof holder !== "object" || holder === null) return;
    const names = Object.keys(holder);
    const name = names[Math.floor(random() * names.length)];
    if (name === undefined) return;
    const inner = (holder as Record<string, unknown>)[name];
    if (typeof inner === "object" && inner !== null && Object.keys(inner).length > 0 && random() < 0.85) {
      holder = inner;
      continue;
    }
    if (random() < 0.5) (holder as Record<string, unknown>)[name] = ODD[Math.floor(random() * ODD.length)];
    else if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else Reflect.deleteProperty(holder, name);
    return;
  }
}

/** Numbers from 0 to 1, the same for one seed. */
function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

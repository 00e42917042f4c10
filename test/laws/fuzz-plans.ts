import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { InputError } from "../../src/errors";
import { readPlan } from "../../src/input";
import { lawInputs } from "./inputs";
import { verdictOf } from "./verdict-of-plan";

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

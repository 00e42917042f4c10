import type { Io } from "../../src/cli/io";
import { run } from "../../src/cli/run";

/** What a run of the command line comes to. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, in a folder, with these arguments. */
export async function runIn(cwd: string, args: readonly string[], env: Io["env"] = {}): Promise<Ran> {
  let out = "";
  let err = "";
  const io: Io = {
    cwd,
    env,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    layout: { colour: false, width: 100 },
  };
  const code = await run(args, io);
  return { code, out, err };
}

import { readFileSync, readdirSync } from "node:fs";

/** Watches what a process and all that it starts hold at one time. */
export interface Watch {
  /** Ends watching: the most seen at one time, in MiB; `null` where there is no `/proc`. */
  end(): number | null;
}

/**
 * Looks every few milliseconds: Terraform starts the provider to learn how its resources are shaped, and holds its own half
 * beside it. Pages that processes share count once (proportional set size); never less than the peak of the largest process,
 * which the kernel keeps.
 */
export function watchMemory(pid: number, everyMilliseconds = 5): Watch {
  let most = 0;
  const look = (): void => {
    most = Math.max(most, held(pid));
  };
  const timer = setInterval(look, everyMilliseconds);
  return {
    end() {
      clearInterval(timer);
      return most === 0 ? null : most / 1024;
    },
  };
}

/** Of a process and all that it started, in KiB; 0 for what has ended. */
function held(pid: number): number {
  const now = kibibytes(`/proc/${String(pid)}/smaps_rollup`, /^Pss:\s+(\d+)/m);
  const together = children(pid).reduce((sum, child) => sum + held(child), now);
  return Math.max(together, kibibytes(`/proc/${String(pid)}/status`, /^VmHWM:\s+(\d+)/m));
}

function kibibytes(file: string, field: RegExp): number {
  return Number(field.exec(read(file))?.[1] ?? 0);
}

function children(pid: number): readonly number[] {
  const tasks = `/proc/${String(pid)}/task`;
  return listed(tasks).flatMap((task) => (read(`${tasks}/${task}/children`).match(/\d+/g) ?? []).map(Number));
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // It has ended.
  }
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // It has ended.
  }
}

import { isPattern, patternTest } from "../facts";
import type { Report } from "../report";

/** The report of plans that were judged together, and the ids of all their keys, those that are not judged included. */
interface KeysOfReport {
  readonly report: Report;
  readonly keys: ReadonlySet<string>;
}

/** The reports, each without the declared keys that it could not find and that another has. */
export function withoutKeysOfOthers(judged: readonly KeysOfReport[]): readonly Report[] {
  if (judged.length === 1) return judged.map(({ report }) => report);
  return judged.map(({ report, keys }) => {
    const isElsewhere = (id: string): boolean => {
      if (isPattern(id)) return judged.some((other) => [...other.keys].some(patternTest(id)));
      return !keys.has(id) && judged.some((other) => other.keys.has(id));
    };
    return { ...report, unlinked: report.unlinked.filter(({ address }) => !isElsewhere(address)) };
  });
}

import { InputError } from "../errors";
import type { UnreadPlan } from "../report";

/** None of the plans could be read. */
export class NoPlanRead extends InputError {
  constructor(readonly unread: readonly UnreadPlan[]) {
    super([...new Set(unread.map(({ message }) => message))].join("\n"));
    this.name = "NoPlanRead";
  }
}

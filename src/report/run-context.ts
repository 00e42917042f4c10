import type { Gate } from "./exit-code";
import type { ReportPlan } from "./report";

/** What formats need besides the report, and only the command line knows. */
export interface RunContext extends Gate {
  /**
   * A file that a finding names (relative to its root module), as a path from the root of the repository with forward
   * slashes; an absolute path where it lies outside.
   */
  sourcePath(file: string, plan: ReportPlan | undefined): string;
  /** A plan, as such a path. */
  planPath(plan: ReportPlan | undefined): string;
}

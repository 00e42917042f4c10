import type { Layout } from "../../print";
import { markdownPage, type Page } from "./markdown";
import type { Report } from "../report";
import type { RunContext } from "../run-context";

/** GitHub drops a step's summary that is larger than 1 MiB. */
const summary: Page = { limit: 1_048_000, measure: (text) => Buffer.byteLength(text) };

/**
 * The report as the summary of a step of GitHub Actions: for the file that `GITHUB_STEP_SUMMARY` names.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export function renderGithubSummary(report: Report, _layout: Layout, context: RunContext): string {
  return markdownPage(report, summary, context);
}

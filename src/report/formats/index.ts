/** The formats of a report: one file or folder a format, with its own words; what several share is in wording and summary-words. */
import type * as github from "./github";
import type * as githubSummary from "./github-summary";
import type * as gitlab from "./gitlab";
import { renderJson } from "./json";
import type * as junit from "./junit";
import type { Layout } from "../../print";
import type * as markdown from "./markdown";
import type { Report } from "../report";
import type { RunContext } from "../run-context";
import type * as sarif from "./sarif";
import type * as text from "./text";

/** Writes a report down. */
export type Render = (report: Report, layout: Layout, context: RunContext) => string;

/** A way to write a report down. */
export interface Format {
  /** As it is named on the command line. */
  readonly id: string;
  readonly render: Render;
}

/* eslint-disable @typescript-eslint/no-require-imports -- a format is loaded where it is asked for */
const textOf = (): Render => (require("./text") as typeof text).renderText;
const sarifOf = (): Render => (require("./sarif") as typeof sarif).renderSarif;
const junitOf = (): Render => (require("./junit") as typeof junit).renderJunit;
const markdownOf = (): Render => (require("./markdown") as typeof markdown).renderMarkdown;
const githubOf = (): Render => (require("./github") as typeof github).renderGithub;
const githubSummaryOf = (): Render => (require("./github-summary") as typeof githubSummary).renderGithubSummary;
const gitlabOf = (): Render => (require("./gitlab") as typeof gitlab).renderGitlab;
/* eslint-enable @typescript-eslint/no-require-imports */

const lazily =
  (load: () => Render): Render =>
  (report, layout, context) =>
    load()(report, layout, context);

/** Every format, in the order in which help lists them. */
export const formats: readonly Format[] = [
  { id: "text", render: lazily(textOf) },
  { id: "json", render: renderJson },
  { id: "sarif", render: lazily(sarifOf) },
  { id: "junit", render: lazily(junitOf) },
  { id: "markdown", render: lazily(markdownOf) },
  { id: "github", render: lazily(githubOf) },
  { id: "github-summary", render: lazily(githubSummaryOf) },
  { id: "gitlab", render: lazily(gitlabOf) },
];

/** The format of this name. */
export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}

/** Markdown for comments and job summaries. */
export { type Page, markdownPage, renderMarkdown } from "./markdown";
export { fenced, sentenceMarkdown } from "./markdown-text";

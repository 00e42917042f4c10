import { printable } from "../../../print";

/*
 * Writes every name that comes from a plan, a file or a person as code: inside it neither Markdown nor HTML has a meaning,
 * and GitHub notifies nobody (`@team`) and links nothing (`#1`).
 */

/** A word of a sentence: letters, with an apostrophe or hyphen inside; or a short number. Longer ones may be commits. */
const plain = /^(?:\p{L}+(?:['’-]\p{L}+)*|\d{1,6}|[–—])$/u;

/** What begins an item of a numbered list. */
const NUMBERED = /^\d+[.)]/;

/** A text on one line, as code. */
export function code(text: string): string {
  const line = oneLine(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  // A space inside each end is not shown; without it a name's own backtick would join the fence.
  const space = line === "" || longest > 0 ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** A sentence in which every word that is not a plain word is code. */
export function sentenceMarkdown(text: string): string {
  return oneLine(text)
    .split(" ")
    .map((word, index) => {
      const [, before = "", core = "", after = ""] = /^([("“]*)(.*?)([)"”.,;:!?]*)$/su.exec(word) ?? [];
      if (core === "") return word === "" ? "" : code(word);
      // A sentence that begins with `1.` would be a list.
      if (plain.test(core) && (index > 0 || !NUMBERED.test(word))) return `${before}${core}${after}`;
      // What a sentence has in backticks already is code without them.
      const [, quoted] = /^`([^`]+)`$/.exec(core) ?? [];
      return `${before}${code(quoted ?? core)}${after}`;
    })
    .join(" ");
}

/** Several lines of a language, as they are. */
export function fenced(text: string, language: "hcl" | "json"): string {
  const body = printable(text);
  const longest = Math.max(2, ...(body.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${body}\n${fence}`;
}

/** A text on one line as HTML, as code: for the summary of a fold, in which no Markdown is read. */
export function codeHtml(text: string): string {
  const escaped = oneLine(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<code>${escaped}</code>`;
}

/** A cell of a table. A bar in code ends the cell too, unless it is escaped. */
export function cell(markdown: string): string {
  return markdown.replaceAll("|", "\\|");
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, " ").trim();
}

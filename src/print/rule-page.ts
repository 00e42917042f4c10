import type { RuleWords } from "../rules";
import type { Source } from "../services";
import { indented, paint, wrap, type Layout } from "./layout";

/** A rule for someone at a terminal. */
export function ruleText({ id, level, title, why, fails, passes, source }: RuleWords, layout: Layout): string {
  const lines = [
    `${paint(id, "strong", layout)} (${level})`,
    ...wrap(title, "  ", layout),
    "",
    ...wrap(why, "  ", layout),
    "",
    paint("fails", "bad", layout),
    ...indented(fails.trim(), "  "),
    "",
    paint("passes", "good", layout),
    ...indented(passes.trim(), "  "),
    "",
    isOfAws(source) ? "AWS says" : "kmsgate says",
    ...wrap(`"${source.says}"`, "  ", layout),
    ...wrap(`${source.title}, read ${source.read}`, "  ", layout),
    `  ${source.url}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** The page of all rules, in their order. */
export function rulesMarkdown(rules: readonly RuleWords[]): string {
  return [
    "# Rules\n",
    "Generated from the rules themselves: change the words beside the rule, then run `npm run docs`.\n",
    "| rule | level | says |\n| --- | --- | --- |",
    ...rules.map(({ id, level, title }) => `| [${id}](#${id}) | ${level} | ${title} |`),
    ...rules.map(ruleMarkdown),
  ]
    .join("\n")
    .concat("\n");
}

function ruleMarkdown(rule: RuleWords): string {
  return `\n## ${rule.id}\n\n${ruleHelp(rule)}`;
}

/** A rule as Markdown, without its name. */
export function ruleHelp({ title, why, fails, passes, source }: RuleWords): string {
  return [
    `${sentence(title)} ${sentence(why)}\n`,
    `Fails:\n\n${fence(fails)}\n`,
    `Passes:\n\n${fence(passes)}\n`,
    `${isOfAws(source) ? "AWS" : "kmsgate"}: “${source.says}” ([${source.title}](${source.url}), read ${source.read})`,
  ].join("\n");
}

/** The rules about a configuration are kmsgate's own. */
function isOfAws({ url }: Source): boolean {
  return url.startsWith("https:");
}

/** The examples are JSON, Terraform's language, or a part of a configuration. */
function fence(example: string): string {
  const text = example.trim();
  return `\`\`\`${/^[[{]/.test(text) ? "json" : /^(?:ignores|uses):/.test(text) ? "yaml" : "hcl"}\n${text}\n\`\`\``;
}

/** Half a sentence made whole. */
export function sentence(words: string): string {
  const text = words.trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}

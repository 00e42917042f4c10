import { renderGithubSummary } from "../../src/report/formats/github-summary";
import { renderMarkdown } from "../../src/report/formats/markdown/markdown";
import { code, fenced, sentenceMarkdown } from "../../src/report/formats/markdown/markdown-text";
import { aFinding, aKey, aReport, context, failing } from "./sample";
import { html } from "./validators";

const layout = { colour: false, width: 100 };

/** A report of so many failing keys. */
function keys(number: number, message = "It is so. ".repeat(60)) {
  const ids = Array.from({ length: number }, (_, index) => `aws_kms_key.k${String(index).padStart(4, "0")}`);
  return aReport({
    ...failing,
    keys: ids.map((id, index) => ({ ...aKey, id, address: id, verdict: index === 1 ? "undecided" : "fail" })),
    findings: ids.map((key) => ({ ...aFinding, key, message })),
  });
}

describe("a page that is too long", () => {
  const comment = renderMarkdown(keys(400), layout, context);

  test("keeps to GitHub's limit, leaves out whole sections and says how many", () => {
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(comment.length).toBeGreaterThan(60_000);
    const told = comment.match(/^#### /gm)?.length ?? 0;
    expect(comment).toMatch(new RegExp(`\\n${401 - 1 - told} sections left out here for their length; [^\\n]+\\n$`));
    expect(comment.match(/<details>/g)).toHaveLength(comment.match(/<\/details>/g)?.length ?? 0);
  });

  test("lists a hundred keys, those that fail first, and says how many more there are", () => {
    expect(comment.match(/^\| fail \| /gm)).toHaveLength(100);
    expect(comment).not.toContain("| undecided |");
    expect(comment).toContain("\n300 keys more.\n");
  });

  test("is counted in bytes where it is a step's summary, of which 1 MiB is kept", () => {
    const summary = renderGithubSummary(keys(2_000, "Schlüssel äöü ".repeat(60)), layout, context);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1_048_576);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(1_000_000);
    expect(summary).toContain("sections left out");
  });

  test("is left whole where it fits", () => {
    expect(renderMarkdown(keys(20), layout, context)).not.toContain("left out");
    expect(renderMarkdown(keys(20), layout, context).match(/^#### /gm)).toHaveLength(20);
  });
});

describe("plans are named without the folders of a machine", () => {
  const named = (...paths: readonly string[]) => {
    const [plan] = failing.plans;
    const plans = paths.map((path) => ({ ...plan, path, complete: false }) as NonNullable<typeof plan>);
    return [...renderMarkdown(aReport({ plans }), layout, context).matchAll(/^- `(.*?)`:/gm)].map(([, name]) => name);
  };

  test.each([
    [["infra/tfplan"], ["infra/tfplan"]],
    [["/home/runner/infra/tfplan"], ["tfplan"]],
    [
      ["/builds/x/infra/tfplan", "/builds/x/data/tfplan"],
      ["infra/tfplan", "data/tfplan"],
    ],
    [
      ["C:/builds/a.json", "C:/builds/b.json"],
      ["a.json", "b.json"],
    ],
    [
      ["a/tfplan", "b/tfplan"],
      ["a/tfplan", "b/tfplan"],
    ],
  ])("%j", (paths, names) => {
    expect(named(...paths)).toEqual(names);
  });
});

test("two findings that one statement mends show it once", () => {
  const report = aReport({ ...failing, findings: [aFinding, { ...aFinding, rule: "key-policy-grants-role" }] });
  const page = renderMarkdown(report, layout, context);
  expect(page.match(/AllowPersonalize/g)).toHaveLength(1);
  expect(page).toContain("Add the statement above.");
});

describe("text", () => {
  test.each([
    ["It does not allow kms:Decrypt (or more).", "It does not allow `kms:Decrypt` (or more)."],
    ["ask @acme/platform, see #12 and GH-12", "ask `@acme/platform`, see `#12` and `GH-12`"],
    ["the account 111122223333 has 3 keys", "the account `111122223333` has 3 keys"],
    ["<b>x</b> *y* [z](u)", "`<b>x</b>` `*y*` `[z](u`)"],
    ["  two\n lines ", "two lines"],
    ["Statement `Use` names it (`a`b` too)", "Statement `Use` names it (`` `a`b` `` too)"],
  ])("%j has its names as code", (text, markdown) => {
    expect(sentenceMarkdown(text)).toBe(markdown);
  });

  test.each(["a`b", "`", "``", "a|b", " x ", "<b>", "a\\"])("%j is the same in code", (text) => {
    expect(html(code(text))).toBe(`<p><code>${text.trim().replace("<", "&lt;").replace(">", "&gt;")}</code></p>\n`);
  });

  test("a fence is longer than any in it", () => {
    expect(html(fenced("a\n````\nb", "hcl"))).toBe('<pre><code class="language-hcl">a\n````\nb\n</code></pre>\n');
  });
});

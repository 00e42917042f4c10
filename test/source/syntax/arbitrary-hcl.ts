import fc, { type Arbitrary } from "fast-check";

/** Pieces put one behind the other, blanks between them. */
function joined(blank: Arbitrary<string>, ...pieces: readonly (string | Arbitrary<string>)[]): Arbitrary<string> {
  const arbitraries = pieces.map((piece) => (typeof piece === "string" ? fc.constant(piece) : piece));
  return fc.tuple(...arbitraries.flatMap((piece) => [blank, piece])).map((texts) => texts.slice(1).join(""));
}

function listed(blank: Arbitrary<string>, item: Arbitrary<string>, separators: readonly string[]): Arbitrary<string> {
  const separated = fc.tuple(item, blank, fc.constantFrom(...separators), blank).map((texts) => texts.join(""));
  const last = fc.option(item, { nil: "" });
  return fc.tuple(fc.array(separated, { maxLength: 3 }), last).map(([items, end]) => items.join("") + end);
}

const lineBlank = fc.oneof(
  { arbitrary: fc.constantFrom("", " "), weight: 12 },
  fc.constantFrom("\t", "  ", "/* c */", "/*\n*/"),
);
const freeBlank = fc.oneof(
  { arbitrary: lineBlank, weight: 6 },
  fc.constantFrom("\n", " \n ", "\r\n", "# c\n", "// ${\n"),
);

const name = fc.constantFrom("a", "b", "var", "local", "_x", "é", "a-b", "for_each", "in", "if", "x2", "数", "list");
const step = fc.constantFrom(
  ".a",
  ".b.c",
  "[0]",
  '["k"]',
  "[*]",
  ".*",
  ".0",
  "[a.b]",
  '["${a}"]',
  "[*].a[0]",
  ".*.a.b",
);
const number = fc.constantFrom("0", "1", "1.50", "1e3", "2.5E-1", "007", "12345678901234567890", "1.e2");
const word = fc.constantFrom(
  "x",
  " ",
  "y z",
  "\t",
  "é",
  "e\u0301",
  "$",
  "%",
  "$$",
  "$${",
  "%%{",
  "{",
  "}",
  "'",
  "~",
  "#",
  "//",
  "𝒳",
);
const escape = fc.constantFrom("\\n", "\\t", '\\"', "\\\\", "\\u00e9", "\\U0001F600", "\\r");
const operator = fc.constantFrom("+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||");
const call = fc.constantFrom("f", "jsonencode", "concat", "string", "setunion");
const lineEnd = fc.oneof({ arbitrary: fc.constant("\n"), weight: 9 }, fc.constant("\r\n"));

interface Grammar extends Record<string, string> {
  /** Where a newline ends an argument. */
  readonly line: string;
  /** Where newlines mean nothing. */
  readonly free: string;
  readonly sequence: string;
  readonly string: string;
  readonly heredoc: string;
}

type Tie = (key: string) => Arbitrary<string>;

/** Texts of expressions, templates and heredocs, nearly all of them valid. */
export const grammar = fc.letrec<Grammar>((tie) => ({
  line: expression(tie, tie("line"), lineBlank),
  free: expression(tie, tie("free"), freeBlank),
  sequence: sequence(tie),
  string: quoted(tie),
  heredoc: heredoc(tie),
}));

function expression(tie: Tie, self: Arbitrary<string>, blank: Arbitrary<string>): Arbitrary<string> {
  const free = tie("free");
  const traversal = fc.tuple(name, fc.array(step, { maxLength: 3 })).map(([root, steps]) => root + steps.join(""));
  const leaves = fc.oneof(traversal, number, fc.constantFrom("true", "false", "null", '""', '"x"'));
  const key = fc.oneof(name, tie("string"), joined(freeBlank, "(", free, ")"), fc.constantFrom("1", "true", "a.b"));
  const item = joined(lineBlank, key, fc.constantFrom("=", ":"), tie("line"));
  const condition = fc.option(joined(freeBlank, " if ", free), { nil: "" });
  const names = fc.constantFrom("v", "k, v", "k ,\n v");
  return fc.oneof(
    { depthSize: "small" },
    leaves,
    tie("string"),
    tie("heredoc"),
    joined(blank, self, operator, self),
    joined(blank, self, "?", self, ":", self),
    joined(blank, fc.constantFrom("-", "!"), self),
    joined(freeBlank, "(", free, ")"),
    fc.tuple(joined(freeBlank, "(", free, ")"), step).map((texts) => texts.join("")),
    fc
      .tuple(joined(freeBlank, call, "(", listed(freeBlank, free, [","]), ")"), fc.option(step, { nil: "" }))
      .map((texts) => texts.join("")),
    joined(freeBlank, call, "(", free, "...", ")"),
    joined(freeBlank, "[", listed(freeBlank, free, [","]), "]"),
    joined(freeBlank, "{", listed(lineBlank, item, [",", "\n", ",\n", "# c\n"]), "}"),
    joined(freeBlank, "[", "for ", names, " in ", free, ":", free, condition, "]"),
    joined(
      freeBlank,
      "{",
      "for ",
      names,
      " in ",
      free,
      ":",
      free,
      "=>",
      free,
      fc.constantFrom("", "..."),
      condition,
      "}",
    ),
  );
}

/** What stands in a template between literal texts. */
function sequence(tie: Tie): Arbitrary<string> {
  const open = fc.constantFrom("", "~");
  const free = tie("free");
  const inside = fc.oneof(word, tie("sequence"));
  const directive = (...pieces: readonly (string | Arbitrary<string>)[]): Arbitrary<string> =>
    joined(fc.constant(""), "%{", open, " ", ...pieces, " ", open, "}");
  return fc.oneof(
    { depthSize: "small" },
    joined(fc.constant(""), "${", open, freeBlank, free, freeBlank, open, "}"),
    joined(fc.constant(""), directive("if ", free), inside, directive("endif")),
    joined(fc.constant(""), directive("if ", free), inside, directive("else"), inside, directive("endif")),
    joined(fc.constant(""), directive("for v in ", free), inside, directive("endfor")),
  );
}

function quoted(tie: Tie): Arbitrary<string> {
  const piece = fc.oneof(
    { arbitrary: word, weight: 4 },
    { arbitrary: escape, weight: 1 },
    { arbitrary: tie("sequence"), weight: 2 },
  );
  return fc.array(piece, { maxLength: 4 }).map((pieces) => `"${pieces.join("")}"`);
}

function heredoc(tie: Tie): Arbitrary<string> {
  const piece = fc.oneof(
    { arbitrary: word, weight: 4 },
    { arbitrary: tie("sequence"), weight: 2 },
    fc.constantFrom('"', "\\n", "E", "EOT x"),
  );
  const line = fc.tuple(fc.constantFrom("", " ", "  ", "    ", "\t"), fc.array(piece, { maxLength: 3 }), lineEnd);
  const lines = fc.array(
    line.map(([indent, pieces, end]) => indent + pieces.join("") + end),
    { maxLength: 4 },
  );
  const marker = fc.constantFrom("EOT", "E", "é");
  return fc
    .tuple(fc.constantFrom("<<", "<<-"), marker, lines, fc.constantFrom("", " ", "\t"), lineEnd)
    .map(([opener, word, content, indent, end]) => `${opener}${word}\n${content.join("")}${indent}${word}${end}`);
}

const argument = joined(lineBlank, name, "=", grammar.line);
const label = fc.oneof(name, fc.constantFrom('"l"', '"m n"', '"$${x}"', '"é\\n"'));

/** Texts of whole bodies. */
export const body: Arbitrary<string> = fc.letrec<{ body: string; block: string }>((tie) => ({
  body: fc
    .uniqueArray(
      fc.oneof(
        { depthSize: "small" },
        argument,
        fc.constantFrom("", "# comment", "// comment", "/* comment */", "\t"),
        tie("block"),
      ),
      { maxLength: 4, selector: (item) => /^\s*[^\s=]*/.exec(item)?.[0] },
    )
    .chain((items) => lineEnd.map((end) => items.map((item) => item + (item.endsWith("\n") ? "" : end)).join(""))),
  block: fc.oneof(
    joined(lineBlank, name, " ", joined(fc.constant(" "), label, label), "{\n", tie("body"), "}"),
    joined(lineBlank, name, "{\n", tie("body"), "}"),
    joined(lineBlank, name, "{", argument, "}"),
    joined(lineBlank, name, label, "{", "}"),
  ),
})).body;

/** A text with something deleted, doubled or put in, mostly no longer valid. */
export function mutated(texts: Arbitrary<string>): Arbitrary<string> {
  const inserts = fc.constantFrom(
    ..."\"${}%~[]()\\\n\r=,:.*?!-<#/'`;&|^\0é",
    "<<E\n",
    "E\n",
    "${",
    "%{",
    "*/",
    "/*",
    "for",
    "if",
    " ",
    "...",
    "::",
    "=>",
  );
  const edit = fc.tuple(fc.nat(), fc.nat(3), inserts);
  return fc.tuple(texts, fc.array(edit, { minLength: 1, maxLength: 3 })).map(([text, edits]) => {
    return edits
      .reduce((changed, [place, length, insert]) => {
        const at = changed.length === 0 ? 0 : place % changed.length;
        return changed.slice(0, at) + (length % 2 === 0 ? insert : "") + changed.slice(at + (length >> 1));
      }, text)
      .replace(/\p{Surrogate}/gu, "");
  });
}

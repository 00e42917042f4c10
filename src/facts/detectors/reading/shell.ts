/** Words that may stand before the command proper. */
const BEFORE = new Set("if then else elif while until do ! { time exec sudo env nohup command eval call".split(" "));

/** Interpreters that take a script as an argument. */
const SHELL = /(^|[/\\])(ba|z|da|k)?sh$|(^|[/\\])(pwsh|powershell|cmd)(\.exe)?$/i;

const SEPARATOR = /^(?:&&|\|\||[;|&()\n])$/;

/**
 * The words of each simple command of a shell script, from the program on, those of substitutions and of scripts in scripts
 * included: continued lines are joined, quotes are taken off, assignments and words such as `if` and `sudo` left out.
 */
export function* commandsIn(script: string): Iterable<readonly string[]> {
  // Lines are continued by a backslash, in PowerShell by a backtick, in cmd by a caret.
  const { outer, inner } = substitutions(script.replace(/[\\`^]\r?\n/g, " "));
  for (const each of inner) yield* commandsIn(each);
  for (const words of simpleCommands(outer)) {
    const start = words.findIndex((word) => !BEFORE.has(word) && !/^[A-Za-z_]\w*=/.test(word));
    const command = start < 0 ? [] : words.slice(start);
    const at = command.findIndex((word) => /^[-/](l?c|command)$/i.test(word));
    const nested = at > 0 && SHELL.test(command[0] ?? "") ? command.slice(at + 1).join(" ") : undefined;
    if (nested !== undefined && nested !== script) yield* commandsIn(nested);
    else yield command;
  }
}

/** Takes `$(…)` and backticks out, the innermost first; a variable stands where they stood. */
function substitutions(script: string): { readonly outer: string; readonly inner: readonly string[] } {
  const inner: string[] = [];
  let outer = script;
  for (let before = ""; before !== outer;) {
    before = outer;
    outer = outer.replace(/\$\(([^()]*)\)|`([^`]*)`/g, (_, one?: string, other?: string) => {
      inner.push(one ?? other ?? "");
      return "$SUBSTITUTION";
    });
  }
  return { outer, inner };
}

function* simpleCommands(script: string): Iterable<readonly string[]> {
  let words: string[] = [];
  for (const [token] of script.matchAll(/&&|\|\||[;|&()\n]|(?:[^\s"';|&()\n]|"(?:\\.|[^"\\])*"|'[^']*')+/gs)) {
    if (SEPARATOR.test(token)) {
      yield words;
      words = [];
    } else words.push(unquoted(token));
  }
  yield words;
}

function unquoted(token: string): string {
  return token.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/gs, (_, double?: string, single?: string) =>
    double === undefined ? (single ?? "") : double.replace(/\\(["\\$`])/g, "$1"),
  );
}

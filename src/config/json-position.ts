/**
 * Line and column, from 1, of the first character that keeps a text from being JSON: `3:17`. Engines say it in their message
 * or not at all, so that it is found by where the beginnings of the text stop being beginnings of JSON.
 */
export function positionIn(json: string, error: unknown): string {
  const told = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  const at = told === undefined ? firstWrong(json) : Number(told);
  const before = json.slice(0, at);
  return `${String(before.split("\n").length)}:${String(at - before.lastIndexOf("\n"))}`;
}

function firstWrong(json: string): number {
  let [right, wrong] = [0, json.length];
  while (right < wrong) {
    const middle = (right + wrong) >> 1;
    if (mayGoOn(json.slice(0, middle + 1))) right = middle + 1;
    else wrong = middle;
  }
  return right;
}

/** Whether more text could make it JSON: what is wrong with it is its end. */
function mayGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const position = /position (\d+)/.exec(message)?.[1];
    return /end of JSON|Unterminated/.test(message) || Number(position) >= beginning.length;
  }
}

/** How a path is called in an error: standard input by name. */
export function placeOf(path: string): string {
  return path === "-" ? "stdin" : path;
}

/** How an input is called in an error: by its path, standard input by name. */
export function inputName(path: string): string {
  return path === "-" ? "stdin" : path;
}

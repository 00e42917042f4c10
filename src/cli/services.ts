import { Command, Option } from "commander";

import { servicesJson, servicesMarkdown, servicesText } from "../report/services-table";
import type { Io } from "./io";

const renderings = {
  text: servicesText,
  json: servicesJson,
  markdown: servicesMarkdown,
} as const satisfies Record<string, () => string>;

/** `kmsgate services` */
export function servicesCommand(io: Io, end: (code: number) => void): Command {
  return new Command("services")
    .description("print the catalogue: what AWS requires of a key, for each service")
    .addOption(new Option("--format <format>", "what to print").choices(Object.keys(renderings)).default("text"))
    .action(({ format }: { readonly format: keyof typeof renderings }) => {
      io.out(renderings[format]());
      end(0);
    });
}

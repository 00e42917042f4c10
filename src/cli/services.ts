import { Command, Option } from "commander";

import { readConfig } from "../config";
import { type Layout, servicesJson, servicesMarkdown, servicesText } from "../print";
import { type Service, services as catalogue } from "../services";
import type { Io } from "./io";
import { parseConfigFile } from "./values";

const renderings = {
  text: servicesText,
  json: servicesJson,
  markdown: servicesMarkdown,
} as const satisfies Record<string, (services: readonly Service[], layout: Layout) => string>;

interface Flags {
  readonly format: keyof typeof renderings;
  readonly config?: string;
}

/** `kmsgate services` */
export function servicesCommand(io: Io, end: (code: number) => void): Command {
  return new Command("services")
    .description("print the catalogue: what AWS requires of a key, for each service")
    .addOption(new Option("--format <format>", "what to print").choices(Object.keys(renderings)).default("text"))
    .option("--config <file>", "also print the services that this kmsgate.yaml adds", parseConfigFile)
    .action(({ format, config }: Flags) => {
      const added = config === undefined ? [] : readConfig(io.cwd, config).services;
      io.out(renderings[format](added.length === 0 ? catalogue : [...catalogue, ...added], io.layout));
      end(0);
    });
}

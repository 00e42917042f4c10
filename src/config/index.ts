/** `kmsgate.yaml`: what a team states, and how it wants findings judged; every error has file, line and column. */
export { type Config, readConfig } from "./config";

/** What may be a use and could not be linked to a key: it must not pass in silence. */
export { keysBehindHiddenAliases } from "./hidden-aliases";
export { possibleUses } from "./possible-uses";
export { unlinkedIn } from "./unlinked";

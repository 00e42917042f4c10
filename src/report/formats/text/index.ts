/** Text for a terminal. */
export { renderText } from "./text-report";

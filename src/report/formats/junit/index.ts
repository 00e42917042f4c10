/** JUnit XML. */
export { renderJunit } from "./junit";

// Adds up jest's JSON results and prints `N passed, N failed, N skipped`; a step that failed outside of jest counts as one
// failure, and so does a result that is missing.
const { readFileSync } = require("node:fs");

const [stepsFailed, ...files] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of files) {
  try {
    const result = JSON.parse(readFileSync(file, "utf8"));
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    skipped += result.numPendingTests + result.numTodoTests;
  } catch (error) {
    console.log(`no test result: ${error.message}`);
    failed += 1;
  }
}
if (stepsFailed !== "0" && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** The tests that run terraform: slow (seconds a plan), so apart from `npm test`. */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["**/*.terraform.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  testTimeout: 300_000,
};

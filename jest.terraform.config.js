/** The tests that run terraform: slow (seconds a plan), so apart from `npm test`. */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["**/*.terraform.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalTeardown: "<rootDir>/test/package/teardown.ts",
  testTimeout: 300_000,
};

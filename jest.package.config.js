/** The tests of the package as it is published: they build, pack and install it, so apart from `npm test`. */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["**/*.package.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalTeardown: "<rootDir>/test/package/teardown.ts",
  testTimeout: 300_000,
};

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "\\.(terraform|package)\\.test\\.ts$"],
  transform: { "^.+\\.ts$": ["@swc/jest", require("./jest.swc.js")] },
};

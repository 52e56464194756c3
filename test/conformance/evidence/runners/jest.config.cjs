module.exports = {
  globalSetup: 'standin/jest',
  globals: { standin: ['../../../../docs/examples/shop/openapi.yaml'] },
  testMatch: ['**/*.jest.cjs'],
  moduleFileExtensions: ['cjs', 'js', 'mjs', 'json'],
};

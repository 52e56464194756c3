export default {
  testMatch: '*.playwright.mjs',
  fullyParallel: true,
  workers: 2,
  reporter: [['json']],
  outputDir: '../results',
};

import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/**
 * Where a wrong word or number would mislead somebody about a release. What only reads objects is covered by
 * ordinary tests.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  packageManager: 'yarn',
  mutate: [
    'src/{delivery,verdict,posture}/**/*.ts',
    '!src/**/*.test.ts',
    '!src/**/index.ts',
    '!src/**/__fixtures__/**',
  ],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  // The tests of those folders only: one that breaks in a test of something else is not held by its own.
  jest: {
    projectType: 'custom',
    enableFindRelatedTests: false,
    config: {
      testEnvironment: 'node',
      testMatch: ['<rootDir>/src/{delivery,verdict,posture}/**/*.test.ts'],
      // It draws millions of requests, and asserts rates that small changes hardly move.
      testPathIgnorePatterns: ['simulation\\.test\\.ts$'],
      transform: {
        '\\.ts$': [
          resolve('@backstage/cli/config/jestSwcTransform.js'),
          { jsc: { parser: { syntax: 'typescript' } } },
        ],
      },
    },
  },
  concurrency: 2,
  ignoreStatic: true,
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: '../../.meshway/mutation.json',
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { reportTests: false, allowColor: false },
  thresholds: { high: 90, low: 80, break: 80 },
};

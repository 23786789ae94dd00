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
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  mochaOptions: {
    require: ['./mutation.cjs'],
    // Tests of other folders would kill mutants by chance.
    spec: ['src/{delivery,verdict,posture}/**/*.test.ts'],
    // They draw many requests or objects and assert what small changes hardly move.
    ignore: [
      'src/verdict/simulation.test.ts',
      'src/posture/buildPosture.test.ts',
      'src/delivery/weighted-routes/properties.test.ts',
      'src/delivery/argo-rollouts/halfWritten.test.ts',
      'src/delivery/argo-rollouts/planProperties.test.ts',
    ],
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // What a module computes when it is loaded would need every test anew, in a new process.
  ignoreStatic: true,
  timeoutMS: 5_000,
  incremental: true,
  incrementalFile: '../../.meshway/mutation.json',
  tempDirName: '.stryker-tmp',
  ignorePatterns: ['coverage', 'dist', '.stryker-tmp*'],
  reporters: ['clear-text'],
  clearTextReporter: { reportTests: false, allowColor: false },
  thresholds: { high: 90, low: 80, break: 80 },
};

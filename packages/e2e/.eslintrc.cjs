module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The portal under test is started by the very script behind npm start, which belongs to no package.
    '@backstage/no-relative-monorepo-imports': 'off',
  },
});

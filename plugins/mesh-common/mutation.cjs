/**
 * Lets Mocha run the tests that Jest runs otherwise. Mocha keeps all modules loaded between mutants, where Jest loads
 * them anew: minutes instead of hours.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { expect } = require('expect');
const { configureGlobal } = require('fast-check');
const { bind } = require('jest-each');
const { transformSync } = require('@swc/core');

/** Mocha loads everything once more for a mutant of what modules compute when they are loaded. */
const compiled = new Map();

Module._extensions['.ts'] = (module, filename) => {
  if (!compiled.has(filename)) {
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      filename,
      module: { type: 'commonjs' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    compiled.set(filename, code);
  }
  module._compile(compiled.get(filename), filename);
};

// A mutant is caught by the first counterexample; looking for the smallest takes longer than all tests.
configureGlobal({ endOnFailure: true });

globalThis.expect = expect;
for (const name of ['it', 'describe']) {
  let current;
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => current,
    set: mochas => {
      current = Object.assign(mochas, { each: bind(mochas, false) });
    },
  });
}

/**
 * Lets Mocha run the tests that Jest runs otherwise. Mocha keeps all modules loaded between mutants, where Jest loads
 * them anew: minutes instead of hours.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { expect } = require('expect');
const { configureGlobal } = require('fast-check');
const { bind } = require('jest-each');
const { ModuleKind, ScriptTarget, transpileModule } = require('typescript');

/** Mocha loads everything once more for a mutant of what modules compute when they are loaded. */
const compiled = new Map();

Module._extensions['.ts'] = (module, filename) => {
  if (!compiled.has(filename)) {
    const { outputText } = transpileModule(readFileSync(filename, 'utf8'), {
      compilerOptions: {
        module: ModuleKind.CommonJS,
        target: ScriptTarget.ES2022,
        esModuleInterop: true,
      },
    });
    compiled.set(filename, outputText);
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

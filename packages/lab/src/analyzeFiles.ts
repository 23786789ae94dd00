import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { labFolders } from './folders.ts';
import { runGo } from './goCommand.ts';
import { BUILD_FLAGS } from './programs.ts';

// A program of its own for tests of rules, `node analyzeFiles.ts FILE...`: what Istio's analyzers say of each file, as
// JSON. It is built when it is asked for, from packages that istioctl has compiled already.
const project = dirname(
  dirname(dirname(dirname(fileURLToPath(import.meta.url)))),
);
const program = join(labFolders(project).programs, 'analyze-files');
await runGo(
  ['build', ...BUILD_FLAGS, '-o', program, './analyze-files'],
  join(project, 'packages', 'lab', 'go'),
);
const { status } = spawnSync(program, process.argv.slice(2), {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;

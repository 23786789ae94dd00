import { parseArgs } from 'node:util';
import { RepositoryApplier } from './RepositoryApplier.ts';

const { values } = parseArgs({
  options: {
    kubectl: { type: 'string' },
    kubeconfig: { type: 'string' },
    repositories: { type: 'string' },
    work: { type: 'string' },
    memory: { type: 'string' },
  },
});
const { kubectl, kubeconfig, repositories, work, memory } = values;
if (!kubectl || !kubeconfig || !repositories || !work || !memory) {
  throw new Error(
    '--kubectl, --kubeconfig, --repositories, --work and --memory are required.',
  );
}

const applier = new RepositoryApplier({
  kubectl,
  kubeconfig,
  repositories,
  work,
  memory,
  log: line => process.stdout.write(`${new Date().toISOString()} ${line}\n`),
});
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
await applier.run(stopping.signal);

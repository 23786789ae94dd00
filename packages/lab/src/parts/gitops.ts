import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { adminKubeconfig } from '../kubectl.ts';
import type { Part } from '../part.ts';
import type { PreparedLab } from '../preparedLab.ts';
import { nodeScript } from './nodeScript.ts';

/** Stands in for a GitOps controller: applies what is committed to the repositories on this disk. */
export function gitops({ folders }: PreparedLab): Part {
  return {
    name: 'gitops',
    command: () => {
      mkdirSync(folders.repositories, { recursive: true });
      return nodeScript(folders, 'gitops/main.ts', [
        '--kubectl',
        join(folders.programs, 'kubectl'),
        '--kubeconfig',
        adminKubeconfig(folders),
        '--repositories',
        folders.repositories,
        '--work',
        join(folders.run, 'gitops'),
        // Beside the database: what is applied is known as long as the cluster knows it.
        '--memory',
        join(folders.data, 'gitops.json'),
      ]);
    },
    // It serves nobody; it is ready when it runs.
    isReady: () => true,
  };
}

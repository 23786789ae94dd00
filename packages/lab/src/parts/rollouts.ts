import { join } from 'node:path';
import type { Part } from '../part.ts';
import type { PreparedLab } from '../preparedLab.ts';
import { isOk } from '../probe.ts';
import { serviceAccountKubeconfig } from '../serviceAccountKubeconfig.ts';

/** The Argo Rollouts controller under the ServiceAccount of its own installation. */
export function rollouts(lab: PreparedLab): Part {
  const { folders, ports } = lab;
  return {
    name: 'rollouts',
    command: async signal => ({
      program: join(folders.programs, 'rollouts-controller'),
      args: [
        `--kubeconfig=${await serviceAccountKubeconfig(
          lab,
          'argo-rollouts',
          'argo-rollouts',
          signal,
        )}`,
        '--leader-elect=false',
        // It listens on all addresses and offers no flag against that; both ports serve health and metrics only.
        `--metricsPort=${ports.rolloutsMetrics}`,
        `--healthzPort=${ports.rolloutsHealth}`,
        '--logformat=json',
      ],
    }),
    isReady: () => isOk(`http://127.0.0.1:${ports.rolloutsHealth}/healthz`),
  };
}

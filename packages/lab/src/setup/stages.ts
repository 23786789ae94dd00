import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { LabFolders } from '../folders.ts';
import { writeFileAtomically } from '../jsonFile.ts';

/** Pods with this annotation never start: its value says why. */
const FAIL = '.metadata.annotations["lab.meshway.dev/fail"]';

interface Stage {
  metadata: { name: string };
  spec: { selector?: { matchExpressions?: object[] } };
}

const imagePullFails = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'pod-image-pull-fails' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Pod' },
    selector: {
      matchExpressions: [
        { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
        { key: '.status.phase', operator: 'In', values: ['Pending'] },
        { key: FAIL, operator: 'In', values: ['imagepull'] },
        {
          key: '.status.containerStatuses.[].state.waiting.reason',
          operator: 'DoesNotExist',
        },
      ],
    },
    next: {
      event: {
        type: 'Warning',
        reason: 'Failed',
        message: 'Failed to pull image: not found',
      },
      statusTemplate: `{{ $now := Now }}
conditions:
- {lastTransitionTime: {{ $now | Quote }}, status: "True", type: Initialized}
- {lastTransitionTime: {{ $now | Quote }}, status: "False", type: Ready, reason: ContainersNotReady}
- {lastTransitionTime: {{ $now | Quote }}, status: "False", type: ContainersReady, reason: ContainersNotReady}
containerStatuses:
{{ range .spec.containers }}
- image: {{ .image | Quote }}
  name: {{ .name | Quote }}
  ready: false
  restartCount: 0
  started: false
  state:
    waiting: {reason: ImagePullBackOff, message: {{ printf "Back-off pulling image %s" .image | Quote }}}
{{ end }}
phase: Pending
startTime: {{ $now | Quote }}
`,
    },
  },
};

// The stock stages make a pod ready once, when it is created; this one heals a pod whose node was thought dead.
const readyAgain = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'pod-ready-again' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Pod' },
    selector: {
      matchExpressions: [
        { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
        { key: '.status.phase', operator: 'In', values: ['Running'] },
        { key: FAIL, operator: 'DoesNotExist' },
        {
          key: '.status.conditions.[] | select( .type == "Ready" ) | .status',
          operator: 'In',
          values: ['False'],
        },
        {
          key: '.status.containerStatuses.[].state.running.startedAt',
          operator: 'Exists',
        },
      ],
    },
    next: {
      // Only the conditions: a template that set the addresses anew would be refused.
      statusTemplate: `{{ $now := Now }}
conditions:
- {lastTransitionTime: {{ $now | Quote }}, status: "True", type: Ready}
- {lastTransitionTime: {{ $now | Quote }}, status: "True", type: ContainersReady}
`,
    },
  },
};

/** Writes what kwok does with nodes and pods: the stages of its own module, and the lab's. */
export function writeStages(folders: LabFolders): string {
  const stock = readdirSync(folders.share)
    .filter(name => name.startsWith('stage.'))
    .map(
      name => parse(readFileSync(join(folders.share, name), 'utf8')) as Stage,
    );
  for (const stage of stock) {
    if (stage.metadata.name === 'pod-ready') {
      stage.spec.selector?.matchExpressions?.push({
        key: FAIL,
        operator: 'DoesNotExist',
      });
    }
  }
  const file = join(folders.run, 'kwok-stages.yaml');
  mkdirSync(folders.run, { recursive: true });
  writeFileAtomically(
    file,
    [...stock, imagePullFails, readyAgain]
      .map(stage => stringify(stage))
      .join('---\n'),
  );
  return file;
}

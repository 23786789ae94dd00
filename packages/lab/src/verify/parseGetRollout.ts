/** A ReplicaSet as `kubectl argo rollouts get rollout` prints it. */
export interface PrintedReplicaSet {
  readonly name: string;
  readonly revision: number;
  /** `Healthy`, `Progressing`, `ScaledDown`, … */
  readonly status: string;
  /** `stable`, `canary`, `active`, `preview`, `ping`, `pong`. */
  readonly roles: readonly string[];
  /** `delay:29s` was printed: its pods will be taken away. */
  readonly isLeaving: boolean;
  readonly pods: readonly {
    readonly name: string;
    readonly status: string;
    /** `2/2`. */
    readonly ready: string;
    readonly restarts: number;
  }[];
}

/** An AnalysisRun or Experiment as it is printed. */
export interface PrintedRun {
  readonly name: string;
  readonly revision: number;
  /** Empty until the controller has written one. */
  readonly status: string;
}

/** What `kubectl argo rollouts get rollout` prints. */
export interface PrintedRollout {
  readonly phase: string;
  readonly message: string;
  readonly strategy: string;
  /** `1/4`, of a canary with steps. */
  readonly step: string;
  readonly setWeight: string;
  readonly actualWeight: string;
  /** Image and its roles: `…/checkout:1.1.0 (canary)`. */
  readonly images: readonly string[];
  readonly replicaSets: readonly PrintedReplicaSet[];
  readonly analysisRuns: readonly PrintedRun[];
  readonly experiments: readonly PrintedRun[];
}

const WIDTH = 17;
const ICON_AND_WORD = /^\S?\s*(.*)$/;

/**
 * Reads the output of `kubectl argo rollouts get rollout NAME --no-color`
 * (argo-rollouts pkg/kubectl-argo-rollouts/cmd/get/get_rollout.go prints it).
 */
export function parseGetRollout(text: string): PrintedRollout {
  const [head, columns = '', tree = ''] = text.split(/^(NAME +KIND.*)$/m);
  const fields = readFields(head);
  const one = (name: string) => fields.get(name)?.join('\n') ?? '';
  return {
    phase: word(one('Status')),
    message: one('Message'),
    strategy: one('Strategy'),
    step: one('Step'),
    setWeight: one('SetWeight'),
    actualWeight: one('ActualWeight'),
    images: fields.get('Images') ?? [],
    ...readTree(columns, tree),
  };
}

/** A name, 17 columns wide, and its value; further lines belong to the name before. */
function readFields(head: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  let last: string[] = [];
  for (const line of head.split('\n')) {
    const name = /^ {0,2}([A-Z][A-Za-z]+):/.exec(line.slice(0, WIDTH))?.[1];
    if (name) {
      last = [line.slice(WIDTH).trim()];
      fields.set(name, last);
    } else if (line.trim()) {
      last.push(line.trim());
    }
  }
  return fields;
}

function readTree(
  columns: string,
  tree: string,
): Pick<PrintedRollout, 'replicaSets' | 'analysisRuns' | 'experiments'> {
  const replicaSets: (PrintedReplicaSet & { pods: object[] })[] = [];
  const analysisRuns: PrintedRun[] = [];
  const experiments: PrintedRun[] = [];
  const [kindAt, statusAt, ageAt, infoAt] = [
    'KIND',
    'STATUS',
    'AGE',
    'INFO',
  ].map(column => columns.indexOf(column));
  let revision = 0;
  let ofExperiment = false;
  for (const line of tree.split('\n')) {
    const [, branch, name] = /^([│├└─ ]*)\S (\S+)/.exec(line) ?? [];
    if (branch === undefined) continue;
    const depth = branch.length / 3;
    const kind = line.slice(kindAt, statusAt).trim();
    const info = line.slice(infoAt).trim();
    if (name.startsWith('revision:')) {
      revision = Number(name.slice('revision:'.length));
      continue;
    }
    const status = word(line.slice(statusAt, ageAt).trim());
    const infos = info.split(',').filter(Boolean);
    // What an Experiment has stands deeper than what the Rollout has.
    if (depth === 2) ofExperiment = kind === 'Experiment';
    if (kind === 'Experiment') experiments.push({ name, revision, status });
    if (ofExperiment) continue;
    if (kind === 'AnalysisRun') analysisRuns.push({ name, revision, status });
    if (kind === 'ReplicaSet') {
      replicaSets.push({
        name,
        revision,
        status,
        roles: infos.filter(item => !item.startsWith('delay:')),
        isLeaving: infos.some(item => item.startsWith('delay:')),
        pods: [],
      });
    }
    if (kind === 'Pod') {
      const value = (key: string) =>
        infos.find(item => item.startsWith(`${key}:`))?.slice(key.length + 1) ??
        '';
      replicaSets.at(-1)?.pods.push({
        name,
        status,
        ready: value('ready'),
        restarts: Number(value('restarts')),
      });
    }
  }
  return { replicaSets, analysisRuns, experiments };
}

/** The word after the icon. */
function word(text = ''): string {
  return ICON_AND_WORD.exec(text)?.[1] ?? '';
}

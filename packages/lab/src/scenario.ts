import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { LabFolders } from './folders.ts';
import { kubectl } from './kubectl.ts';
import { applyOnce, selectDocuments } from './setup/applyOnce.ts';
import { waitUntil } from './waitUntil.ts';

interface Manifest {
  kind?: string;
  metadata?: { name?: string; namespace?: string };
}

interface Workload {
  kind: string;
  metadata: { name: string; namespace: string; generation: number };
  spec: { replicas?: number };
  status?: {
    phase?: string;
    observedGeneration?: number | string;
    availableReplicas?: number;
  };
}

function scenariosFolder({ project }: LabFolders): string {
  return join(project, 'packages', 'lab', 'scenarios');
}

/** The scenarios that can be loaded. */
export function scenarioNames(folders: LabFolders): string[] {
  const folder = scenariosFolder(folders);
  return existsSync(folder)
    ? readdirSync(folder).filter(name =>
        existsSync(join(folder, name, 'kubernetes')),
      )
    : [];
}

/**
 * Loads a scenario and waits until its workloads are ready. One that is loaded already keeps what has happened to it
 * since, unless `again` asks for its beginning.
 *
 * @returns the loaded workloads as `namespace/name`.
 */
export async function loadScenario(
  folders: LabFolders,
  name: string,
  options: { readonly again?: boolean } = {},
): Promise<string[]> {
  const stream = await applyScenario(folders, name, options);
  const manifests = parseAllDocuments(stream).map(
    document => (document.toJS() ?? {}) as Manifest,
  );
  const wanted = manifests.filter(({ kind }) =>
    ['Rollout', 'Deployment'].includes(kind ?? ''),
  );
  const names = wanted.map(
    ({ metadata }) => `${metadata?.namespace}/${metadata?.name}`,
  );
  let waiting: string[] = names;
  try {
    await waitUntil(
      'Readiness',
      async () => {
        const ready = await readyWorkloads(folders);
        waiting = names.filter(one => !ready.has(one));
        return waiting.length === 0;
      },
      { timeoutMs: 180_000 },
    );
  } catch {
    throw new Error(
      `Scenario "${name}" is loaded, but these are not ready after three minutes: ${waiting.join(
        ', ',
      )}.`,
    );
  }
  return names;
}

/**
 * Sends the manifests of a scenario to the cluster, unless they are there already. They are not where somebody has
 * deleted one of its namespaces since.
 *
 * @returns the manifests as a YAML stream.
 */
export async function applyScenario(
  folders: LabFolders,
  name: string,
  options: { readonly again?: boolean; readonly signal?: AbortSignal } = {},
): Promise<string> {
  const known = scenarioNames(folders);
  if (!known.includes(name)) {
    throw new Error(
      `There is no scenario "${name}"; there are: ${
        known.join(', ') || 'none'
      }.`,
    );
  }
  const folder = join(scenariosFolder(folders), name, 'kubernetes');
  const stream = namespacesFirst(
    readdirSync(folder)
      .filter(file => file.endsWith('.yaml'))
      .sort()
      .map(file => readFileSync(join(folder, file), 'utf8'))
      .join('\n---\n'),
  );
  if (options.again) {
    // Applying alone would be a release of the first version; the canary begins from a new Rollout.
    await kubectl(
      folders,
      ['delete', '--ignore-not-found', '--cascade=foreground', '-f', '-'],
      { input: selectDocuments(stream, kind => kind !== 'Namespace') },
    );
  }
  const again =
    options.again || (await lacksNamespace(folders, stream, options));
  await applyOnce(folders, `scenario-${name}`, stream, { ...options, again });
  return stream;
}

/** Whether a namespace is not there; one that is on its way out is waited for. */
async function lacksNamespace(
  folders: LabFolders,
  stream: string,
  { signal }: { readonly signal?: AbortSignal },
): Promise<boolean> {
  const names = parseAllDocuments(
    selectDocuments(stream, kind => kind === 'Namespace'),
  ).map(document => (document.toJS() as Manifest).metadata?.name);
  let there: Pick<Workload, 'metadata' | 'status'>[] = [];
  await waitUntil(
    'The end of a namespace that is being deleted',
    async () => {
      const { items } = JSON.parse(
        await kubectl(folders, ['get', 'namespaces', '--output=json'], {
          signal,
        }),
      ) as { items: typeof there };
      there = items.filter(({ metadata }) => names.includes(metadata.name));
      return there.every(({ status }) => status?.phase !== 'Terminating');
    },
    { timeoutMs: 60_000, signal },
  );
  return there.length < names.length;
}

// Whatever the files are called, a namespace has to exist before what is in it.
function namespacesFirst(stream: string): string {
  const documents = stream.split(/^---\s*$/m).filter(text => text.trim());
  const isNamespace = (text: string) => /^kind:\s*Namespace\s*$/m.test(text);
  return [
    ...documents.filter(isNamespace),
    ...documents.filter(text => !isNamespace(text)),
  ].join('\n---\n');
}

async function readyWorkloads(folders: LabFolders): Promise<Set<string>> {
  const { items } = JSON.parse(
    await kubectl(folders, [
      'get',
      'rollouts.argoproj.io,deployments.apps',
      '--all-namespaces',
      '--output=json',
    ]),
  ) as { items: Workload[] };
  return new Set(
    items
      .filter(isReady)
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
  );
}

function isReady({ kind, metadata, spec, status }: Workload): boolean {
  // A Rollout writes the generation it has seen as a string.
  if (Number(status?.observedGeneration) < metadata.generation) {
    return false;
  }
  return kind === 'Rollout'
    ? // Paused in the middle of a canary is a state in which it can be looked at.
      ['Healthy', 'Paused', 'Degraded'].includes(status?.phase ?? '')
    : (status?.availableReplicas ?? 0) >= (spec.replicas ?? 1);
}

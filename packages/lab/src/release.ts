import type { LabFolders } from './folders.ts';
import { kubectl } from './kubectl.ts';

interface Workload {
  kind: string;
  metadata: { name: string; namespace: string };
  spec: {
    template?: {
      metadata?: { annotations?: Record<string, string> };
      spec: { containers: { name: string; image: string }[] };
    };
  };
}

// https://github.com/opencontainers/distribution-spec: what a tag may be.
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** By which the simulated data plane knows how often a pod fails. */
const ERROR_RATE = 'lab.meshway.dev/error-rate';

// What belongs to the lab itself is not released.
const SYSTEM = /^(kube-|istio-system$|argo-rollouts$)/;

/**
 * Ships another version of a service: sets the tag of its Rollout's image, or its Deployment's.
 *
 * @param service - the name of the workload, with its namespace (`bookinfo/productpage`) where that is not clear.
 * @param options - `errorRate` is the share of requests, 0 to 1, that the version answers with 500; none without it.
 * @returns what was done, as a sentence.
 * @throws Error that names the known services when there is none of that name, or several.
 */
export async function releaseVersion(
  folders: LabFolders,
  service: string,
  version: string,
  options: { readonly errorRate?: number } = {},
): Promise<string> {
  const { errorRate = 0 } = options;
  if (!TAG.test(version)) {
    throw new Error(`"${version}" cannot be the tag of an image.`);
  }
  if (!(errorRate >= 0 && errorRate <= 1)) {
    throw new Error('The share of errors is a number from 0 to 1.');
  }
  const { items } = JSON.parse(
    await kubectl(folders, [
      'get',
      'rollouts.argoproj.io,deployments.apps',
      '--all-namespaces',
      '--output=json',
    ]),
  ) as { items: Workload[] };
  const candidates = items.filter(
    ({ metadata, spec }) => spec.template && !SYSTEM.test(metadata.namespace),
  );
  const found = candidates.filter(({ metadata }) =>
    [metadata.name, `${metadata.namespace}/${metadata.name}`].includes(service),
  );
  if (found.length !== 1) {
    const known = (found.length ? found : candidates)
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
      .sort();
    throw new Error(
      found.length
        ? `There are several services "${service}": say which of ${known.join(
            ', ',
          )}.`
        : `There is no service "${service}"; there are: ${
            known.join(', ') || 'none, until a scenario is loaded'
          }.`,
    );
  }
  const [{ kind, metadata, spec }] = found;
  const containers = spec.template?.spec.containers ?? [];
  const named = containers.findIndex(({ name }) => name === metadata.name);
  const index = Math.max(named, 0);
  const { image } = containers[index];
  const wanted = `${image.replace(/(@[^/]*|:[^:/]*)$/, '')}:${version}`;
  const path = `/spec/template/spec/containers/${index}/image`;
  const annotations = { ...spec.template?.metadata?.annotations };
  delete annotations[ERROR_RATE];
  if (errorRate > 0) {
    annotations[ERROR_RATE] = String(errorRate);
  }
  await kubectl(folders, [
    'patch',
    `${kind.toLowerCase()}s.${kind === 'Rollout' ? 'argoproj.io' : 'apps'}`,
    metadata.name,
    `--namespace=${metadata.namespace}`,
    '--type=json',
    `--patch=${JSON.stringify([
      { op: 'test', path, value: image },
      { op: 'replace', path, value: wanted },
      {
        op: 'add',
        path: '/spec/template/metadata/annotations',
        value: annotations,
      },
    ])}`,
  ]);
  return `${kind} ${metadata.namespace}/${
    metadata.name
  } now asks for ${wanted} (it was ${image})${
    errorRate > 0 ? `, and fails ${errorRate * 100} % of its requests` : ''
  }.`;
}

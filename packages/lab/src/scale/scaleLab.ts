import { ClusterApi, type RawObject } from '../ClusterApi.ts';
import type { LabAccess } from '../lab.ts';
import { waitUntil } from '../waitUntil.ts';
import {
  SCALE_LABEL,
  scaledObjects,
  type ScaledObject,
} from './scaledObjects.ts';
import { scaledServices } from './scaledServices.ts';

const MINUTES = 60_000;

/**
 * Makes the lab hold so many services that are alike, with pods, routes and traffic: adds what is missing and takes
 * away what is too much. Zero takes all of them away.
 *
 * @returns how many there are now: full namespaces of them.
 */
export async function scaleLab(
  access: LabAccess,
  count: number,
  report: (line: string) => void,
): Promise<number> {
  const api = new ClusterApi(access);
  try {
    const { namespaces, contents } = scaledObjects(count);
    await removeOthers(api, namespaces);
    await applyAll(api, namespaces);
    await applyAll(api, contents);
    report(`${contents.length} objects are there, their pods start`);
    await becomeReady(api, count);
    return scaledServices(count).length;
  } finally {
    api.close();
  }
}

async function removeOthers(
  api: ClusterApi,
  wanted: ScaledObject[],
): Promise<void> {
  const names = new Set(wanted.map(({ object }) => object.metadata.name));
  const path = '/api/v1/namespaces';
  const others = async () =>
    (await api.list(`${path}?labelSelector=${SCALE_LABEL}`)).filter(
      ({ metadata }) => !names.has(metadata.name),
    );
  const surplus = await others();
  await Promise.all(
    surplus.map(({ metadata }) => api.delete(`${path}/${metadata.name}`)),
  );
  await waitUntil(
    'The end of what is too much',
    async () => (await others()).length === 0,
    { timeoutMs: 10 * MINUTES },
  );
}

/** The connections of the client bound how many are on their way at once. */
async function applyAll(
  api: ClusterApi,
  objects: ScaledObject[],
): Promise<void> {
  await Promise.all(
    objects.map(({ path, object }) =>
      api.apply(`${path}/${object.metadata.name}`, object),
    ),
  );
}

async function becomeReady(api: ClusterApi, count: number): Promise<void> {
  const wanted = scaledServices(count);
  await waitUntil(
    `Readiness of ${wanted.length} services`,
    async () => {
      const lists = await Promise.all([
        api.list('/apis/apps/v1/deployments'),
        api.list('/apis/argoproj.io/v1alpha1/rollouts'),
      ]);
      const ready = new Set(lists.flat().filter(isReady).map(nameOf));
      return wanted.every(({ namespace, name }) =>
        ready.has(`${namespace}/${name}`),
      );
    },
    { timeoutMs: 15 * MINUTES },
  );
}

function isReady({ status }: RawObject): boolean {
  return (status?.availableReplicas ?? 0) > 0;
}

function nameOf({ metadata }: RawObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

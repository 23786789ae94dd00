import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../kubectl.ts';
import type { PreparedLab } from '../preparedLab.ts';
import { waitUntil } from '../waitUntil.ts';
import { applyOnce, selectDocuments } from './applyOnce.ts';
import { istioManifests } from './istioManifests.ts';
import { nodeManifests } from './nodes.ts';

const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata:
  name: argo-rollouts
`;

/** Creates the nodes for kwok. */
export async function createNodes(
  { folders }: PreparedLab,
  signal?: AbortSignal,
): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: nodeManifests() };
  await applyOnce(folders, 'nodes', JSON.stringify(list), { signal });
}

/** Installs Istio's charts and the kinds of the Gateway API that it serves; resolves when they can be used. */
export async function installIstio(
  lab: PreparedLab,
  signal?: AbortSignal,
): Promise<void> {
  const { definitions, installation } = await istioManifests(lab, signal);
  // Waypoints are Gateways of the Gateway API.
  const gatewayApi = readdirSync(lab.folders.share)
    .filter(file => file.startsWith('gateway-api.'))
    .map(file => readFileSync(join(lab.folders.share, file), 'utf8'));
  await applyDefinitions(
    lab,
    'istio-definitions',
    [definitions, ...gatewayApi].join('---\n'),
    signal,
  );
  await applyOnce(lab.folders, 'istio', installation, { signal });
}

/** Installs Argo Rollouts' own manifests without the controller; resolves when its kinds can be used. */
export async function installRollouts(
  lab: PreparedLab,
  signal?: AbortSignal,
): Promise<void> {
  const { folders } = lab;
  const stream = readFileSync(join(folders.share, 'rollouts.yaml'), 'utf8');
  const isDefinition = (kind: string) => kind === 'CustomResourceDefinition';
  await applyDefinitions(
    lab,
    'rollouts-definitions',
    selectDocuments(stream, isDefinition),
    signal,
  );
  const rest = selectDocuments(
    stream,
    kind => !isDefinition(kind) && kind !== 'Deployment',
  );
  await applyOnce(
    folders,
    'rollouts',
    `${NAMESPACE}---\n${inNamespace(rest)}`,
    { signal },
  );
}

/** Gives the portal's ServiceAccount the rights that the project's manual tells operators to give it. */
export async function grantPortal(
  { folders }: PreparedLab,
  signal?: AbortSignal,
): Promise<void> {
  const file = join(folders.project, 'docs', 'rbac.yaml');
  if (existsSync(file)) {
    await applyOnce(folders, 'portal', readFileSync(file, 'utf8'), { signal });
  }
}

const NAMESPACED = ['ServiceAccount', 'ConfigMap', 'Secret', 'Service'];

// The manifests leave the namespace to the command line, which knows only one for a whole file.
function inNamespace(stream: string): string {
  return stream
    .split('---\n')
    .map(document =>
      NAMESPACED.includes(/^kind:\s*(\w+)/m.exec(document)?.[1] ?? '')
        ? document.replace(
            /^metadata:$/m,
            'metadata:\n  namespace: argo-rollouts',
          )
        : document,
    )
    .join('---\n');
}

async function applyDefinitions(
  { folders }: PreparedLab,
  name: string,
  definitions: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (await applyOnce(folders, name, definitions, { signal })) {
    // kubectl gives up where the API server has not written conditions yet.
    await waitUntil(
      `The establishment of the custom resources of ${name}`,
      async () => {
        const { code } = await runProgram(
          folders,
          'kubectl',
          [
            'wait',
            '--for=condition=Established',
            '--timeout=30s',
            '-f',
            join(folders.run, `${name}.yaml`),
          ],
          { signal },
        );
        return code === 0;
      },
      { timeoutMs: 180_000, signal },
    );
  }
}

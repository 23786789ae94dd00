import { existsSync } from 'node:fs';
import { join } from 'node:path';

// Where teams keep them; the root only when it is a kustomization, because other YAML lies there as well.
const FOLDERS = [
  'deploy/overlays/production',
  'kubernetes',
  'deploy',
  'manifests',
  'k8s',
];
const KUSTOMIZATIONS = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/** The arguments with which kubectl applies the manifests in a folder; undefined when there are none. */
export function findManifests(root: string): string[] | undefined {
  const kustomized = [root, ...FOLDERS.map(name => join(root, name))].find(
    folder => KUSTOMIZATIONS.some(name => existsSync(join(folder, name))),
  );
  if (kustomized) {
    return ['-k', kustomized];
  }
  const plain = FOLDERS.map(name => join(root, name)).find(existsSync);
  return plain ? ['-R', '-f', plain] : undefined;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findServiceObjects } from '../service';
import { clusterOf } from './__testUtils__/clusterOf';
import { yamlObjects } from './__testUtils__/yamlObjects';
import { checkConfig, checkService } from './checkConfig';

const ROOT = resolve(__dirname, '../../../..');
const INGRESS = 'packages/lab/scenarios/ingress/kubernetes';

function filesIn(...folders: string[]) {
  return folders.flatMap(folder =>
    readdirSync(join(ROOT, folder))
      .filter(file => file.endsWith('.yaml'))
      .flatMap(file =>
        yamlObjects(readFileSync(join(ROOT, folder, file), 'utf8'), file),
      ),
  );
}

const FOLDERS = [
  'packages/lab/scenarios/bookinfo/kubernetes',
  'packages/lab/scenarios/shop/kubernetes',
  INGRESS,
  'templates/mesh-service/golden/proposed/deploy/base',
  'templates/mesh-service/golden/delivery-blue-green/deploy/base',
  'templates/mesh-service/golden/delivery-weighted/deploy/base',
];

describe('the files that Meshway ships', () => {
  it.each(FOLDERS)('break no rule: %s', folder => {
    expect(checkConfig(filesIn(folder))).toEqual([]);
  });

  it.each(FOLDERS)('break none in a cluster with the gateway: %s', folder => {
    const files = filesIn(folder, ...(folder === INGRESS ? [] : [INGRESS]));
    const cluster = clusterOf(files);
    const services = cluster.list('Service');
    expect(services).not.toEqual([]);
    for (const { metadata } of services) {
      const objects = findServiceObjects(
        cluster,
        metadata.namespace!,
        metadata.name,
      )!;
      expect(checkService(objects)).toEqual([]);
    }
  });
});

import type { MeshObject } from '../kubernetes';
import {
  DEFAULT_MESH_SETTINGS,
  type Finding,
  type PostureNote,
} from '../model';
import { buildPosture } from '../posture';
import { findServiceObjects } from '../service';
import { clusterOf } from './__testUtils__/clusterOf';
import { exampleOf } from './__testUtils__/yamlObjects';
import { checkService } from './checkConfig';
import { RULES } from './RULES';

/** Codes of rules, and the words by which the posture says the same. */
const SAME: [codes: string[], words: RegExp][] = [
  [['MSH501', 'MSH502'], /only (mTLS|plain text) \(.*: such calls fail\. /],
  [['MSH507'], /asks for STRICT, but \d+ pods? ha(s|ve) no proxy/],
  [['MSH603'], /ha(s|ve) no sidecar, and .* asks for one/],
];

const examples = RULES.flatMap(({ code }) =>
  (['fires', 'silent'] as const).map(example => [code, example] as const),
);

function saidOf(code: string, example: 'fires' | 'silent') {
  const files = exampleOf(code, example);
  const { name } = files.find(({ kind }) => kind === 'Service')!;
  const objects = findServiceObjects(clusterOf(files), 'shop', name)!;
  const { mtls, injection } = buildPosture(objects, DEFAULT_MESH_SETTINGS);
  return {
    objects,
    findings: checkService(objects),
    notes: [...mtls.notes, ...injection.notes],
  };
}

function severities(findings: Finding[], notes: PostureNote[]) {
  return SAME.map(([codes, words]) => ({
    codes,
    rules: findings
      .filter(({ code }) => codes.includes(code))
      .map(({ severity }) => severity),
    notes: notes
      .filter(({ text }) => words.test(text))
      .map(({ severity }) => severity),
  }));
}

describe('what rules and posture say of one running service', () => {
  it.each(examples)('is the same for %s that %s', (code, example) => {
    const { findings, notes } = saidOf(code, example);
    for (const one of severities(findings, notes)) {
      expect({ ...one, notes: one.rules }).toEqual(one);
    }
  });

  it('is said at all', () => {
    for (const [[code]] of SAME) {
      expect(saidOf(code, 'fires').findings).toMatchObject([{ code }]);
    }
  });

  it('speaks of pods that run, not of what labels ask for now', () => {
    const { objects } = saidOf('MSH603', 'fires');
    const [pod] = objects.pods;
    pod.status.phase = 'Failed';
    expect(checkService(objects)).toEqual([]);

    pod.status.phase = 'Running';
    pod.spec.containers.push({ name: 'istio-proxy' });
    objects.namespace!.metadata.labels = {};
    objects.peerAuthentications.push({
      kind: 'PeerAuthentication',
      metadata: { ...pod.metadata, name: 'default', labels: {} },
      spec: { mtls: { mode: 'STRICT' } },
    } as MeshObject & { kind: 'PeerAuthentication' });
    const { mtls } = buildPosture(objects, DEFAULT_MESH_SETTINGS);
    expect(mtls.notes).toEqual([]);
    expect(checkService(objects).map(({ code }) => code)).toEqual([]);
  });

  it('takes a proxy for lasting that istioctl kube-inject wrote into the template', () => {
    const { objects } = saidOf('MSH507', 'fires');
    const [{ metadata, spec }] = objects.deployments;
    const template = spec.template!.metadata!;
    template.annotations = { 'sidecar.istio.io/status': '{}' };
    objects.namespace!.metadata.labels = {};
    delete template.labels!['sidecar.istio.io/inject'];
    expect(checkService(objects)).toEqual([]);

    objects.pods.push({
      kind: 'Pod',
      metadata: { ...metadata, ...template, name: 'orders-1' },
      spec: {
        containers: [],
        initContainers: [{ name: 'istio-proxy', restartPolicy: 'Always' }],
      },
      status: { phase: 'Running', conditions: [] },
    } as unknown as (typeof objects.pods)[number]);
    const posture = buildPosture(objects, DEFAULT_MESH_SETTINGS);
    expect(posture.injection.notes).toEqual([]);
    expect(posture.injection.pods[0].asked.by).toBe('the pod template');
    expect(posture.mtls.notes).toEqual([]);
    expect(checkService(objects)).toEqual([]);
  });
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeFileAtomically } from '../jsonFile.ts';
import { runProgram } from '../kubectl.ts';
import type { PreparedLab } from '../preparedLab.ts';
import { ISTIO_VERSION } from '../programs.ts';
import { selectDocuments } from './applyOnce.ts';

const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata:
  name: istio-system
`;

// istiod runs outside of the cluster, and nothing here measures the load of pods.
const NOT_WANTED = [
  'CustomResourceDefinition',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
];

/** Istio's own charts, rendered by its own installer for an istiod on the loopback. */
export async function istioManifests(
  lab: PreparedLab,
  signal?: AbortSignal,
): Promise<{ readonly definitions: string; readonly installation: string }> {
  const { folders, ports } = lab;
  const operator = join(folders.run, 'istio-operator.yaml');
  mkdirSync(folders.run, { recursive: true });
  writeFileAtomically(operator, stringify(istioOperator(ports.istiodWebhook)));
  const { code, stdout, stderr } = await runProgram(
    folders,
    'istioctl',
    ['manifest', 'generate', '-f', operator],
    { signal },
  );
  if (code !== 0) {
    throw new Error(
      `istioctl could not render Istio's charts: ${stderr.trim()}`,
    );
  }
  const rest = selectDocuments(stdout, kind => !NOT_WANTED.includes(kind))
    .split('---\n')
    .filter(document => !isDeploymentOfIstiod(document));
  return {
    definitions: selectDocuments(
      stdout,
      kind => kind === 'CustomResourceDefinition',
    ),
    installation: [NAMESPACE, ...rest].join('---\n'),
  };
}

function isDeploymentOfIstiod(document: string): boolean {
  return (
    /^kind: Deployment$/m.test(document) && /^ {2}name: istiod$/m.test(document)
  );
}

function istioOperator(webhookPort: number): object {
  return {
    apiVersion: 'install.istio.io/v1alpha1',
    kind: 'IstioOperator',
    metadata: { name: 'lab', namespace: 'istio-system' },
    spec: {
      profile: 'minimal',
      components: {
        base: { enabled: true },
        pilot: { enabled: true },
        // The ingress gateway is a scenario of its own, injected as Istio's gateway chart does it.
        ingressGateways: [{ name: 'istio-ingressgateway', enabled: false }],
      },
      meshConfig: { accessLogFile: '/dev/stdout', enablePrometheusMerge: true },
      values: {
        // Without it only objects labelled with a revision are validated.
        defaultRevision: 'default',
        global: {
          istioNamespace: 'istio-system',
          configValidation: true,
          tag: ISTIO_VERSION,
          hub: 'registry.istio.io/release',
        },
        // By name: istioctl analyze complains about webhooks that are reached by address.
        base: { validationURL: `https://localhost:${webhookPort}/validate` },
        istiodRemote: {
          injectionURL: `https://localhost:${webhookPort}/inject`,
        },
      },
    },
  };
}

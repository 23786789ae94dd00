import { join } from 'node:path';
import type { Part } from '../part.ts';
import type { PreparedLab } from '../preparedLab.ts';
import { get, isOk } from '../probe.ts';
import { serviceAccountKubeconfig } from '../serviceAccountKubeconfig.ts';

const WEBHOOKS = [
  'validatingwebhookconfigurations/istiod-default-validator',
  'mutatingwebhookconfigurations/istio-sidecar-injector',
];

/** istiod as its chart runs it, under the chart's own ServiceAccount, but outside of the cluster. */
export function istiod(lab: PreparedLab): Part {
  const { folders, ports, credentials } = lab;
  return {
    name: 'istiod',
    command: async signal => ({
      program: join(folders.programs, 'pilot-discovery'),
      env: {
        POD_NAME: 'istiod-lab',
        POD_NAMESPACE: 'istio-system',
        SERVICE_ACCOUNT: 'istiod',
        REVISION: 'default',
        CLUSTER_ID: 'Kubernetes',
        PILOT_CERT_PROVIDER: 'istiod',
        // The names in the certificate that it signs for its own webhooks.
        ISTIOD_CUSTOM_HOST: '127.0.0.1,localhost',
        ENABLE_NATIVE_SIDECARS: 'false',
        ENABLE_LEADER_ELECTION: 'false',
        AUTO_SET_MEMLIMIT: 'false',
        GOMEMLIMIT: '600MiB',
      },
      args: [
        'discovery',
        `--kubeconfig=${await serviceAccountKubeconfig(
          lab,
          'istio-system',
          'istiod',
          signal,
        )}`,
        `--httpAddr=127.0.0.1:${ports.istiodHttp}`,
        `--httpsAddr=127.0.0.1:${ports.istiodWebhook}`,
        `--grpcAddr=127.0.0.1:${ports.istiodGrpc}`,
        `--secureGRPCAddr=127.0.0.1:${ports.istiodSecureGrpc}`,
        `--monitoringAddr=127.0.0.1:${ports.istiodMonitoring}`,
        '--ctrlz_address=127.0.0.1',
        `--ctrlz_port=${ports.istiodIntrospection}`,
        '--domain=cluster.local',
        '--keepaliveMaxServerConnectionAge=30m',
      ],
    }),
    // Ready means that the API server can call it: it writes its certificate authority into the webhooks itself.
    isReady: async () =>
      (await isOk(`http://127.0.0.1:${ports.istiodHttp}/ready`)) &&
      (
        await Promise.all(
          WEBHOOKS.map(async webhook => {
            const { body } = await get(
              `${lab.apiServer}/apis/admissionregistration.k8s.io/v1/${webhook}`,
              { ca: credentials.ca, token: credentials.tokens.admin },
            );
            return /"caBundle":\s*"[^"]/.test(body);
          }),
        )
      ).every(Boolean),
  };
}

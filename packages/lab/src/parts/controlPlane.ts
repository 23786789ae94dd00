import { join } from 'node:path';
import { writeKubeconfig } from '../kubeconfig.ts';
import { kubectl } from '../kubectl.ts';
import type { Part } from '../part.ts';
import type { PreparedLab } from '../preparedLab.ts';
import { get, isOk } from '../probe.ts';
import { NODES } from '../setup/nodes.ts';
import { writeStages } from '../setup/stages.ts';

const SERVICE_ACCOUNT_ISSUER = 'https://kubernetes.default.svc.cluster.local';

export function etcd({ folders, ports }: PreparedLab): Part {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return {
    name: 'etcd',
    command: () => ({
      program: join(folders.programs, 'etcd'),
      args: [
        '--name=lab',
        `--data-dir=${join(folders.data, 'etcd')}`,
        `--listen-client-urls=${client}`,
        `--advertise-client-urls=${client}`,
        `--listen-peer-urls=${peer}`,
        `--initial-advertise-peer-urls=${peer}`,
        `--initial-cluster=lab=${peer}`,
        // A lab loses nothing of worth in a power cut, and waits for no disk.
        '--unsafe-no-fsync',
        '--log-level=warn',
      ],
    }),
    isReady: () => isOk(`${client}/health`),
  };
}

export function apiServer(lab: PreparedLab): Part {
  const { folders, ports, credentials } = lab;
  return {
    name: 'kube-apiserver',
    command: () => ({
      program: join(folders.programs, 'kube-apiserver'),
      // Twice the collections for two thirds of the memory.
      env: { GOGC: '50' },
      args: [
        `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
        '--bind-address=127.0.0.1',
        '--advertise-address=127.0.0.1',
        `--secure-port=${ports.apiServer}`,
        '--endpoint-reconciler-type=none',
        `--tls-cert-file=${credentials.servingCertificateFile}`,
        `--tls-private-key-file=${credentials.servingKeyFile}`,
        `--token-auth-file=${credentials.tokenFile}`,
        `--service-account-issuer=${SERVICE_ACCOUNT_ISSUER}`,
        `--service-account-key-file=${credentials.serviceAccountPublicKeyFile}`,
        `--service-account-signing-key-file=${credentials.serviceAccountKeyFile}`,
        `--api-audiences=${SERVICE_ACCOUNT_ISSUER},istio-ca`,
        '--service-cluster-ip-range=10.96.0.0/16',
        '--authorization-mode=RBAC',
        '--allow-privileged=true',
        '--profiling=false',
      ],
    }),
    isReady: () =>
      isOk(`${lab.apiServer}/readyz`, {
        ca: credentials.ca,
        token: credentials.tokens.admin,
      }),
    // While anybody watches, it waits for up to a minute for them to leave. Its data is in etcd.
    graceMs: 4000,
  };
}

export function controllerManager(lab: PreparedLab): Part {
  const { folders, ports, credentials } = lab;
  const port = ports.controllerManager;
  return {
    name: 'kube-controller-manager',
    command: () => ({
      program: join(folders.programs, 'kube-controller-manager'),
      args: [
        `--kubeconfig=${ownKubeconfig(lab, 'kube-controller-manager')}`,
        '--bind-address=127.0.0.1',
        `--secure-port=${port}`,
        `--service-account-private-key-file=${credentials.serviceAccountKeyFile}`,
        `--root-ca-file=${credentials.caFile}`,
        '--use-service-account-credentials=true',
        '--leader-elect=false',
        '--profiling=false',
        '--kube-api-qps=100',
        '--kube-api-burst=200',
        // A node that kwok could not speak for during a restart must not make its pods unready: no stage of kwok's
        // brings them back.
        '--node-monitor-grace-period=1h',
      ],
    }),
    isReady: () => isOk(`https://127.0.0.1:${port}/healthz`),
  };
}

export function scheduler(lab: PreparedLab): Part {
  const { folders, ports } = lab;
  return {
    name: 'kube-scheduler',
    command: () => ({
      program: join(folders.programs, 'kube-scheduler'),
      args: [
        `--kubeconfig=${ownKubeconfig(lab, 'kube-scheduler')}`,
        '--bind-address=127.0.0.1',
        `--secure-port=${ports.scheduler}`,
        '--leader-elect=false',
        '--profiling=false',
      ],
    }),
    isReady: () => isOk(`https://127.0.0.1:${ports.scheduler}/healthz`),
  };
}

/** Plays the kubelet: pods on its nodes turn Running at once, though nothing runs. */
export function kwok(lab: PreparedLab): Part {
  const { folders, ports, credentials } = lab;
  return {
    name: 'kwok',
    command: async signal => {
      // A new kwok leaves the nodes alone until the lease of the one before has expired, which takes 40 seconds.
      await kubectl(
        folders,
        [
          '--namespace=kube-node-lease',
          'delete',
          'lease',
          '--ignore-not-found',
          ...NODES,
        ],
        { signal },
      );
      return {
        program: join(folders.programs, 'kwok'),
        args: [
          `--kubeconfig=${ownKubeconfig(lab, 'kwok')}`,
          '--manage-all-nodes=true',
          '--cidr=10.244.0.0/16',
          '--node-ip=127.0.0.1',
          '--node-lease-duration-seconds=40',
          `--server-address=127.0.0.1:${ports.kwok}`,
          `--config=${writeStages(folders)}`,
        ],
      };
    },
    isReady: async () => {
      const { status, body } = await get(`${lab.apiServer}/api/v1/nodes`, {
        ca: credentials.ca,
        token: credentials.tokens.admin,
      });
      return status === 200 && readyNodes(body) === NODES.length;
    },
  };
}

interface NodeList {
  items: {
    status?: { conditions?: { type: string; status: string }[] };
  }[];
}

function readyNodes(body: string): number {
  return (JSON.parse(body) as NodeList).items.filter(node =>
    node.status?.conditions?.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    ),
  ).length;
}

function ownKubeconfig(
  lab: PreparedLab,
  identity: 'kube-controller-manager' | 'kube-scheduler' | 'kwok',
): string {
  const file = join(lab.folders.credentials, `${identity}.kubeconfig`);
  writeKubeconfig({
    file,
    server: lab.apiServer,
    ca: lab.credentials.ca,
    user: identity,
    token: lab.credentials.tokens[identity],
  });
  return file;
}

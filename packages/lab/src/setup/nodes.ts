/** The nodes of the lab, one in each of two zones. */
export const NODES = ['lab-node-a', 'lab-node-b'] as const;

const CAPACITY = { cpu: '256', memory: '1Ti', pods: '1000' };

/** The Node objects that kwok then speaks for. */
export function nodeManifests(): object[] {
  return NODES.map((name, index) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/region': 'local',
        'topology.kubernetes.io/zone': `local-${'ab'[index]}`,
        type: 'kwok',
      },
    },
    status: {
      allocatable: CAPACITY,
      capacity: CAPACITY,
      // istiod reads the kubelet's version to decide how it injects sidecars.
      nodeInfo: {
        architecture: 'amd64',
        bootID: '',
        containerRuntimeVersion: 'kwok://0.8.0',
        kernelVersion: 'none',
        kubeProxyVersion: '',
        kubeletVersion: 'v1.36.3',
        machineID: '',
        operatingSystem: 'linux',
        osImage: 'kwok',
        systemUUID: '',
      },
    },
  }));
}

/** One program of the lab: its main package in the Go module of `packages/lab/go`. */
export interface Program {
  readonly name: string;
  readonly main: string;
}

// In the order in which they are linked: what the API server needs comes first.
export const PROGRAMS = [
  { name: 'etcd', main: 'go.etcd.io/etcd/server/v3' },
  { name: 'kube-apiserver', main: 'k8s.io/kubernetes/cmd/kube-apiserver' },
  {
    name: 'kube-controller-manager',
    main: 'k8s.io/kubernetes/cmd/kube-controller-manager',
  },
  { name: 'kube-scheduler', main: 'k8s.io/kubernetes/cmd/kube-scheduler' },
  { name: 'kubectl', main: 'k8s.io/kubernetes/cmd/kubectl' },
  { name: 'kwok', main: 'sigs.k8s.io/kwok/cmd/kwok' },
  {
    name: 'rollouts-controller',
    main: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
  },
  {
    name: 'kubectl-argo-rollouts',
    main: 'github.com/argoproj/argo-rollouts/cmd/kubectl-argo-rollouts',
  },
  {
    name: 'prometheus',
    main: 'github.com/prometheus/prometheus/cmd/prometheus',
  },
  {
    name: 'pilot-discovery',
    main: 'istio.io/istio/pilot/cmd/pilot-discovery',
  },
  { name: 'istioctl', main: 'istio.io/istio/istioctl/cmd/istioctl' },
] as const satisfies readonly Program[];

export type ProgramName = (typeof PROGRAMS)[number]['name'];

/** The Istio release whose API modules go.mod pins; the injected proxies carry its tag. */
export const ISTIO_VERSION = '1.31.0';

const KUBERNETES = 'k8s.io/component-base/version';
const ISTIO = 'istio.io/istio/pkg/version';
const ROLLOUTS = 'github.com/argoproj/argo-rollouts/utils/version';

// The programs ask their own version: kube-apiserver for the default of its feature gates, istiod for the tag of the
// proxy, all of them for what they tell about themselves. Their makefiles set it by the linker, and so do we.
const STAMPS: Record<string, string> = {
  [`${KUBERNETES}.gitVersion`]: 'v1.36.3',
  [`${KUBERNETES}.gitMajor`]: '1',
  [`${KUBERNETES}.gitMinor`]: '36',
  [`${KUBERNETES}.gitTreeState`]: 'clean',
  [`${ISTIO}.buildVersion`]: ISTIO_VERSION,
  [`${ISTIO}.buildTag`]: ISTIO_VERSION,
  [`${ISTIO}.buildHub`]: 'registry.istio.io/release',
  [`${ISTIO}.buildStatus`]: 'Clean',
  [`${ROLLOUTS}.gitTag`]: 'v1.10.1',
  [`${ROLLOUTS}.gitCommit`]: 'v1.10.1',
  [`${ROLLOUTS}.gitTreeState`]: 'clean',
  'github.com/prometheus/common/version.Version': '3.15.0',
};

// One set of flags for all programs, because a package compiled with other flags is another package to Go's cache.
// remove_all_sd: Prometheus without the clients of a dozen clouds (file and HTTP discovery stay).
// disable_pgv: Envoy's configuration types without their generated validators, as Istio builds itself.
export const BUILD_FLAGS: readonly string[] = [
  '-mod=readonly',
  '-trimpath',
  '-buildvcs=false',
  '-pgo=off',
  '-gcflags=all=-dwarf=false',
  '-tags=remove_all_sd,disable_pgv',
  `-ldflags=-s -w ${Object.entries(STAMPS)
    .map(([variable, value]) => `-X ${variable}=${value}`)
    .join(' ')}`,
];

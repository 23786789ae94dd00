import type { Rule } from './Rule';

export const versionLabels: Rule = {
  code: 'MSH315',
  title: 'Versions behind one Service have version labels',
  severity: 'warning',
  why: "Istio's metrics tell versions by the pod label version (or app.kubernetes.io/version): without one they all count as latest, and a graph by version shows a single one.",
  mend: 'Give the pods of each workload a version label of their own.',
  docs: 'https://istio.io/latest/docs/ops/deployment/application-requirements/',
  check: config =>
    config.ofKind('Service').flatMap(about => {
      // The pods of a Rollout are told apart by its ReplicaSets, whatever their labels.
      const behind = config
        .workloadsOf(about.object)
        .filter(({ object }) =>
          ['Deployment', 'StatefulSet'].includes(object.kind),
        );
      const first = new Map<string, string>();
      return behind.flatMap(({ ref, object: { labels } }) => {
        const version = revisionOf(labels);
        const other = first.get(version);
        first.set(version, other ?? ref.name);
        return other === undefined
          ? []
          : [
              {
                about,
                message: `Both "${other}" and "${ref.name}" stand behind it as version "${version}".`,
              },
            ];
      });
    }),
};

/** `CanonicalRevision` in Istio's pkg/kube/labels. */
function revisionOf(labels: Record<string, string>): string {
  return (
    labels['service.istio.io/canonical-revision'] ??
    labels['app.kubernetes.io/version'] ??
    labels.version ??
    'latest'
  );
}

/** Tag of an image reference, else its digest in short, else `latest`. */
export function versionOfImage(image: string): string {
  const [reference, digest] = image.split('@');
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  if (colon >= 0) return name.slice(colon + 1);
  return digest ? digest.slice(digest.indexOf(':') + 1).slice(0, 12) : 'latest';
}

/** The label by which Istio and people tell versions of a workload apart. */
export function versionLabel(
  labels: Record<string, string> | undefined,
): string | undefined {
  return labels?.version ?? labels?.['app.kubernetes.io/version'];
}

/** What Istio's metrics call `destination_canonical_revision` (pkg/kube/labels/labels.go). */
export function canonicalRevision(
  labels: Record<string, string> | undefined,
): string {
  return (
    labels?.['service.istio.io/canonical-revision'] ||
    labels?.['app.kubernetes.io/version'] ||
    labels?.version ||
    'latest'
  );
}

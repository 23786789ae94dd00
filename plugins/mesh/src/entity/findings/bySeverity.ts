import type { Finding } from '@meshway/plugin-mesh-common';

/** Findings apart by how bad they are, each in the order of the rules; what is said twice is said once. */
export function bySeverity(findings: readonly Finding[]): {
  errors: Finding[];
  warnings: Finding[];
} {
  const once = new Map(
    findings.map(finding => [
      JSON.stringify([finding.code, finding.object, finding.message]),
      finding,
    ]),
  );
  const all = [...once.values()];
  return {
    errors: all.filter(({ severity }) => severity === 'error'),
    warnings: all.filter(({ severity }) => severity !== 'error'),
  };
}

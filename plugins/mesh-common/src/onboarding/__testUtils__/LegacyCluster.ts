import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ObjectLookup } from '../../kubernetes';
import type { OnboardingFile } from '../../model';
import { clusterOf } from '../../rules/__testUtils__/clusterOf';
import { yamlObjects } from '../../rules/__testUtils__/yamlObjects';
import type { ConfigObject } from '../../rules/objects/ConfigObject';

const SCENARIO = resolve(
  __dirname,
  '../../../../../packages/lab/scenarios/legacy/kubernetes',
);

type Json = Record<string, any>;

/** The scenario legacy of the lab with three pods of stock, to be changed by a test. */
export class LegacyCluster {
  private objects: ConfigObject[] = readdirSync(SCENARIO).flatMap(file =>
    yamlObjects(readFileSync(join(SCENARIO, file), 'utf8'), file),
  );
  private sidecars = 0;
  private podSpec: Json = {};

  /** Changes an object of the scenario. */
  change(kind: string, name: string, how: (raw: Json) => void): this {
    const found = this.objects.find(
      one => one.kind === kind && one.name === name,
    );
    how(found!.raw as Json);
    return this;
  }

  remove(kind: string, name: string): this {
    this.objects = this.objects.filter(
      one => one.kind !== kind || one.name !== name,
    );
    return this;
  }

  add(yaml: string): this {
    this.objects.push(...yamlObjects(yaml, 'added.yaml'));
    return this;
  }

  /** How many of its three pods have a sidecar; and what else their spec says. */
  pods(sidecars: number, spec: Json = {}): this {
    this.sidecars = sidecars;
    this.podSpec = spec;
    return this;
  }

  /**
   * What the API server makes of files that are applied server-side: new objects, and of those that exist the parts
   * merged into them.
   */
  apply(files: readonly OnboardingFile[]): this {
    for (const { path, content } of files) {
      if (path === 'kustomization.yaml') continue;
      for (const part of yamlObjects(content, path)) {
        const there = this.objects.find(
          ({ kind, name, namespace }) =>
            kind === part.kind &&
            name === part.name &&
            namespace === part.namespace,
        );
        if (there) merge(there.raw as Json, part.raw as Json);
        else this.objects.push(part);
      }
    }
    return this;
  }

  lookup(): ObjectLookup {
    return clusterOf([...this.objects, ...this.runningPods()]);
  }

  private runningPods(): ConfigObject[] {
    const deployment = this.objects.find(
      ({ kind, name }) => kind === 'Deployment' && name === 'stock',
    );
    if (!deployment) return [];
    const { template } = (deployment.raw as Json).spec;
    const ownedBy = (kind: string, name: string) => ({
      ownerReferences: [{ kind, name, uid: `${kind}/warehouse/${name}` }],
    });
    const raws = [
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name: 'stock-1',
          namespace: 'warehouse',
          ...ownedBy('Deployment', 'stock'),
        },
        spec: { replicas: 3, template },
      },
      ...[1, 2, 3].map(number => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: `stock-1-${number}`,
          namespace: 'warehouse',
          labels: template.metadata.labels,
          ...ownedBy('ReplicaSet', 'stock-1'),
        },
        spec: {
          containers: template.spec.containers,
          initContainers:
            number <= this.sidecars
              ? [{ name: 'istio-proxy', restartPolicy: 'Always' }]
              : [],
          ...this.podSpec,
        },
        status: { phase: 'Running' },
      })),
    ];
    return raws.map(raw => ({
      source: 'cluster',
      apiVersion: raw.apiVersion,
      kind: raw.kind,
      name: raw.metadata.name,
      namespace: 'warehouse',
      raw,
    }));
  }
}

function merge(into: Json, part: Json): void {
  for (const [key, value] of Object.entries(part)) {
    if (key === 'ports') {
      for (const port of value as Json[]) {
        const same = (into.ports as Json[]).find(
          one =>
            one.port === port.port && (one.protocol ?? 'TCP') === port.protocol,
        );
        if (same) merge(same, port);
        else into.ports.push(port);
      }
    } else if (typeof value === 'object' && !Array.isArray(value)) {
      into[key] ??= {};
      merge(into[key], value);
    } else {
      into[key] = value;
    }
  }
}

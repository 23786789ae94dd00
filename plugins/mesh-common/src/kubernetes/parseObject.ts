import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { analysisRunSchema } from './AnalysisRun';
import { authorizationPolicySchema } from './AuthorizationPolicy';
import { deploymentSchema } from './Deployment';
import { destinationRuleSchema } from './DestinationRule';
import { experimentSchema } from './Experiment';
import { gatewaySchema } from './Gateway';
import { namespaceSchema } from './Namespace';
import { peerAuthenticationSchema } from './PeerAuthentication';
import { podSchema } from './Pod';
import { replicaSetSchema } from './ReplicaSet';
import { requestAuthenticationSchema } from './RequestAuthentication';
import { rolloutSchema } from './Rollout';
import { serviceSchema } from './Service';
import { serviceEntrySchema } from './ServiceEntry';
import { sidecarSchema } from './Sidecar';
import { statefulSetSchema } from './StatefulSet';
import { telemetrySchema } from './Telemetry';
import { virtualServiceSchema } from './VirtualService';

/** By kind. */
export const SCHEMAS = {
  Namespace: namespaceSchema,
  Service: serviceSchema,
  Pod: podSchema,
  ReplicaSet: replicaSetSchema,
  Deployment: deploymentSchema,
  StatefulSet: statefulSetSchema,
  Rollout: rolloutSchema,
  VirtualService: virtualServiceSchema,
  DestinationRule: destinationRuleSchema,
  Gateway: gatewaySchema,
  ServiceEntry: serviceEntrySchema,
  Sidecar: sidecarSchema,
  PeerAuthentication: peerAuthenticationSchema,
  RequestAuthentication: requestAuthenticationSchema,
  AuthorizationPolicy: authorizationPolicySchema,
  Telemetry: telemetrySchema,
  AnalysisRun: analysisRunSchema,
  Experiment: experimentSchema,
};

/**
 * The kinds Meshway reads.
 *
 * @public
 */
export type MeshKind = keyof typeof SCHEMAS;

/**
 * The object of a kind, cut down to the fields Meshway reads.
 *
 * @public
 */
export type ObjectOf<K extends MeshKind> = z.infer<(typeof SCHEMAS)[K]>;

/**
 * Any object Meshway reads.
 *
 * @public
 */
export type MeshObject = { [K in MeshKind]: ObjectOf<K> }[MeshKind];

/**
 * Reads an object that came from a cluster and keeps only the fields of its schema.
 *
 * The object is not trusted. When its `spec` or `status` is malformed, that part is left empty and
 * `unreadable` says why, so that one odd object does not hide the others.
 *
 * @param kind - the kind that was asked for; items of a list do not carry it
 * @throws InputError naming the object, when it is of another kind or its metadata is malformed
 * @public
 */
export function parseObject<K extends MeshKind>(
  kind: K,
  raw: unknown,
): ObjectOf<K> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new InputError(`${kind} is not an object`);
  }
  if ('kind' in raw && raw.kind !== kind) {
    throw new InputError(`${kind} ${nameOf(raw)} is of another kind`);
  }
  const schema: z.ZodType = SCHEMAS[kind];
  // `unreadable` is this function's own word: an object cannot bring one along.
  const input: Record<string, unknown> = {
    ...raw,
    kind,
    unreadable: undefined,
  };
  const first = schema.safeParse(input);
  if (first.success) return strip(first.data) as ObjectOf<K>;

  const broken = new Set(first.error.issues.map(issue => issue.path[0]));
  broken.delete('spec');
  broken.delete('status');
  if (broken.size > 0) {
    throw new InputError(
      `${kind} ${nameOf(raw)} is malformed: ${sentenceOf(first.error)}`,
    );
  }
  for (const issue of first.error.issues) delete input[String(issue.path[0])];
  input.unreadable = [sentenceOf(first.error)];
  return schema.parse(input) as ObjectOf<K>;
}

function strip(data: unknown): unknown {
  const { unreadable, ...rest } = data as { unreadable?: string[] };
  return rest;
}

function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue.path.join('.')}: ${issue.message}`.slice(0, 300);
}

function nameOf(raw: object): string {
  const metadata = 'metadata' in raw ? raw.metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null) return 'without name';
  const { namespace, name } = metadata as Record<string, unknown>;
  return [namespace, name]
    .filter(part => typeof part === 'string')
    .join('/')
    .slice(0, 300);
}

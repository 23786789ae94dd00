import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  parseObject,
  type MeshKind,
  type MeshObject,
} from '@meshway/plugin-mesh-common';
import { z } from 'zod';

/** Malformed objects that are remembered, so that each is logged once. */
const MAX_REMEMBERED = 1000;

const identitySchema = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: z.string().optional(),
  }),
});

/**
 * Reads the objects of one kind as a cluster sends them, and logs what it cannot read: once per object, however often
 * that changes.
 */
export class ObjectReader {
  private readonly cluster: string;
  private readonly kind: MeshKind;
  private readonly logger: LoggerService;
  private readonly complainedAbout = new Set<string>();

  constructor(options: {
    cluster: string;
    kind: MeshKind;
    logger: LoggerService;
  }) {
    this.cluster = options.cluster;
    this.kind = options.kind;
    this.logger = options.logger;
  }

  /** Undefined when it cannot be read at all. */
  read(raw: unknown): MeshObject | undefined {
    try {
      const object = parseObject(this.kind, raw);
      if (object.unreadable) {
        this.complain(raw, `is read in part: ${object.unreadable.join(', ')}`);
      }
      return object;
    } catch (error) {
      this.complain(raw, `is left out: ${error}`);
      return undefined;
    }
  }

  /** Under which name the store has the object; undefined when it has none. */
  identityOf(raw: unknown): { namespace: string; name: string } | undefined {
    const identity = identitySchema.safeParse(raw).data?.metadata;
    if (!identity) return undefined;
    const { name, namespace = '' } = identity;
    return { namespace: this.kind === 'Namespace' ? name : namespace, name };
  }

  private complain(raw: unknown, sentence: string): void {
    const { namespace = '', name = 'without a name' } =
      identitySchema.safeParse(raw).data?.metadata ?? {};
    const key = `${namespace}/${name}`;
    if (
      this.complainedAbout.has(key) ||
      this.complainedAbout.size >= MAX_REMEMBERED
    ) {
      return;
    }
    this.complainedAbout.add(key);
    this.logger.warn(
      `${this.kind} ${key} in cluster ${this.cluster} ${sentence}`,
    );
  }
}

import fc from 'fast-check';
import { MESH_RESOURCES, type MeshKind } from '../kubernetes';
import { findServiceObjects } from '../service';
import { clusterOf } from './__testUtils__/clusterOf';
import { exampleOf } from './__testUtils__/yamlObjects';
import { checkConfig, checkService } from './checkConfig';
import type { ConfigObject } from './objects/ConfigObject';
import { RULES } from './RULES';

const KINDS = Object.keys(MESH_RESOURCES) as MeshKind[];

function fileOf(kind: MeshKind, raw: unknown): ConfigObject {
  const { group, versions } = MESH_RESOURCES[kind];
  const apiVersion = [group, versions[0]].filter(Boolean).join('/');
  const source = 'junk.yaml';
  return { source, apiVersion, kind, name: 'orders', namespace: 'shop', raw };
}

/** A path into a value, chosen by numbers, and what stands there instead afterwards. */
function replaced(value: unknown, path: number[], junk: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== 'object' || value === null) {
    return junk;
  }
  const keys = Object.keys(value);
  if (keys.length === 0) return junk;
  const key = keys[first % keys.length];
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...value };
  Object.assign(copy, {
    [key]: replaced((value as Record<string, unknown>)[key], rest, junk),
  });
  return copy;
}

describe('rules on objects that nobody vouches for', () => {
  it('never throw, and say of what is no object that it cannot be read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean()),
        (kind, raw) => {
          const codes = checkConfig([fileOf(kind, raw)]).map(one => one.code);
          expect(codes).toContain('MSH101');
        },
      ),
    );
  });

  it('never throw at a spec of anything', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...KINDS),
            fc.object({ withNullPrototype: false }),
          ),
          { maxLength: 6 },
        ),
        parts => {
          const files = parts.map(([kind, spec]) =>
            fileOf(kind, {
              kind,
              metadata: { name: 'orders', namespace: 'shop' },
              spec,
            }),
          );
          expect(Array.isArray(checkConfig(files))).toBe(true);
        },
      ),
    );
  });

  it('never throw at examples with junk in one place, in files and in a cluster', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RULES.map(({ code }) => code)),
        fc.nat(),
        fc.array(fc.nat(20), { minLength: 1, maxLength: 8 }),
        fc.anything(),
        (code, which, path, junk) => {
          const files = exampleOf(code, 'fires');
          const { raw } = files[which % files.length];
          const { kind, metadata, ...whole } = raw as Record<string, unknown>;
          files[which % files.length].raw = {
            ...(replaced(whole, path, junk) as object),
            kind,
            metadata,
          };
          const findings = [
            ...checkConfig(files),
            ...checkService(
              findServiceObjects(clusterOf(files), 'shop', 'orders')!,
            ),
          ];
          for (const { message } of findings) {
            expect(message).toMatch(/\.$/);
          }
        },
      ),
    );
  });
});

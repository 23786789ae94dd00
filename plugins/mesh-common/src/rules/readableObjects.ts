import { MESH_RESOURCES, type MeshKind } from '../kubernetes';
import { nameOf } from './ConfigObject';
import { readFileObject } from './ConfigSet';
import type { Rule } from './Rule';

export const readableObjects: Rule = {
  code: 'MSH101',
  title: 'Objects are readable',
  severity: 'error',
  why: 'The API server refuses a malformed object, and nothing else can be checked in it.',
  mend: 'Write the field as the API of that kind wants it; kubectl explain shows it.',
  check: config =>
    config.objects.flatMap(object => {
      if (!Object.hasOwn(MESH_RESOURCES, object.kind)) return [];
      try {
        const { unreadable = [] } = readFileObject(
          object.kind as MeshKind,
          object.raw,
        );
        return unreadable.map(reason => ({
          object: nameOf(object),
          message: `It cannot be read: ${reason}.`,
        }));
      } catch (error) {
        return [
          {
            object: nameOf(object),
            message: `It cannot be read: ${(error as Error).message}.`,
          },
        ];
      }
    }),
};

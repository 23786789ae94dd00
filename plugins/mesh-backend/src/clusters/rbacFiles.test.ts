import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { MESH_RESOURCES, type MeshKind } from '@meshway/plugin-mesh-common';
import { parse, parseAllDocuments } from 'yaml';
import { MANIFEST_KINDS } from '../manifests/MANIFEST_KINDS';
import { rbacRule } from './rbacRule';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** The rules of a role in one of the files that are shipped, one for each resource and verb. */
function rulesOf(file: string, kind: string, name: string): string[] {
  const path = resolve(
    resolvePackagePath('@meshway/plugin-mesh-backend'),
    '../../docs',
    file,
  );
  const roles = parseAllDocuments(readFileSync(path, 'utf8')).map(document =>
    document.toJS(),
  );
  const role = roles.find(
    one => one.kind === kind && one.metadata.name === name,
  );
  return spelledOut(role.rules);
}

function spelledOut(rules: Rule[]): string[] {
  return rules
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap(group =>
        resources.flatMap(resource =>
          verbs.map(verb => `${verb} ${group}/${resource}`),
        ),
      ),
    )
    .sort();
}

/** What a portal is told to add that may read nothing. */
function rulesAskedFor(namespace?: string): string[] {
  return spelledOut(
    (Object.keys(MESH_RESOURCES) as MeshKind[]).flatMap(kind =>
      parse(rbacRule(kind, namespace).split('\n').slice(1).join('\n')),
    ),
  );
}

describe('the roles that are shipped', () => {
  it('allow to read what is watched, and nothing else', () => {
    expect(rulesOf('rbac.yaml', 'ClusterRole', 'meshway')).toEqual(
      rulesAskedFor(),
    );
    expect(rulesOf('rbac-namespaced.yaml', 'Role', 'meshway')).toEqual(
      rulesAskedFor('shop'),
    );
  });

  it('allow the same decisions in one namespace as in all', () => {
    expect(
      rulesOf('rbac-namespaced.yaml', 'Role', 'meshway-decisions'),
    ).toEqual(rulesOf('rbac.yaml', 'ClusterRole', 'meshway-decisions'));
  });

  it('allow to send what a service consists of, and nothing else', () => {
    const wanted = MANIFEST_KINDS.flatMap(({ group, plural }) =>
      ['get', 'create', 'patch'].map(verb => `${verb} ${group}/${plural}`),
    ).sort();
    expect(rulesOf('rbac.yaml', 'ClusterRole', 'meshway-manifests')).toEqual(
      wanted,
    );
    // No Role can create the Namespace that it is in.
    expect(
      rulesOf('rbac-namespaced.yaml', 'Role', 'meshway-manifests'),
    ).toEqual(wanted.filter(rule => rule !== 'create /namespaces'));
  });
});

import { screen } from '@testing-library/react';
import { FakeMeshApi } from './__fixtures__/FakeMeshApi';
import { fleet } from './__fixtures__/fleet';
import { renderWithMesh } from './__testUtils__/renderWithMesh';
import { MeshPage } from './fleet/MeshPage';
import * as mesh from './index';

describe('the mesh plugin of the legacy frontend system', () => {
  it('exports what an app wires up, and nothing that discovery would take for a plugin', () => {
    expect(Object.keys(mesh).sort()).toEqual([
      'EntityMeshCard',
      'EntityMeshChip',
      'EntityMeshContent',
      'MeshCallersPickerFieldExtension',
      'MeshCanaryStepsFieldExtension',
      'MeshGatewayPickerFieldExtension',
      'MeshHostPickerFieldExtension',
      'MeshManifestPreviewFieldExtension',
      'MeshNamespacePickerFieldExtension',
      'MeshPage',
      'entityMeshRouteRef',
      'isMeshAvailable',
      'meshApiRef',
      'meshPageRouteRef',
      'meshPlugin',
      'meshTranslationRef',
    ]);
    expect(mesh.meshPlugin.getId()).toBe('mesh');
    expect([...mesh.meshPlugin.getApis()]).toHaveLength(1);
  });

  it('draws the header of its page itself', async () => {
    renderWithMesh(<MeshPage />, new FakeMeshApi({ fleet: fleet() }));
    expect(
      await screen.findByText('1 service waits for a decision'),
    ).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Mesh' })).toBeInTheDocument();
  });
});

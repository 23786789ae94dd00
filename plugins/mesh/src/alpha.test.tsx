import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { FakeMeshApi } from './__fixtures__/FakeMeshApi';
import { fleet } from './__fixtures__/fleet';
import { view } from './__fixtures__/views';
import meshPlugin from './alpha';
import { meshApiRef } from './api';

/** The extensions load their code on first use, and that is compiled first. */
const lazily = { timeout: 20_000 };
jest.setTimeout(30_000);

const entity = (annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { namespace: 'default', name: 'productpage', annotations },
  spec: { type: 'service' },
});

const inTheMesh = entity({ 'meshway.dev/service': 'bookinfo/productpage' });

describe('the mesh plugin of the new frontend system', () => {
  it('adds the Mesh tab to an entity page', async () => {
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity: inTheMesh }),
        meshPlugin.getExtension('entity-content:mesh'),
      ],
      apis: [
        [meshApiRef, new FakeMeshApi({ view: view() })],
        mockApis.permission(),
      ],
    });
    expect(
      await screen.findByRole('region', { name: 'Delivery' }, lazily),
    ).toBeInTheDocument();
  });

  it('shows only the parts of the tab that the app is configured to', async () => {
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity: inTheMesh }),
        meshPlugin.getExtension('entity-content:mesh'),
      ],
      config: {
        app: {
          extensions: [
            { 'entity-content:mesh': { config: { parts: ['history'] } } },
          ],
        },
      },
      apis: [
        [meshApiRef, new FakeMeshApi({ view: view() })],
        mockApis.permission(),
      ],
    });
    expect(
      await screen.findByRole('region', { name: 'History' }, lazily),
    ).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Delivery' })).toBeNull();
  });

  it('adds the card to the overview of an entity', async () => {
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity: inTheMesh }),
        meshPlugin.getExtension('entity-content:mesh'),
        meshPlugin.getExtension('entity-card:mesh'),
      ],
      apis: [
        [meshApiRef, new FakeMeshApi({ view: view() })],
        mockApis.permission(),
      ],
    });
    const card = await screen.findByRole('region', { name: 'Mesh' }, lazily);
    expect(
      await within(card).findByText('Waits for a decision'),
    ).toBeInTheDocument();
    expect(
      within(card).getByRole('link', { name: 'Open the Mesh tab' }),
    ).toHaveAttribute('href', expect.stringMatching(/\/mesh$/));
  });

  it('gives the tab only to entities that name their services', () => {
    const tab = createExtensionTester(
      meshPlugin.getExtension('entity-content:mesh'),
    );
    const belongs = tab.get(EntityContentBlueprint.dataRefs.filterFunction)!;
    expect(belongs(inTheMesh)).toBe(true);
    expect(belongs(entity({}))).toBe(false);
    expect(tab.get(EntityContentBlueprint.dataRefs.title)).toBe('Mesh');
  });

  it('adds the Mesh page', async () => {
    renderTestApp({
      extensions: [meshPlugin.getExtension('page:mesh')],
      initialRouteEntries: ['/mesh'],
      mountedRoutes: { '/software/:namespace/:kind/:name': entityRouteRef },
      apis: [[meshApiRef, new FakeMeshApi({ fleet: fleet() })]],
    });
    expect(
      await screen.findByText('1 service waits for a decision', {}, lazily),
    ).toBeInTheDocument();
  });

  it.each([
    ['namespace-picker', 'MeshNamespacePicker'],
    ['gateway-picker', 'MeshGatewayPicker'],
    ['host-picker', 'MeshHostPicker'],
    ['canary-steps', 'MeshCanarySteps'],
    ['callers-picker', 'MeshCallersPicker'],
    ['manifest-preview', 'MeshManifestPreview'],
  ] as const)(
    'adds the field %s of the wizard as %s',
    async (extension, name) => {
      const field = createExtensionTester(
        meshPlugin.getExtension(`scaffolder-form-field:mesh/${extension}`),
      );
      const load = field.get(FormFieldBlueprint.dataRefs.formFieldLoader);
      expect(await load()).toMatchObject({
        name,
        component: expect.any(Function),
        validation: expect.any(Function),
        schema: { schema: { returnValue: expect.any(Object) } },
      });
    },
  );
});

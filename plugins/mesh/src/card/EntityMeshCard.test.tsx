import { EntityProvider } from '@backstage/plugin-catalog-react';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { ReactElement } from 'react';
import { FakeMeshApi } from '../__fixtures__/FakeMeshApi';
import { plainService, service, view } from '../__fixtures__/views';
import { meshApiRef } from '../api';
import { entityMeshRouteRef } from '../routes';
import { EntityMeshCard } from './EntityMeshCard';
import { EntityMeshChip } from './EntityMeshChip';

function show(element: ReactElement, meshApi: FakeMeshApi, annotated = true) {
  renderInTestApp(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'productpage',
          annotations: annotated
            ? { 'meshway.dev/service': 'bookinfo/productpage' }
            : {},
        },
      }}
    >
      {element}
    </EntityProvider>,
    {
      apis: [[meshApiRef, meshApi], mockApis.permission()],
      mountedRoutes: { '/the-tab': entityMeshRouteRef },
    },
  );
}

describe('the card on the overview', () => {
  it('tells each service at a glance and leads to the tab', async () => {
    show(
      <EntityMeshCard services={1} />,
      new FakeMeshApi({
        view: view({
          services: [service(), plainService()],
          problems: [
            {
              cluster: 'east',
              kind: 'unreachable',
              message: 'East is asleep.',
            },
          ],
        }),
      }),
    );
    const card = await screen.findByRole('region', { name: 'Mesh' });
    expect(await within(card).findByText('productpage')).toBeInTheDocument();
    expect(card).toHaveTextContent('Waits for a decision');
    expect(card).toHaveTextContent(
      /Canary 1\.20\.1 takes 20\s% of the traffic/,
    );
    expect(card).toHaveTextContent('Nothing to mend');
    expect(card).toHaveTextContent('East is asleep.');
    expect(within(card).queryByText('details')).toBeNull();
    for (const link of within(card).getAllByRole('link')) {
      expect(link).toHaveAttribute('href', '/the-tab');
    }
    expect(card).toHaveTextContent('and 1 more service');
  });

  it('shows where its content will be while it loads', async () => {
    show(<EntityMeshCard />, new FakeMeshApi());
    expect(await screen.findByText('Reading the mesh…')).toBeInTheDocument();
  });

  it('says why the mesh cannot be read', async () => {
    const gone = new Error('The portal does not answer.');
    show(
      <EntityMeshCard />,
      new FakeMeshApi({ streamError: gone, viewError: gone }),
    );
    expect(
      await screen.findByText(/The portal does not answer\./),
    ).toBeInTheDocument();
  });

  it('says that no cluster shows a service yet', async () => {
    show(<EntityMeshCard />, new FakeMeshApi({ view: view({ services: [] }) }));
    expect(
      await screen.findByText(
        'No cluster shows a service for this component yet.',
      ),
    ).toBeInTheDocument();
  });

  it('shares one stream with the chip, which tells the most urgent delivery', async () => {
    const meshApi = new FakeMeshApi({
      view: view({ services: [plainService(), service()] }),
    });
    show(
      <>
        <header>
          <EntityMeshChip />
        </header>
        <EntityMeshCard />
      </>,
      meshApi,
    );
    const chip = await within(await screen.findByRole('banner')).findByRole(
      'link',
    );
    expect(chip).toHaveTextContent('Waits for a decision');
    expect(chip).toHaveAttribute('href', '/the-tab');
    expect(meshApi.streamedEntities).toHaveLength(1);
  });

  it('asks for nothing about an entity outside the mesh', async () => {
    const meshApi = new FakeMeshApi();
    show(
      <>
        <p>The rest</p>
        <EntityMeshChip />
      </>,
      meshApi,
      false,
    );
    expect(await screen.findByText('The rest')).toBeInTheDocument();
    expect(meshApi.streamedEntities).toEqual([]);
  });
});

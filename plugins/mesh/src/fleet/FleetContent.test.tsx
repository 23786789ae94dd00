import { screen, within } from '@testing-library/react';
import { FakeMeshApi } from '../__fixtures__/FakeMeshApi';
import { fleet, fleetRow } from '../__fixtures__/fleet';
import { renderWithMesh } from '../__testUtils__/renderWithMesh';
import { FleetContent } from './FleetContent';

const show = (options: Partial<FakeMeshApi>) =>
  renderWithMesh(<FleetContent />, new FakeMeshApi(options));

describe('the Mesh page', () => {
  it('puts those that wait for a decision on top, each linked to its Mesh tab and its owner', async () => {
    show({ fleet: fleet() });
    const waiting = await screen.findByRole('region', {
      name: '1 service waits for a decision',
    });
    const others = screen.getByRole('region', { name: 'All other services' });
    expect(
      waiting.compareDocumentPosition(others) &
        Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();

    const [, productpage] = within(waiting).getAllByRole('row');
    expect(productpage).toHaveTextContent(
      /productpagelab · bookinfo\/productpage.*Waits for a decisionstep 1\/6, 20 % of the traffic.*1\.19\.1 → 1\.20\.1.*41\.9\/s.*0\.33 %/,
    );
    expect(
      within(productpage).getByRole('link', { name: 'productpage' }),
    ).toHaveAttribute('href', '/software/default/component/productpage/mesh');
    expect(
      within(productpage).getByRole('link', { name: /bookinfo-team/ }),
    ).toHaveAttribute('href', '/software/default/group/bookinfo-team');

    expect(within(others).getAllByRole('row')).toHaveLength(7);
    expect(within(others).getByText('no owner')).toBeInTheDocument();
    expect(
      within(others).getByText('Service shop/ecommerce-ui does not exist.'),
    ).toBeInTheDocument();
  });

  it('is one table when nobody has to decide', async () => {
    show({ fleet: { ...fleet(), rows: [fleetRow('details')] } });
    expect(
      await screen.findByRole('region', { name: 'All services' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/wait/)).not.toBeInTheDocument();
  });

  it('tells how to begin when no service is in the mesh', async () => {
    show({ fleet: { ...fleet(), rows: [] } });
    expect(
      await screen.findByText('No service is in the mesh yet'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/annotation meshway\.dev\/service:/),
    ).toBeInTheDocument();
  });

  it('names a cluster that does not answer, beside what is known', async () => {
    show({
      fleet: {
        ...fleet(),
        clusters: {
          lab: {
            state: 'unavailable',
            reason: 'the lab is still being built: istiod, 4 of 9',
          },
        },
      },
    });
    expect(
      await screen.findByText('Cluster lab cannot be read'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('the lab is still being built: istiod, 4 of 9'),
    ).toBeInTheDocument();
    expect(screen.getByText('productpage')).toBeInTheDocument();
  });

  it('says what failed when it cannot be read', async () => {
    show({ fleetError: new Error('Failed to fetch') });
    expect(
      await screen.findByText('The fleet cannot be read'),
    ).toBeInTheDocument();
    expect(screen.getByText('Failed to fetch')).toBeInTheDocument();
  });
});

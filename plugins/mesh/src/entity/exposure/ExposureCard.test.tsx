import type { ServiceView } from '@meshway/plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import { configuredService } from '../../__fixtures__/configured';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { ENTITY_REF } from '../../__fixtures__/views';
import { renderWithMesh } from '../../__testUtils__/renderWithMesh';
import { ExposureCard } from './ExposureCard';

async function show(service: ServiceView) {
  renderWithMesh(
    <ExposureCard entityRef={ENTITY_REF} service={service} />,
    new FakeMeshApi(),
  );
  return await screen.findByRole('region', { name: 'How it is reached' });
}

/** The cells of the routes, row by row. */
function rows(card: HTMLElement): string[][] {
  return within(card)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      [...row.querySelectorAll('th, td')].map(cell => cell.textContent!),
    );
}

describe('how a service is reached', () => {
  it('is said first, then by which entrances and names', async () => {
    const card = await show(configuredService('strict'));
    expect(card).toHaveTextContent(
      'Clients outside reach it at https://shop.example.com. Clients inside call shop.example.com, or productpage.bookinfo, port 9080.',
    );
    expect(card).toHaveTextContent(
      /TLShttps:\/\/shop\.example\.com: encrypted up to the Gateway/,
    );
    expect(card).toHaveTextContent(/Sends on to HTTPShttp:\/\//);
    expect(card).toHaveTextContent(/Ports9080 http \(HTTP\)/);
    for (const object of [
      'Gateway istio-ingress/public',
      'VirtualService bookinfo/productpage',
      'Service bookinfo/productpage',
    ]) {
      expect(
        within(card).getByRole('button', { name: `${object}: show YAML` }),
      ).toBeInTheDocument();
    }
  });

  it('has a table of routes: when, where to, and what else', async () => {
    const card = await show(configuredService('strict'));
    expect(rows(card)).toEqual([
      [
        expect.stringMatching(/^header end-user is jason.*route testers/),
        expect.stringMatching(/^100.%productpagesubset v2, port 9080$/),
        'It gives up after 5s.',
      ],
      [
        expect.stringMatching(/^Every other request/),
        expect.stringMatching(/^80.%productpage.*20.%productpage/),
        expect.stringMatching(/It retries up to 2 times/),
      ],
    ]);
  });

  it('scrolls a wide table by keyboard', async () => {
    const card = await show(configuredService('many-routes'));
    const scroll = within(card).getByRole('group', {
      name: 'Routes of VirtualService bookinfo/productpage',
    });
    expect(scroll).toHaveAttribute('tabindex', '0');
    expect(rows(card)).toHaveLength(14);
    expect(rows(card)[1][1]).toMatch(/another service/);
    expect(rows(card)[7][1]).toMatch(/^93.%.*7.%/);
  });

  it('has no gateways and no routes where there are none', async () => {
    const card = await show(configuredService('permissive'));
    expect(card).toHaveTextContent('No Gateway leads to it.');
    expect(within(card).queryByText('From outside')).toBeNull();
    expect(within(card).queryByRole('table')).toBeNull();
  });

  it('says what does not fit, and that a Gateway is missing', async () => {
    const card = await show(configuredService('findings'));
    expect(card).toHaveTextContent(
      /Warning: VirtualService bookinfo\/productpage hangs on Gateway istio-ingress\/absent, which is not there/,
    );
    expect(card).toHaveTextContent(
      /Gateway istio-ingress\/absentThere is no such Gateway/,
    );
    expect(within(card).queryByRole('button', { name: /absent/ })).toBeNull();
    expect(rows(card)[0][0]).toMatch(/^Every request/);
  });

  it('says how much is not shown', async () => {
    const service = configuredService('findings');
    service.exposure.notShown = { routes: 1, problems: 12 };
    const card = await show(service);
    expect(card).toHaveTextContent('1 more route is not shown.');
    expect(card).toHaveTextContent('12 more problems are not shown.');
  });

  it('says once what cannot be read, with what to do about it', async () => {
    const card = await show(configuredService('gaps'));
    expect(card).toHaveTextContent(/resources: \[virtualservice\]/);
    expect(within(card).queryByText('What does not fit together')).toBeNull();
  });
});

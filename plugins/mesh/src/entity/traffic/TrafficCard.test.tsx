import type { Entity } from '@backstage/catalog-model';
import type { MeshApi } from '@meshway/plugin-mesh-common';
import { act, configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import {
  blindGraph,
  blindSeries,
  crowdedGraph,
  silentGraph,
  traffic,
  trafficGraph,
  trafficSeries,
  untoldGraph,
} from '../../__fixtures__/traffic';
import { decision, ENTITY_REF, NOW, service } from '../../__fixtures__/views';
import { renderWithMesh } from '../../__testUtils__/renderWithMesh';
import { TrafficCard } from './TrafficCard';

const productpage: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'productpage' },
  relations: [
    { type: 'dependsOn', targetRef: 'component:default/details' },
    { type: 'dependsOn', targetRef: 'component:default/reviews' },
    { type: 'dependsOn', targetRef: 'component:default/ratings' },
    { type: 'providesApi', targetRef: 'api:default/pages' },
  ],
};

const pages: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'pages' },
  relations: [
    { type: 'apiConsumedBy', targetRef: 'component:default/crawler' },
  ],
};

function show(answers: Partial<FakeMeshApi>, search?: string) {
  const meshApi = new FakeMeshApi({
    getTrafficGraph: async () => trafficGraph(),
    getTrafficSeries: async () => trafficSeries(),
    ...answers,
  });
  renderWithMesh(
    <TrafficCard
      entityRef={ENTITY_REF}
      service={service()}
      decisions={[
        decision({
          requestedAt: new Date(NOW.getTime() - 600_000).toISOString(),
        }),
      ]}
    />,
    meshApi,
    { entity: productpage, catalog: [pages], search },
  );
  return meshApi;
}

function failing(message: string) {
  return async () => {
    throw new Error(message);
  };
}

// Many elements are looked through by their roles, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);

// What is loaded lazily takes its time the first time, which no test should wait for.
beforeAll(async () => {
  await import('./graph/PeerGraph');
  await import('./charts/SeriesCharts');
});

describe('the graph', () => {
  it('shows callers, revisions and callees in the order in which one reads', async () => {
    show({});
    const graph = await screen.findByRole('group', {
      name: 'Graph of the traffic',
    });
    const [callers, centre, callees] = within(graph)
      .getAllByRole('list')
      .map(list => within(list));
    expect(callers.getByText('istio-ingressgateway')).toBeInTheDocument();
    expect(callers.getByText('gateway · istio-system')).toBeInTheDocument();
    expect(callers.getByText('no proxy')).toBeInTheDocument();
    expect(centre.getByText('Canary')).toBeInTheDocument();
    expect(centre.getByText('1.19.1')).toBeInTheDocument();
    expect(callees.getByText('outside the mesh')).toBeInTheDocument();
    expect(callees.getByRole('link', { name: 'reviews' })).toHaveAttribute(
      'href',
      '/software/default/component/reviews/mesh',
    );
  });

  it('says each line in words: rate, errors, response time, encryption, protocol, catalog', async () => {
    show({});
    for (const name of [
      'Canary 1.20.1 to reviews: 8.1/s, 3.4 % errors, p95 48 ms, encrypted, HTTP. Declared',
      'Canary 1.20.1 to pricing: 4.2/s, 16.0 % errors, p95 140 ms, encrypted, gRPC. Not declared',
      'Stable 1.19.1 to mysql: 205.4 kB/s, encrypted, TCP. Not in the catalog',
      'Unknown to Stable 1.19.1: 0.40/s, no errors, p95 12 ms, not encrypted, HTTP. Not in the catalog',
      'Canary 1.20.1 to ratings: declared, no traffic. Declared, silent',
    ]) {
      expect(await screen.findByRole('button', { name })).toBeInTheDocument();
    }
  });

  it('knows by the APIs of the catalog who should call', async () => {
    show({});
    expect(
      await screen.findByRole('link', { name: 'crawler' }),
    ).toBeInTheDocument();
  });

  it('tells why requests fail along a line, and closes with Escape', async () => {
    const user = userEvent.setup();
    show({});
    const line = await screen.findByRole('button', {
      name: /Canary 1.20.1 to pricing/,
    });
    line.focus();
    await user.keyboard('{Enter}');
    expect(line).toHaveAttribute('aria-pressed', 'true');
    const failures = screen.getByRole('list', { name: 'Why requests fail' });
    expect(failures).toHaveTextContent(
      '31 × code 14 UF,URX the connection failed, all retries were used up',
    );
    expect(
      screen.getByText(/add it to dependsOn of this component/),
    ).toBeInTheDocument();
    expect(screen.getByText('4.2/s sent, 12.6/s answered')).toBeInTheDocument();
    expect(screen.getByText('Protocol')).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(
      screen.queryByRole('list', { name: 'Why requests fail' }),
    ).not.toBeInTheDocument();
  });

  it('shows all lines of a peer', async () => {
    const user = userEvent.setup();
    show({});
    await user.click(
      await screen.findByRole('button', {
        name: 'Show the details of reviews',
      }),
    );
    expect(
      screen.getAllByRole('heading', { level: 5 }).map(h => h.textContent),
    ).toEqual(
      expect.arrayContaining([
        'Canary 1.20.1 to reviews',
        'Stable 1.19.1 to reviews',
      ]),
    );
  });

  it('stands below each other where there is no room beside', async () => {
    jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(300);
    show({});
    expect(
      await screen.findByText('Canary 1.20.1 to pricing'),
    ).toBeInTheDocument();
    expect(screen.getByText('Called services')).toBeInTheDocument();
    jest.restoreAllMocks();
  });

  it('draws namespaces where there are too many, and opens them', async () => {
    const user = userEvent.setup();
    show({ getTrafficGraph: async () => crowdedGraph(66) });
    await user.click(await screen.findByRole('button', { name: '11 in shop' }));
    expect(screen.getByText('shop-svc-1')).toBeInTheDocument();
    expect(screen.queryByText('risk-svc-5')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'shop (11)' }));
    expect(screen.queryByText('shop-svc-1')).not.toBeInTheDocument();
  });

  it('says that revisions cannot be told apart, and what to change', async () => {
    show({ getTrafficGraph: async () => untoldGraph() });
    expect(
      await screen.findByText('Revisions cannot be told apart here'),
    ).toBeInTheDocument();
    expect(screen.getByText(/to the pod template/)).toBeInTheDocument();
    expect(await screen.findByText('All revisions')).toBeInTheDocument();
  });

  it('says who is missing: nobody at all, or on one side', async () => {
    show({
      getTrafficGraph: async () =>
        trafficGraph({ traffic: traffic({ callers: [], omittedEdges: 2 }) }),
    });
    expect(await screen.findByText('Nobody called it.')).toBeInTheDocument();
    expect(
      screen.getByText('and 2 quieter connections, not shown'),
    ).toBeInTheDocument();
  });
});

describe('the table', () => {
  it('has all that the graph shows, and is remembered in the URL', async () => {
    show({}, '?mesh-view=table&service=lab/bookinfo/productpage');
    const rows = await screen.findAllByRole('row');
    const texts = rows.map(row => row.textContent);
    expect(texts[0]).toBe('PeerRateErrorsp95RevisionConnection');
    expect(texts).toContain(
      'pricingis called · service · shopNot declared4.2/s16.0 %140 msCanary1.20.1gRPCencrypted',
    );
    expect(texts).toContain(
      'mysqlis called · service · dataNot in the catalog205.4 kB/s––Stable1.19.1TCPencrypted',
    );
    expect(texts).toContain(
      'Unknowncalls this · no proxyNot in the catalog0.40/s0 %12 msStable1.19.1HTTPnot encrypted',
    );
    expect(texts).toContain(
      'ratingsis called · no traffic seenDeclared, silent–––––',
    );
  });
});

describe('the charts', () => {
  it('say in a few numbers what they show, and what happened in that time', async () => {
    show({});
    const summary = await screen.findByRole('table', {
      name: 'Traffic of each revision in this time',
    });
    expect(
      within(summary)
        .getAllByRole('rowheader')
        .map(cell => cell.textContent),
    ).toEqual(['Canary 1.20.1', 'Stable 1.19.1', 'Whole service']);
    expect(
      within(screen.getByRole('list', { name: 'What happened' }))
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      expect.stringContaining('guest promoted'),
      expect.stringContaining('Revision 1.20.1 was created'),
      expect.stringContaining('A pause began'),
    ]);
  });

  it('move together by keys, say the moment, and look closer at what is selected', async () => {
    const user = userEvent.setup();
    const asked: Parameters<MeshApi['getTrafficSeries']>[1][] = [];
    const series = trafficSeries();
    show({
      getTrafficSeries: async (_, query) => {
        asked.push(query);
        return series;
      },
    });
    const chart = await screen.findByRole('slider', {
      name: 'Share of requests that fail',
    });
    const rate = screen.getByRole('slider', { name: 'Requests per second' });
    act(() => chart.focus());
    await user.keyboard('{ArrowLeft}');
    expect(chart).toHaveAttribute('aria-valuenow', '118');
    expect(rate).toHaveAttribute('aria-valuenow', '118');
    expect(chart).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/: Canary 1\.20\.1 .* %, Stable 1\.19\.1 .* %/),
    );

    await user.keyboard('{Shift>}{PageUp}{PageUp}{/Shift}');
    expect(chart).toHaveAttribute(
      'aria-valuetext',
      expect.stringContaining('selected. Enter shows it.'),
    );
    await user.keyboard('{Enter}');
    await screen.findByRole('button', { name: 'Back to the last 1 h' });
    expect(asked.at(-1)).toMatchObject({
      from: new Date(series.at[98] * 1000).toISOString(),
      to: new Date(series.at[118] * 1000).toISOString(),
    });
    await user.click(
      screen.getByRole('button', { name: 'Back to the last 1 h' }),
    );
    expect(Date.parse(asked.at(-1)!.to) - Date.parse(asked.at(-1)!.from)).toBe(
      3_600_000,
    );
  });

  it('say that nothing is known where there is a gap', async () => {
    const user = userEvent.setup();
    show({});
    const chart = await screen.findByRole('slider', {
      name: 'Requests per second',
    });
    act(() => chart.focus());
    await user.keyboard('{PageUp}{PageUp}{PageUp}{PageUp}{PageUp}');
    expect(chart).toHaveAttribute(
      'aria-valuetext',
      expect.stringContaining('Stable 1.19.1 –'),
    );
  });

  it('read the span of time that the URL names', async () => {
    let asked: { from: string; to: string } | undefined;
    show(
      {
        getTrafficSeries: async (_, query) => {
          asked = query;
          return trafficSeries();
        },
      },
      '?mesh-from=2026-11-20T10:00:00Z&mesh-to=2026-11-20T10:30:00Z',
    );
    await screen.findAllByRole('slider');
    expect(asked).toMatchObject({
      from: '2026-11-20T10:00:00.000Z',
      to: '2026-11-20T10:30:00.000Z',
    });
  });

  it('say that response times are not measured', async () => {
    const { total, ...series } = trafficSeries();
    show({
      getTrafficSeries: async () => ({
        ...series,
        total: { ...total!, latency: undefined },
        revisions: [],
      }),
    });
    expect(
      await screen.findByText(/the proxies send no histogram/),
    ).toBeInTheDocument();
  });
});

describe('the states of the card', () => {
  it('holds the place of what is read', async () => {
    show({
      getTrafficGraph: () => new Promise(() => {}),
      getTrafficSeries: () => new Promise(() => {}),
    });
    expect(
      await screen.findByText('Reading who calls the service…'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Reading the traffic over time…'),
    ).toBeInTheDocument();
  });

  it('says that nobody calls yet', async () => {
    show({ getTrafficGraph: async () => silentGraph() });
    expect(
      await screen.findByText(/Nobody called this service in the last 1 min/),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'details' }),
    ).toBeInTheDocument();
  });

  it('says once why metrics are missing, and whom to ask', async () => {
    show({
      getTrafficGraph: async () => blindGraph(),
      getTrafficSeries: async () => blindSeries(),
    });
    expect(await screen.findByText(/Prometheus answers 503/)).toHaveTextContent(
      /Ask your platform team.*cluster lab/,
    );
    expect(screen.queryByText('Over time')).not.toBeInTheDocument();
  });

  it('says how old metrics are', async () => {
    show({
      getTrafficGraph: async () =>
        trafficGraph({
          freshness: {
            state: 'stale',
            heardAt: new Date(Date.now() - 125_000).toISOString(),
            reason: 'Prometheus does not answer.',
          },
        }),
    });
    expect(
      await screen.findByText('These metrics are 2 min old'),
    ).toBeInTheDocument();
  });

  it('says what fails part by part, keeps what it has, and tries again', async () => {
    const user = userEvent.setup();
    const meshApi = show({
      getTrafficSeries: failing('The range is too long.'),
    });
    expect(
      await screen.findByText('The traffic over time cannot be read'),
    ).toBeInTheDocument();
    expect(screen.getByText('The range is too long.')).toBeInTheDocument();
    expect(
      await screen.findByRole('group', { name: 'Graph of the traffic' }),
    ).toBeInTheDocument();

    meshApi.getTrafficGraph = failing('The cluster does not answer.');
    await user.click(
      screen.getByRole('button', { name: 'Read the traffic now' }),
    );
    expect(
      await screen.findByText(/What stands here is from before/),
    ).toHaveTextContent('The cluster does not answer.');
    expect(
      screen.getByRole('group', { name: 'Graph of the traffic' }),
    ).toBeInTheDocument();
  });
});

import { configApiRef } from '@backstage/core-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { ENTITY_REF, plainService, service } from '../../__fixtures__/views';
import { renderWithMesh } from '../../__testUtils__/renderWithMesh';
import { ElsewhereCard } from './ElsewhereCard';

async function show(mesh: object, of: ServiceView = service()) {
  renderWithMesh(
    <TestApiProvider
      apis={[[configApiRef, mockApis.config({ data: { mesh } as any })]]}
    >
      <p>rendered</p>
      <ElsewhereCard entityRef={ENTITY_REF} service={of} />
    </TestApiProvider>,
    new FakeMeshApi(),
  );
  await screen.findByText('rendered');
}

function addresses(): Record<string, string> {
  const card = screen.getByRole('region', { name: 'Elsewhere' });
  return Object.fromEntries(
    within(card)
      .queryAllByRole('link')
      .map(link => [
        link.textContent!.replace(' (opens in a new tab)', ''),
        link.getAttribute('href')!,
      ]),
  );
}

describe('links to elsewhere', () => {
  it('are absent, card and all, when none is configured', async () => {
    await show({});
    expect(screen.queryByRole('region', { name: 'Elsewhere' })).toBeNull();
  });

  it('need only the addresses of Istio’s sample addons', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(10_000_000);
    await show({
      kiali: { url: 'http://localhost:20001/kiali/' },
      grafana: { url: 'http://localhost:3000' },
      jaeger: { url: 'http://localhost:16686/jaeger' },
      prometheus: { url: 'http://localhost:9090' },
      argoRollouts: { url: 'http://localhost:3100/rollouts' },
    });
    const { Prometheus, ...others } = addresses();
    expect(others).toEqual({
      Kiali:
        'http://localhost:20001/kiali/console/namespaces/bookinfo/services/productpage',
      Grafana:
        'http://localhost:3000/d/LJ_uJAvmk/istio-service-dashboard?var-service=productpage.bookinfo.svc.cluster.local&from=6400000&to=10000000',
      Jaeger:
        'http://localhost:16686/jaeger/search?service=productpage.bookinfo&lookback=1h&limit=20',
      'Argo Rollouts':
        'http://localhost:3100/rollouts/rollout/bookinfo/productpage',
    });
    expect(new URL(Prometheus).searchParams.get('g0.expr')).toBe(
      'sum by (response_code) (rate(istio_requests_total{reporter="destination",destination_service_name="productpage",destination_service_namespace="bookinfo"}[1m]))',
    );
    jest.restoreAllMocks();
  });

  it('open in a new tab, without a way back, and say so', async () => {
    await show({ links: [{ title: 'Logs', url: 'https://logs/{revision}' }] });
    const link = screen.getByRole('link', {
      name: 'Logs (opens in a new tab)',
    });
    expect(link).toHaveAttribute('href', 'https://logs/7b4c9d8f6');
    expect(link).toHaveAttribute('target', '_blank');
    expect(link.getAttribute('rel')).toMatch(/noopener/);
  });

  it('are only those of the service’s cluster and delivery', async () => {
    await show(
      {
        argoRollouts: { url: 'http://localhost:3100/rollouts' },
        kiali: { url: 'http://kiali', clusters: ['other'] },
        links: [
          { title: 'Here', url: 'https://here', clusters: ['lab'] },
          { title: 'There', url: 'https://there', clusters: ['other'] },
        ],
      },
      plainService(),
    );
    expect(addresses()).toEqual({ Here: 'https://here' });
  });

  it.each([
    [
      { title: 'A', url: 'https://a/{team}' },
      'mesh.links[1].url has the placeholder team, which does not exist.',
    ],
    [
      { title: 'A', url: 'data:text/html,x' },
      'mesh.links[1].url is not an http or https address.',
    ],
    [{ url: 'https://a' }, /mesh\.links\[1\] cannot be read: .*title/],
  ])('of a mistaken entry %j are a sentence', async (entry, sentence) => {
    await show({ links: [{ title: 'Good', url: 'https://good' }, entry] });
    expect(addresses()).toEqual({ Good: 'https://good' });
    expect(
      screen.getByText(
        (_, element) =>
          element?.tagName === 'LI' &&
          (typeof sentence === 'string'
            ? element.textContent === sentence
            : sentence.test(element.textContent ?? '')),
      ),
    ).toBeInTheDocument();
  });

  it('say what they lack of a service without a workload', async () => {
    await show(
      { links: [{ title: 'Builds', url: 'https://b/{workload}' }] },
      service({
        delivery: { engine: 'none', workloads: [], reason: 'No workload.' },
      }),
    );
    expect(screen.queryByRole('link')).toBeNull();
    expect(
      screen.getByText(
        'Builds has no page of this service, for its workload is not known.',
      ),
    ).toBeInTheDocument();
  });

  it('cannot be lists that are none', async () => {
    await show({ links: 'https://a' });
    expect(screen.getByText(/cannot be read/)).toBeInTheDocument();
  });
});

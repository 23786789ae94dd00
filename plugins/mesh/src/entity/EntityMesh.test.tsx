import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMeshApi } from '../__fixtures__/FakeMeshApi';
import { renderWithMesh } from '../__testUtils__/renderWithMesh';
import {
  canary,
  degradedService,
  ENTITY_REF,
  healthyService,
  live,
  blueGreenService,
  plainService,
  weightedService,
  service,
  view,
} from '../__fixtures__/views';
import { EntityMesh } from './EntityMesh';
import { EntityMeshContent } from './EntityMeshContent';

function show(meshApi: FakeMeshApi, authorize?: AuthorizeResult.DENY) {
  // usePermission remembers its answers by entity.
  const entityRef = authorize ? 'component:default/theirs' : ENTITY_REF;
  return renderWithMesh(<EntityMesh entityRef={entityRef} />, meshApi, {
    authorize,
  });
}

function namedError(name: string, message: string) {
  return Object.assign(new Error('Request failed'), {
    cause: Object.assign(new Error(message), { name }),
  });
}

const deny: AuthorizeResult.DENY = AuthorizeResult.DENY;

describe('the Mesh tab', () => {
  it('asks for the annotation when it is missing', async () => {
    renderWithMesh(
      <EntityProvider
        entity={{
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'productpage' },
        }}
      >
        <EntityMeshContent />
      </EntityProvider>,
      new FakeMeshApi(),
    );
    expect(await screen.findByText('Missing Annotation')).toBeInTheDocument();
    expect(screen.getAllByText(/meshway.dev\/service/)).not.toHaveLength(0);
  });

  it('shows where the content will be while it loads', async () => {
    show(new FakeMeshApi());
    expect(await screen.findByText('Reading the mesh…')).toBeInTheDocument();
  });

  it('tells a canary that waits: headline, steps, three weights, revisions, decisions', async () => {
    show(new FakeMeshApi({ view: view() }));

    const section = await screen.findByRole('region', { name: 'productpage' });
    expect(section).toHaveTextContent(
      'Canary 1.20.1 takes 20 % of the traffic (step 2 of 6) and waits for a decision.',
    );
    expect(
      within(section).getAllByText('1.20.1', { selector: 'code' }),
    ).not.toHaveLength(0);
    expect(
      await within(section).findByRole('button', { name: 'Promote' }),
    ).toBeEnabled();

    const delivery = within(section).getByRole('region', { name: 'Delivery' });
    expect(delivery).toHaveTextContent('Step 2 of 6');
    expect(
      within(delivery).getByRole('img', {
        name: 'Canary share of the traffic: desired 20 %, written 20 %, measured 19.8 %',
      }),
    ).toBeInTheDocument();
    expect(delivery).toHaveTextContent('18.3–21.4 % of 2,514 requests');
    expect(delivery).toHaveTextContent('All agree');

    const revisions = within(section).getByRole('region', {
      name: 'Revisions',
    });
    const [, canaryRow, stableRow] = within(revisions).getAllByRole('row');
    expect(canaryRow).toHaveTextContent(
      /Canary1\.20\.1.*8\.3\/s0\.42 %of 498 requests.*1 of 1 ready2\/2/,
    );
    expect(stableRow).toHaveTextContent(
      /Stable1\.19\.1.*33\.6\/s0\.31 %.*2 of 2 ready/,
    );

    const decisions = within(section).getByRole('region', {
      name: 'History',
    });
    expect(decisions).toHaveTextContent('promoted step 2 at 20 %');
    expect(decisions).toHaveTextContent('Confirmed live');
    expect(decisions).toHaveTextContent('checkout looks good.');
    expect(
      within(decisions).getByRole('link', { name: /guest/ }),
    ).toHaveAttribute('href', '/software/default/user/guest');
  });

  it('says drift in words', async () => {
    show(
      new FakeMeshApi({
        view: view({
          services: [
            service({
              delivery: canary({
                weights: {
                  desired: 20,
                  written: 80,
                  routes: [],
                  drift: ['Desired 20 %, but 80 % is written.'],
                },
              }),
            }),
          ],
        }),
      }),
    );
    expect(
      await screen.findByText('The three do not agree'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Desired 20 %, but 80 % is written.'),
    ).toBeInTheDocument();
    expect(screen.getByText('no requests to measure')).toBeInTheDocument();
  });

  it('shows pods in trouble: not ready, no sidecar, restarts, the reason', async () => {
    show(new FakeMeshApi({ view: view({ services: [degradedService()] }) }));
    const pods = await screen.findByText('ImagePullBackOff');
    expect(pods).toBeInTheDocument();
    expect(screen.getByText('1/2')).toBeInTheDocument();
    expect(screen.getByText('no sidecar')).toBeInTheDocument();
    expect(screen.getByText('3 restarts')).toBeInTheDocument();
    expect(screen.getByText(/ProgressDeadlineExceeded/)).toBeInTheDocument();
  });

  it('has nothing to decide without an engine, and says why', async () => {
    show(
      new FakeMeshApi({
        view: view({ services: [plainService()], decisions: [] }),
      }),
    );
    expect(
      await screen.findByText(/A Deployment replaces its pods by itself/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Promote' }),
    ).not.toBeInTheDocument();
    expect(screen.getByText('12.4/s', { selector: 'dd' })).toBeInTheDocument();
  });

  it('names the Services of a blue-green update and lets it be promoted', async () => {
    show(
      new FakeMeshApi({
        view: view({ services: [blueGreenService()], decisions: [] }),
      }),
    );
    expect(
      await screen.findByText(/blue-green by Argo Rollouts/),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual(
      expect.arrayContaining([
        'Active Service productpage1.19.16d8f7c5b9Stable',
        'Preview Service productpage-preview1.20.17b4c9d8f6Preview',
      ]),
    );
    expect(
      await screen.findByRole('button', { name: 'Promote' }),
    ).toBeInTheDocument();
  });

  it('shows weights that people move, what holds them, and nothing to promote', async () => {
    show(
      new FakeMeshApi({
        view: view({ services: [weightedService()], decisions: [] }),
      }),
    );
    expect(
      await screen.findByText(
        'VirtualService bookinfo/productpage, weights moved by hand',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/has 1 of 2 pods ready\./)).toBeInTheDocument();
    expect(screen.getByText('end-user: jason')).toBeInTheDocument();
    expect(screen.getByText('nobody asks for another')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Promote' }),
    ).not.toBeInTheDocument();
  });

  it('shows one of several services, the one that waits first, and all problems', async () => {
    show(
      new FakeMeshApi({
        view: view({
          services: [plainService(), service()],
          problems: [
            {
              cluster: 'east',
              kind: 'unreachable',
              message: 'the lab is still being built: istiod, 4 of 9',
            },
            {
              cluster: 'west',
              kind: 'not-found',
              message: 'There is no Service `bookinfo/productpage`.',
            },
          ],
        }),
      }),
    );
    expect(
      await screen.findByRole('region', { name: 'productpage' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'details' })).toBeNull();
    expect(
      screen.getByText('Cluster east does not answer'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('the lab is still being built: istiod, 4 of 9'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The page tries again by itself.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Service not found on cluster west'),
    ).toBeInTheDocument();
  });

  it('goes from one service to the other, and keeps what was chosen', async () => {
    const user = userEvent.setup();
    const meshApi = new FakeMeshApi({
      view: view({
        services: [
          healthyService(),
          plainService(),
          { ...healthyService(), cluster: 'east' },
        ],
      }),
    });
    show(meshApi);
    const services = await screen.findByRole('navigation', {
      name: 'Services of this component',
    });
    const [first, details, east] = within(services).getAllByRole('link');
    expect(first).toHaveAttribute('aria-current', 'page');
    expect(east).toHaveTextContent('bookinfo · cluster eastHealthy');

    await user.click(details);
    expect(details).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('region', { name: 'details' })).toBeInTheDocument();

    act(() => meshApi.push(view({ services: [service(), plainService()] })));
    expect(screen.getByRole('region', { name: 'details' })).toBeInTheDocument();
  });

  it('does not change under the reader when another service becomes more urgent', async () => {
    const calm = { ...healthyService(), name: 'calm' };
    const meshApi = new FakeMeshApi({
      view: view({ services: [calm, healthyService()] }),
    });
    show(meshApi);
    expect(
      await screen.findByRole('region', { name: 'calm' }),
    ).toBeInTheDocument();
    act(() => meshApi.push(view({ services: [calm, service()] })));
    expect(screen.getByRole('region', { name: 'calm' })).toBeInTheDocument();
    expect(screen.getByRole('navigation')).toHaveTextContent(
      'Waits for a decision',
    );
  });

  it('shows only the parts that are wanted', async () => {
    renderWithMesh(
      <EntityMesh entityRef={ENTITY_REF} parts={['history', 'delivery']} />,
      new FakeMeshApi({ view: view() }),
    );
    const section = await screen.findByRole('region', { name: 'productpage' });
    expect(
      within(section)
        .getAllByRole('heading', { level: 3 })
        .map(heading => heading.textContent),
    ).toEqual(['History', 'Delivery']);
  });

  it('names what it may not read, and the rule to add', async () => {
    const blind = service();
    blind.freshness = {
      ...blind.freshness,
      gaps: [
        {
          kind: 'VirtualService',
          reason: 'The portal may not list them.',
          mend: 'Apply docs/rbac.yaml.',
        },
      ],
    };
    show(new FakeMeshApi({ view: view({ services: [blind] }) }));
    expect(
      await screen.findByText(
        'VirtualService cannot be read; what it would tell is not known',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getAllByText(/Apply docs\/rbac\.yaml\./)[0],
    ).toBeInTheDocument();
  });

  it('says that no request has arrived yet', async () => {
    show(
      new FakeMeshApi({
        view: view({
          services: [
            service({
              signals: { requestsPerSecond: 0, requests: 0, windowSeconds: 60 },
            }),
          ],
        }),
      }),
    );
    expect(await screen.findByText('No traffic yet.')).toBeInTheDocument();
    expect(
      screen.getByText(/No request arrived in the last 1 min\./),
    ).toBeInTheDocument();
  });

  it('says when metrics are missing, and shows the rest', async () => {
    const blind = service({
      signals: undefined,
      freshness: {
        cluster: live(),
        metrics: { state: 'unavailable', reason: 'Prometheus answers 503.' },
      },
    });
    show(new FakeMeshApi({ view: view({ services: [blind] }) }));
    expect(
      await screen.findByText('Metrics are not available'),
    ).toBeInTheDocument();
    expect(screen.getByText('Prometheus answers 503.')).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Delivery' }),
    ).toBeInTheDocument();
  });

  it('says which objects could not be read', async () => {
    show(
      new FakeMeshApi({
        view: view({
          services: [
            service({ unreadable: ['`spec` of Rollout x is malformed.'] }),
          ],
        }),
      }),
    );
    expect(
      await screen.findByText('Some objects in the cluster cannot be read'),
    ).toBeInTheDocument();
    expect(screen.getByText(/of Rollout x is malformed/)).toBeInTheDocument();
  });

  it('says when revisions cannot be told apart', async () => {
    show(
      new FakeMeshApi({
        view: view({
          services: [
            service({
              attribution: {
                possible: false,
                reason: 'Scrape the proxies with a pod label.',
              },
            }),
          ],
        }),
      }),
    );
    expect(
      await screen.findByText('Scrape the proxies with a pod label.'),
    ).toBeInTheDocument();
  });

  it('says how old a silent cluster is, drops the Live mark and closes Promote', async () => {
    show(
      new FakeMeshApi({
        view: view({
          services: [
            service({
              freshness: {
                cluster: {
                  state: 'stale',
                  heardAt: new Date(Date.now() - 125_000).toISOString(),
                  reason: 'The API server does not answer.',
                },
                metrics: live(),
              },
            }),
          ],
        }),
      }),
    );
    expect(
      await screen.findByText(
        'Cluster lab has been silent for 2 min; this is its last known state',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('Live')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Promote' })).toBeDisabled();
  });

  it('keeps the last state and says its age when the connection is lost', async () => {
    const meshApi = new FakeMeshApi({ view: view() });
    show(meshApi);
    expect(await screen.findByText('Live')).toBeInTheDocument();

    meshApi.viewError = new Error('Failed to fetch');
    meshApi.streamError = meshApi.viewError;
    meshApi.breakStreams(new Error('connection reset'));
    expect(
      await screen.findByText('The connection to the portal is lost'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/This is what was known \d+ s ago/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Live')).not.toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Delivery' }),
    ).toBeInTheDocument();
  });

  it('says what failed when nothing was ever heard', async () => {
    const error = namedError('ServiceUnavailableError', 'The plugin starts.');
    show(new FakeMeshApi({ viewError: error, streamError: error }));
    expect(
      await screen.findByText('The mesh cannot be read'),
    ).toBeInTheDocument();
    expect(screen.getByText('The plugin starts.')).toBeInTheDocument();
  });

  it('says so when the viewer may not read it', async () => {
    const error = namedError('NotAllowedError', 'Unauthorized');
    show(new FakeMeshApi({ viewError: error, streamError: error }));
    expect(
      await screen.findByText('You may not see the mesh of this component'),
    ).toBeInTheDocument();
  });

  it.each([
    {
      situation: 'another team',
      authorize: deny,
      shown: service(),
      reason: 'Only the owners of this component may decide.',
    },
    {
      situation: 'no canary',
      authorize: undefined,
      shown: healthyService(),
      reason: 'There is no canary: version 1.20.1 is stable.',
    },
    {
      situation: 'no consent of the cluster',
      authorize: undefined,
      shown: service({
        consent: {
          given: false,
          reason: 'The cluster does not name this component.',
          line: 'meshway.dev/entity: component:default/productpage',
        },
      }),
      reason: 'The cluster does not name this component.',
    },
  ])(
    'closes Promote with the reason beside it: $situation',
    async ({ authorize, shown, reason }) => {
      show(new FakeMeshApi({ view: view({ services: [shown] }) }), authorize);
      expect(await screen.findByText(reason)).toBeInTheDocument();
      const button = screen.getByRole('button', { name: 'Promote' });
      expect(button).toBeDisabled();
      expect(button).toHaveAccessibleDescription(reason);
      const line = screen.queryByText(
        'meshway.dev/entity: component:default/productpage',
      );
      expect(Boolean(line)).toBe(!shown.consent.given);
    },
  );
});

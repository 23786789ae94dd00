import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster, gateways } from '../../__fixtures__/choices';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { complaintsOf } from '../__testUtils__/complaintsOf';
import { renderField } from '../__testUtils__/renderField';
import { MeshGatewayPicker } from './MeshGatewayPicker';
import { validateGateway } from './validateGateway';

function lab(parts: Partial<FakeMeshApi> = {}): FakeMeshApi {
  return new FakeMeshApi({
    getClusters: async () => [cluster('lab')],
    getGateways: async () => gateways,
    ...parts,
  });
}

const form = { name: 'orders', namespace: { cluster: 'lab', name: 'orders' } };

async function hostField() {
  return await screen.findByRole('textbox', { name: /Host/ });
}

describe('MeshGatewayPicker', () => {
  it('proposes the only Gateway and the name of the service on it', async () => {
    const { value } = renderField(MeshGatewayPicker, { meshApi: lab(), form });
    expect(
      await screen.findByText(
        'The service will be reached at https://orders.example.com.',
      ),
    ).toBeInTheDocument();
    expect(value()).toEqual({
      gateway: 'edge/public',
      host: 'orders.example.com',
    });
    const servers = within(
      screen.getByRole('list', { name: 'What the Gateway serves' }),
    ).getAllByRole('listitem');
    expect(servers.map(server => server.textContent)).toEqual([
      'HTTPS, port 443: *.example.comEncrypted',
      'HTTP, port 80: bookinfo/*.internal.example.comNot encrypted',
      'TCP, port 31400: *Not encryptedNot for HTTP routes',
    ]);
  });

  it('says at once that a host is taken, by whom, and offers one that is free', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshGatewayPicker, { meshApi: lab(), form });
    await screen.findByText(/will be reached/);
    const host = await hostField();
    await user.clear(host);
    await user.type(host, 'Productpage.example.com');
    expect(host).toHaveAccessibleDescription(
      /VirtualService bookinfo\/web serves productpage.example.com already/,
    );
    await user.click(
      screen.getByRole('button', { name: 'Use orders.example.com' }),
    );
    expect(value()).toMatchObject({ host: 'orders.example.com' });
  });

  it('says at once that no port is for a host, as the namespace sees the Gateway', async () => {
    const user = userEvent.setup();
    renderField(MeshGatewayPicker, { meshApi: lab(), form });
    await screen.findByText(/will be reached/);
    const host = await hostField();
    await user.clear(host);
    await user.type(host, 'orders.internal.example.org');
    expect(host).toHaveAccessibleDescription(
      /does not serve orders.internal.example.org for namespace orders/,
    );
  });

  it('warns where a wildcard of another service has served the host, and where nothing is encrypted', async () => {
    renderField(MeshGatewayPicker, {
      meshApi: lab({
        getGateways: async () => [
          {
            ...gateways[0],
            servers: [{ ...gateways[0].servers[0], tls: false, port: 8080 }],
          },
        ],
      }),
      form,
      formData: { gateway: 'edge/public', host: 'orders.eu.example.com' },
    });
    expect(
      await screen.findByText(/reached at http:\/\/orders.eu.example.com:8080/),
    ).toHaveTextContent(
      'Requests are not encrypted on the way to the Gateway. VirtualService shop/eu has served it until now, by *.eu.example.com',
    );
  });

  it('asks for the cluster first where there are several', async () => {
    renderField(MeshGatewayPicker, {
      meshApi: lab({
        getClusters: async () => [cluster('east'), cluster('west')],
      }),
      form: { name: 'orders' },
    });
    expect(await screen.findByText(/Choose a cluster first/)).toBeVisible();
  });

  it('lets everything be typed while the mesh backend is silent', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshGatewayPicker, {
      meshApi: lab({
        getGateways: async () => {
          throw new Error('Cluster lab does not answer.');
        },
      }),
      form,
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Cluster lab does not answer. You can type the values yourself',
    );
    await user.type(
      screen.getByRole('textbox', { name: /Gateway, as/ }),
      'edge/public',
    );
    await user.type(await hostField(), 'orders.example.com');
    expect(value()).toEqual({
      gateway: 'edge/public',
      host: 'orders.example.com',
    });
  });

  it('says that a cluster has no Gateway', async () => {
    renderField(MeshGatewayPicker, {
      meshApi: lab({ getGateways: async () => [] }),
      form,
    });
    expect(
      await screen.findByText(/The cluster has no Gateway/),
    ).toBeInTheDocument();
  });

  it.each([null, 7, 'edge/public', [[]], { gateway: {}, host: 9 }])(
    'makes a choice of anything an address brings: %p',
    async formData => {
      const { value } = renderField(MeshGatewayPicker, {
        meshApi: lab(),
        form: { name: 'orders', namespace: 'shop' },
        formData,
      });
      await waitFor(() =>
        expect(value()).toEqual({
          gateway: 'edge/public',
          host: 'orders.example.com',
        }),
      );
    },
  );
});

describe('the validation of a gateway and host', () => {
  it.each([
    ['edge/public', 'orders.example.com', []],
    ['', 'orders.example.com', ['Choose a Gateway.']],
    ['public', 'orders.example.com', ['Name the Gateway as namespace/name.']],
    [
      'edge/none',
      'orders.example.com',
      [expect.stringContaining('There is no Gateway edge/none')],
    ],
    ['edge/public', '', ['Name a host.']],
    ['edge/public', 'orders', [expect.stringContaining('full name')]],
    [
      'edge/public',
      'productpage.example.com',
      [expect.stringContaining('bookinfo/web serves productpage.example.com')],
    ],
    [
      'edge/public',
      'orders.internal.example.com.evil.org',
      [expect.stringContaining('does not serve')],
    ],
  ])('of %s and %s says %p', async (gateway, host, complaints) => {
    expect(
      await complaintsOf(
        validateGateway,
        { gateway, host },
        { meshApi: lab(), form },
      ),
    ).toEqual(complaints);
  });

  it('knows the namespaces that a port is for', async () => {
    const value = {
      gateway: 'edge/public',
      host: 'orders.internal.example.com',
    };
    const of = (namespace: string) =>
      complaintsOf(validateGateway, value, {
        meshApi: lab({
          getGateways: async () => [
            { ...gateways[0], servers: [gateways[0].servers[1]] },
          ],
        }),
        form: {
          name: 'orders',
          namespace: { cluster: 'lab', name: namespace },
        },
      });
    expect(await of('bookinfo')).toEqual([]);
    expect(await of('orders')).toEqual([
      expect.stringContaining('for namespace orders'),
    ]);
  });

  it('checks only names while the mesh backend is silent', async () => {
    const meshApi = lab({
      getGateways: async () => {
        throw new Error('silent');
      },
    });
    expect(
      await complaintsOf(
        validateGateway,
        { gateway: 'edge/any', host: 'productpage.example.com' },
        { meshApi, form },
      ),
    ).toEqual([]);
    expect(
      await complaintsOf(validateGateway, undefined, { meshApi, form }),
    ).toEqual(['Choose a Gateway.']);
  });
});

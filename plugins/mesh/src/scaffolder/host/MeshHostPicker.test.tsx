import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster, gateways } from '../../__fixtures__/choices';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { complaintsOf } from '../__testUtils__/complaintsOf';
import { renderField } from '../__testUtils__/renderField';
import { MeshHostPicker } from './MeshHostPicker';
import { validateHost } from './validateHost';

const meshApi = new FakeMeshApi({
  getClusters: async () => [cluster('lab')],
  getGateways: async () => gateways,
});
const silent = new FakeMeshApi({
  getClusters: async () => [cluster('lab')],
  getGateways: async () => {
    throw new Error('Cluster lab does not answer.');
  },
});
const form = { name: 'orders' };
const uiOptions = {
  domain: 'example.com',
  selector: { istio: 'ingressgateway' },
};

async function hostField() {
  return await screen.findByRole('textbox', { name: /Host/ });
}

describe('MeshHostPicker', () => {
  it('proposes the name of the service below the domain of the template', async () => {
    const { value } = renderField(MeshHostPicker, { meshApi, form, uiOptions });
    expect(await hostField()).toHaveValue('orders.example.com');
    expect(value()).toBe('orders.example.com');
  });

  it('says at once that a host is taken on the same proxies, and by whom', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshHostPicker, { meshApi, form, uiOptions });
    const host = await hostField();
    await user.clear(host);
    expect(host).toHaveAccessibleDescription(/Name a host\./);
    await user.type(host, 'Productpage.example.com');
    expect(host).toHaveAccessibleDescription(
      /VirtualService bookinfo\/web serves productpage.example.com already/,
    );
    expect(value()).toBe('productpage.example.com');
  });

  it('says whose wildcard has served the host until now', async () => {
    renderField(MeshHostPicker, {
      meshApi,
      form,
      uiOptions,
      formData: 'orders.eu.example.com',
    });
    expect(
      await screen.findByText(
        /VirtualService shop\/eu has served it until now, by \*\.eu\.example\.com/,
      ),
    ).toBeVisible();
  });

  it('lets a host be typed while the mesh backend is silent', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshHostPicker, { meshApi: silent, form });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Cluster lab does not answer. You can type the values yourself',
    );
    await user.type(await hostField(), 'productpage.example.com');
    expect(value()).toBe('productpage.example.com');
  });
});

describe('the validation of a host', () => {
  it.each([
    ['orders.example.com', uiOptions, []],
    ['', uiOptions, ['Name a host.']],
    [7, uiOptions, ['Name a host.']],
    ['orders', uiOptions, [expect.stringContaining('full name')]],
    [
      'productpage.example.com',
      uiOptions,
      [expect.stringContaining('bookinfo/web serves productpage.example.com')],
    ],
    [
      'productpage.example.com',
      {},
      [expect.stringContaining('bookinfo/web serves productpage.example.com')],
    ],
    ['productpage.example.com', { selector: { istio: 'other' } }, []],
  ])('of %p with %p says %p', async (host, options, complaints) => {
    expect(
      await complaintsOf(validateHost, host, {
        meshApi,
        form,
        uiOptions: options,
      }),
    ).toEqual(complaints);
  });

  it('checks only the name while the mesh backend is silent', async () => {
    const of = (host: string) =>
      complaintsOf(validateHost, host, { meshApi: silent, form, uiOptions });
    expect(await of('productpage.example.com')).toEqual([]);
    expect(await of('productpage')).toEqual([
      expect.stringContaining('full name'),
    ]);
  });
});

import type { Entity } from '@backstage/catalog-model';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { service, view } from '../../__fixtures__/views';
import { complaintsOf } from '../__testUtils__/complaintsOf';
import { renderField } from '../__testUtils__/renderField';
import { MeshCallersPicker } from './MeshCallersPicker';
import { validateCallers } from './validateCallers';

function component(name: string, inMesh = true): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name,
      annotations: inMesh ? { 'meshway.dev/service': `shop/${name}` } : {},
    },
    spec: { owner: 'shop-team' },
  };
}

const catalog = [component('cart'), component('web'), component('cli', false)];

function as(...accounts: string[]) {
  const posture = service().posture;
  return view({
    services: accounts.map(serviceAccount =>
      service({
        posture: {
          ...posture,
          identities: [{ namespace: 'shop', serviceAccount }],
        },
      }),
    ),
  });
}

async function choose(
  user: ReturnType<typeof userEvent.setup>,
  search: string,
  name: RegExp,
) {
  await user.click(
    await screen.findByRole('button', { name: /Components that call it/ }),
  );
  await user.type(await screen.findByRole('searchbox'), search);
  await user.click(await screen.findByRole('option', { name }));
  await user.keyboard('{Escape}{Escape}');
}

function callers() {
  return within(
    screen.getByRole('list', { name: 'Who may call' }),
  ).getAllByRole('listitem');
}

describe('MeshCallersPicker', () => {
  it('says that everybody may call while nobody is named', async () => {
    const { value } = renderField(MeshCallersPicker, { catalog });
    expect(
      await screen.findByText(
        'Nobody is named, so everybody in the mesh may call.',
      ),
    ).toBeInTheDocument();
    expect(value()).toEqual([]);
  });

  it('finds components in the mesh and asks the cluster as whom they call', async () => {
    const user = userEvent.setup();
    const asked: string[] = [];
    const meshApi = new FakeMeshApi({
      getEntityView: async (ref: string) => {
        asked.push(ref);
        return as('cart', 'cart', 'cart-worker');
      },
    } as Partial<FakeMeshApi>);
    const { value } = renderField(MeshCallersPicker, { meshApi, catalog });
    await user.click(
      await screen.findByRole('button', { name: /Components that call it/ }),
    );
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual([
      'cartcomponent:default/cart · shop-team',
      'webcomponent:default/web · shop-team',
    ]);
    await user.keyboard('{Escape}');
    await choose(user, 'ca', /cart/);
    await waitFor(() =>
      expect(value()).toEqual([
        {
          entity: 'component:default/cart',
          namespace: 'shop',
          serviceAccount: 'cart',
        },
        {
          entity: 'component:default/cart',
          namespace: 'shop',
          serviceAccount: 'cart-worker',
        },
      ]),
    );
    expect(asked).toEqual(['component:default/cart']);
    expect(
      screen.getByText('Only those named may call; all others are refused.'),
    ).toBeInTheDocument();

    await user.click(
      screen.getByRole('button', {
        name: 'Take away cart, namespace shop, service account cart-worker',
      }),
    );
    expect(callers()).toHaveLength(1);

    // Choosing a component again takes it away.
    await choose(user, 'ca', /cart/);
    expect(value()).toEqual([]);
  });

  it('asks for several at a time and loses none', async () => {
    const { value } = renderField(MeshCallersPicker, {
      meshApi: new FakeMeshApi({
        getEntityView: async (ref: string) => as(ref.split('/')[1]),
      } as Partial<FakeMeshApi>),
      catalog,
      formData: ['cart', 'web'].map(name => ({
        entity: `component:default/${name}`,
        namespace: '',
        serviceAccount: '',
      })),
    });
    await waitFor(() =>
      expect(value()).toMatchObject([
        { serviceAccount: 'cart' },
        { serviceAccount: 'web' },
      ]),
    );
  });

  it('warns of an identity that others share', async () => {
    renderField(MeshCallersPicker, {
      catalog,
      formData: [{ namespace: 'shop', serviceAccount: 'default' }],
    });
    expect(
      await screen.findByText(/All pods of namespace shop that name no/),
    ).toBeInTheDocument();
  });

  it('keeps a component whose identity is not known in sight, and asks again', async () => {
    const user = userEvent.setup();
    const meshApi = new FakeMeshApi({ viewError: new Error('Silence.') });
    const { value } = renderField(MeshCallersPicker, { meshApi, catalog });
    await choose(user, 'web', /web/);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Its identity cannot be read. Silence.',
    );
    expect(await complaintsOf(validateCallers, value())).toEqual([
      'The identity of component:default/web is not known. Add it by hand, or take the component away.',
    ]);

    meshApi.viewError = undefined;
    meshApi.view = view({ services: [] });
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText(/no cluster shows a pod of it/),
    ).toBeInTheDocument();

    meshApi.view = as('web');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(callers()[0]).toHaveTextContent('account web'));
    expect(await complaintsOf(validateCallers, value())).toEqual([]);
  });

  it('takes an identity by hand, without sending the step of the wizard', async () => {
    const user = userEvent.setup();
    const { value, submitted } = renderField(MeshCallersPicker, { catalog });
    const namespace = await screen.findByRole('textbox', {
      name: /Namespace of/,
    });
    const account = screen.getByRole('textbox', { name: /account of/ });
    await user.type(namespace, 'Batch');
    expect(namespace).toHaveAccessibleDescription(/small letters/);
    expect(
      screen.getByRole('button', { name: 'Add the identity' }),
    ).toBeDisabled();
    await user.clear(namespace);
    await user.type(namespace, 'batch');
    await user.type(account, 'nightly{Enter}');
    expect(value()).toEqual([
      { namespace: 'batch', serviceAccount: 'nightly' },
    ]);
    expect(submitted()).toBe(0);
    expect(namespace).toHaveValue('');

    await user.type(namespace, 'batch');
    await user.type(account, 'nightly');
    expect(screen.getByText('It is named already.')).toBeInTheDocument();
  });

  it('lets identities be typed while the catalog is silent', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshCallersPicker, {
      catalogError: new Error('The catalog does not answer.'),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The catalog does not answer. You can type the values yourself',
    );
    await user.type(
      screen.getByRole('textbox', { name: /Namespace of/ }),
      'batch',
    );
    await user.type(screen.getByRole('textbox', { name: /account of/ }), 'job');
    await user.click(screen.getByRole('button', { name: 'Add the identity' }));
    expect(value()).toEqual([{ namespace: 'batch', serviceAccount: 'job' }]);
  });

  it('says that the catalog has no component in the mesh', async () => {
    renderField(MeshCallersPicker, { catalog: [component('cli', false)] });
    expect(
      await screen.findByText('The catalog has no component in the mesh yet.'),
    ).toBeInTheDocument();
  });

  it.each([
    [null],
    [7],
    [{ entity: 'x' }],
    [[null, 7, [], 'x', { serviceAccount: 'only' }]],
  ])('makes callers of anything an address brings: %j', async formData => {
    const { value } = renderField(MeshCallersPicker, { catalog, formData });
    await screen.findByText(/everybody in the mesh may call/);
    expect(value()).toEqual([]);
  });
});

describe('the validation of callers', () => {
  it('complains about names that Kubernetes would not take', async () => {
    expect(
      await complaintsOf(validateCallers, [
        { namespace: 'shop', serviceAccount: 'cart.v2' },
        { namespace: 'shop/*', serviceAccount: 'cart' },
        { namespace: 'shop', serviceAccount: '*' },
      ]),
    ).toEqual([
      'The identity shop/*/cart cannot be: both are Kubernetes names.',
      'The identity shop/* cannot be: both are Kubernetes names.',
    ]);
    expect(await complaintsOf(validateCallers, undefined)).toEqual([]);
  });
});

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cluster, namespaces } from '../../__fixtures__/choices';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { complaintsOf } from '../__testUtils__/complaintsOf';
import { renderField } from '../__testUtils__/renderField';
import { MeshNamespacePicker } from './MeshNamespacePicker';
import { validateNamespace } from './validateNamespace';

function lab(...names: string[]): FakeMeshApi {
  return new FakeMeshApi({
    getClusters: async () => (names.length ? names : ['lab']).map(cluster),
    getNamespaces: async () => namespaces,
  });
}

const silent = () =>
  new FakeMeshApi({
    getClusters: async () => {
      throw new Error('The mesh backend does not answer.');
    },
  });

const form = { name: 'orders', owner: 'group:default/shop-team' };

describe('MeshNamespacePicker', () => {
  it('proposes a new namespace with the name of the service, and says what it will be', async () => {
    const { value } = renderField(MeshNamespacePicker, {
      meshApi: lab(),
      form,
    });
    expect(
      await screen.findByText(/Namespace orders will be made/),
    ).toHaveTextContent('it belongs to group:default/shop-team');
    await waitFor(() =>
      expect(value()).toEqual({
        cluster: 'lab',
        name: 'orders',
        exists: false,
        dataPlane: 'sidecar',
      }),
    );
    expect(screen.queryByRole('button', { name: /Cluster/ })).toBeNull();
  });

  it('offers no new namespace where the template wants one that exists', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshNamespacePicker, {
      meshApi: lab(),
      form,
      uiOptions: { existingOnly: true },
    });
    const search = await screen.findByRole('combobox', { name: /Namespace/ });
    expect(screen.queryByRole('radio')).toBeNull();
    await user.type(search, 'lega');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(value()).toMatchObject({ name: 'legacy', exists: true });
    expect(screen.queryByText(/sidecar themselves/)).toBeNull();
  });

  it('complains about a name that exists and offers the namespace itself', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshNamespacePicker, {
      meshApi: lab(),
      form,
    });
    const name = await screen.findByRole('textbox', { name: /new namespace/ });
    await user.clear(name);
    await user.type(name, 'bookinfo');
    await waitFor(() =>
      expect(name).toHaveAccessibleDescription(
        /There is a namespace bookinfo already/,
      ),
    );
    await user.click(
      screen.getByRole('button', { name: 'Use the namespace that exists' }),
    );
    expect(value()).toEqual({
      cluster: 'lab',
      name: 'bookinfo',
      exists: true,
      dataPlane: 'sidecar',
    });
    expect(
      screen.getByText(/keeps its label istio-injection=enabled/),
    ).toHaveTextContent(
      'It belongs to group:default/bookinfo-team, and the service to group:default/shop-team. So decisions about the service will be refused',
    );
  });

  it('is searched by keyboard among the namespaces that are not those of the cluster itself', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshNamespacePicker, {
      meshApi: lab(),
      form,
    });
    await user.click(
      await screen.findByRole('radio', { name: 'In one that exists' }),
    );
    const search = await screen.findByRole('combobox', { name: /Namespace/ });
    await user.click(search);
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual([
      'bookinfosidecars (istio-injection=enabled) · owner group:default/bookinfo-team',
      'calmambient (istio.io/dataplane-mode=ambient) · owner group:default/shop-team',
      'legacynot in the mesh · no owner',
    ]);
    await user.type(search, 'lega');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(value()).toEqual({
      cluster: 'lab',
      name: 'legacy',
      exists: true,
      dataPlane: 'none',
    });
    expect(
      screen.getByText(/Namespace legacy is not in the mesh/),
    ).toHaveTextContent('Ask its owner to label it istio-injection=enabled');
  });

  it('asks for the cluster where there are several, and reads the namespaces of that one', async () => {
    const user = userEvent.setup();
    const asked: string[] = [];
    const meshApi = lab('east', 'west');
    meshApi.getNamespaces = async name => {
      asked.push(name);
      return namespaces;
    };
    const { value } = renderField(MeshNamespacePicker, { meshApi, form });
    await user.click(await screen.findByRole('button', { name: /Cluster/ }));
    await user.click(await screen.findByRole('option', { name: 'west' }));
    expect(value()).toMatchObject({ cluster: 'west', name: 'orders' });
    expect(asked).toEqual(['west']);
  });

  it('lets everything be typed while the mesh backend is silent, and asks it again on demand', async () => {
    const user = userEvent.setup();
    const meshApi = silent();
    const { value } = renderField(MeshNamespacePicker, { meshApi, form });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The mesh backend does not answer. You can type the values yourself',
    );
    await user.type(screen.getByRole('textbox', { name: /Cluster/ }), 'lab');
    await user.click(screen.getByRole('radio', { name: 'In one that exists' }));
    const name = screen.getByRole('textbox', { name: /Name of the namespace/ });
    await user.clear(name);
    await user.type(name, 'legacy');
    expect(value()).toEqual({ cluster: 'lab', name: 'legacy', exists: true });

    Object.assign(meshApi, lab());
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(value()).toMatchObject({ dataPlane: 'none' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says so when the caller may not see namespaces', async () => {
    const meshApi = lab();
    meshApi.getNamespaces = async () => {
      throw Object.assign(new Error('You do not hold mesh.clusters.read.'), {
        name: 'NotAllowedError',
      });
    };
    renderField(MeshNamespacePicker, { meshApi, form });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the choices',
    );
  });

  it('offers the name of the service after that has changed', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshNamespacePicker, {
      meshApi: lab(),
      form,
      formData: { cluster: 'lab', name: 'older', exists: false },
    });
    await user.click(
      await screen.findByRole('button', {
        name: 'Name it orders, as the service',
      }),
    );
    expect(value()).toMatchObject({ name: 'orders' });
  });

  it.each([
    null,
    'orders',
    7,
    [],
    { name: {}, exists: 'yes', cluster: [], dataPlane: 'moon' },
    { name: 'x'.repeat(5000), exists: 1 },
  ])('makes a choice of anything an address brings: %p', async formData => {
    const { value } = renderField(MeshNamespacePicker, {
      meshApi: lab(),
      form: { name: ['orders'], owner: null },
      formData,
    });
    await waitFor(() => expect(value()).toMatchObject({ cluster: 'lab' }));
    expect(value()).toMatchObject({
      name: expect.any(String),
      exists: false,
      dataPlane: 'sidecar',
    });
  });
});

describe('the validation of a namespace', () => {
  it.each([
    [{ name: 'orders', exists: false }, []],
    [{ name: 'bookinfo', exists: true }, []],
    [{ name: '', exists: false }, ['Name the namespace.']],
    [undefined, ['Name the namespace.']],
    [
      { name: 'Orders', exists: false },
      [expect.stringContaining('small letters')],
    ],
    [
      { name: 'a'.repeat(64), exists: false },
      [expect.stringContaining('at most 63')],
    ],
    [
      { name: 'bookinfo', exists: false },
      [expect.stringContaining('There is a namespace bookinfo already')],
    ],
    [
      { name: 'nowhere', exists: true },
      [expect.stringContaining('There is no namespace nowhere')],
    ],
    [
      { name: 'kube-system', exists: true },
      [expect.stringContaining('belongs to Kubernetes or to Istio')],
    ],
  ])('of %p says %p', async (choice, complaints) => {
    const value = choice && { cluster: 'lab', ...choice };
    expect(
      await complaintsOf(validateNamespace, value, { meshApi: lab() }),
    ).toEqual(complaints);
  });

  it('wants a cluster that is there, where there are several', async () => {
    const meshApi = lab('east', 'west');
    const orders = { name: 'orders', exists: false };
    expect(await complaintsOf(validateNamespace, orders, { meshApi })).toEqual([
      'Choose a cluster.',
    ]);
    expect(
      await complaintsOf(
        validateNamespace,
        { ...orders, cluster: 'south' },
        { meshApi },
      ),
    ).toEqual(['There is no cluster south. Choose another.']);
  });

  it('checks nothing but the name while the mesh backend is silent', async () => {
    const meshApi = silent();
    expect(
      await complaintsOf(
        validateNamespace,
        { name: 'bookinfo', exists: false },
        { meshApi },
      ),
    ).toEqual([]);
    expect(
      await complaintsOf(
        validateNamespace,
        { name: '-', exists: true },
        { meshApi },
      ),
    ).toHaveLength(1);
  });
});

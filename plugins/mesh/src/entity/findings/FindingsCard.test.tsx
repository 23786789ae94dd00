import type { Finding, ServiceView } from '@meshway/plugin-mesh-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { configuredService } from '../../__fixtures__/configured';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { ENTITY_REF, service } from '../../__fixtures__/views';
import { renderWithMesh } from '../../__testUtils__/renderWithMesh';
import { FindingsCard } from './FindingsCard';

async function show(of: ServiceView, api: Partial<FakeMeshApi> = {}) {
  renderWithMesh(
    <FindingsCard entityRef={ENTITY_REF} service={of} />,
    new FakeMeshApi(api),
  );
  return await screen.findByRole('region', { name: 'Configuration' });
}

const FINDING: Finding = {
  code: 'MSH203',
  severity: 'warning',
  object: 'VirtualService bookinfo/productpage',
  ref: { kind: 'VirtualService', namespace: 'bookinfo', name: 'productpage' },
  message: 'Route 1 has weights that add up to 90.',
  mend: 'Let them add up to 100.',
  docs: 'https://istio.io/',
};

describe('the findings of a service', () => {
  it('come with the worst first, how to mend each, and how many there are', async () => {
    const card = await show(configuredService('findings'));
    expect(card).toHaveTextContent(/3 errors.*1 warning/);
    const entries = within(card)
      .getAllByRole('heading', { level: 4 })
      .map(heading => heading.closest('li')!.textContent);
    expect(entries).toEqual([
      expect.stringMatching(/^ErrorVirtualService.*MSH202.*To mend it:/),
      expect.stringMatching(/^ErrorVirtualService.*MSH204/),
      expect.stringMatching(/^ErrorDestinationRule.*MSH222/),
      expect.stringMatching(/^WarningVirtualService.*MSH203.*add up to 90/),
    ]);
  });

  it('that are none say what was checked', async () => {
    const card = await show(service());
    expect(card).toHaveTextContent('Nothing to mend');
    expect(card).toHaveTextContent(/were checked against each other/);
  });

  it('are never said to be none where not everything can be read', async () => {
    const card = await show(configuredService('gaps'));
    expect(card).not.toHaveTextContent('Nothing to mend');
    expect(card).toHaveTextContent(/not everything can/);
    expect(card).toHaveTextContent(/Add this rule to the portal's ClusterRole/);
  });

  it('that are the same are said once', async () => {
    const card = await show(service({ findings: [FINDING, FINDING] }));
    expect(card).toHaveTextContent('1 warning');
    expect(within(card).getAllByRole('heading', { level: 4 })).toHaveLength(1);
  });

  it('link to nothing but web addresses', async () => {
    const card = await show(
      service({
        findings: [
          FINDING,
          { ...FINDING, code: 'X', docs: 'data:text/html,x' },
        ],
      }),
    );
    const links = within(card).getAllByRole('link');
    expect(links).toHaveLength(1);
    expect(links[0]).toHaveAccessibleName(
      /Read more about MSH203, opens in a new tab/,
    );
  });

  it('about a file have no YAML in the cluster', async () => {
    const card = await show(
      service({ findings: [{ ...FINDING, ref: undefined }] }),
    );
    expect(within(card).queryByRole('button')).toBeNull();
  });
});

describe('the YAML of an object', () => {
  it('is read when asked for, can be copied, and gives the focus back', async () => {
    const user = userEvent.setup();
    const copied = jest.spyOn(navigator.clipboard, 'writeText');
    const getObject = jest.fn(async () => ({ yaml: 'kind: VirtualService\n' }));
    const card = await show(service({ findings: [FINDING] }), { getObject });
    const button = within(card).getByRole('button', {
      name: 'Show YAML: VirtualService bookinfo/productpage',
    });
    expect(getObject).not.toHaveBeenCalled();
    await user.click(button);
    const dialog = await screen.findByRole('dialog', {
      name: 'VirtualService bookinfo/productpage',
    });
    expect(
      await within(dialog).findByText('kind: VirtualService'),
    ).toHaveAttribute('tabindex', '0');
    expect(getObject).toHaveBeenCalledWith(
      ENTITY_REF,
      { cluster: 'lab', ...FINDING.ref },
      expect.anything(),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Copy' }));
    expect(
      await within(dialog).findByRole('button', { name: 'Copied' }),
    ).toBeInTheDocument();
    expect(copied).toHaveBeenCalledWith('kind: VirtualService\n');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(button).toHaveFocus());
  });

  it('that cannot be read says why, and is read again on demand', async () => {
    const user = userEvent.setup();
    const getObject = jest
      .fn()
      .mockRejectedValueOnce(
        new Error('The portal’s account may not read virtualservices.'),
      )
      .mockResolvedValueOnce({ yaml: 'kind: VirtualService\n' });
    await show(service({ findings: [FINDING] }), { getObject });
    await user.click(screen.getByRole('button', { name: /Show YAML/ }));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/may not read virtualservices/),
    ).toBeInTheDocument();
    expect(within(dialog).queryByRole('button', { name: 'Copy' })).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Try again' }));
    expect(
      await within(dialog).findByText('kind: VirtualService'),
    ).toBeInTheDocument();
  });
});

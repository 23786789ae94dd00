import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fullService } from '../../../__fixtures__/delivery';
import { degradedService, service } from '../../../__fixtures__/views';
import { RevisionsCard } from './RevisionsCard';

async function show(of = fullService(new Date())): Promise<HTMLElement[]> {
  renderInTestApp(
    <RevisionsCard
      revisions={of.revisions}
      attribution={of.attribution}
      metrics={of.freshness.metrics}
    />,
  );
  await screen.findByRole('region', { name: 'Revisions' });
  return screen.queryAllByRole('row').slice(1);
}

describe('the revisions', () => {
  it('set apart what the canary runs instead of stable', async () => {
    const [canary, stable] = await show();
    expect(
      [...canary.querySelectorAll('mark')].map(mark => mark.textContent),
    ).toEqual([':1.20.1', 'registry.example.com:5000/cache:7']);
    expect(canary).toHaveTextContent('instead of 1.19.1');
    expect(canary).toHaveTextContent('not in stable');
    expect(stable.querySelector('mark')).toBeNull();
  });

  it('compare rate, errors and response times', async () => {
    const [canary, stable] = await show();
    expect(canary).toHaveTextContent(
      /8\.3\/s.*0\.42 %of 498 requests.*p5019p9566p99190/,
    );
    expect(stable).toHaveTextContent(
      /33\.6\/s.*0\.31 %of 2,016 requests.*p5018p9564p99180/,
    );
  });

  it('say which Service of a ping-pong leads to them, and when pods go', async () => {
    const [canary, stable, old] = await show();
    expect(canary).toHaveTextContent('behind the ping Service');
    expect(stable).toHaveTextContent('behind the pong Service');
    expect(old).toHaveTextContent(/pods go in 4\d s/);
  });

  it('keep fifty pods compact, with trouble first', async () => {
    const user = userEvent.setup();
    const [, stable] = await show();
    expect(stable).toHaveTextContent('48 of 50 ready');
    expect(stable).toHaveTextContent('3 with trouble');
    expect(stable).toHaveTextContent('1 without sidecar');
    const more = within(stable).getByText('47 more pods');
    const details = more.closest('details')!;
    expect(details).not.toHaveAttribute('open');
    await user.click(more);
    expect(within(details).getAllByRole('listitem')).toHaveLength(47);
    expect(details).not.toHaveTextContent('no sidecar');
  });

  it('show what keeps pods from running', async () => {
    const [canary] = await show(degradedService());
    expect(canary).toHaveTextContent('ImagePullBackOff');
    expect(canary).toHaveTextContent('no sidecar');
    expect(canary).toHaveTextContent('3 restarts');
  });

  it('say that there are none yet, and when metrics cannot tell them apart', async () => {
    await show(
      service({
        revisions: [],
        attribution: { possible: false, reason: 'Name the pods.' },
      }),
    );
    expect(
      screen.getByText('No revision has been created yet.'),
    ).toBeInTheDocument();
    expect(screen.getByText('Name the pods.')).toBeInTheDocument();
  });
});

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen, within } from '@testing-library/react';
import type { DeliveryStep } from '@meshway/plugin-mesh-common';
import { canary, NOW } from '../__fixtures__/views';
import { StepTrack } from './StepTrack';

describe('StepTrack', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('lists every step with its state and marks the current one', async () => {
    const { steps } = canary();
    renderInTestApp(<StepTrack steps={steps} />);
    await act(() => jest.advanceTimersByTimeAsync(1000));

    const items = within(
      screen.getByRole('list', { name: 'Steps of the canary' }),
    ).getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      'Set weight to 20 %20 %, done',
      'Pause, current',
      'Set weight to 50 %50 %, to come',
      'Pause 90 s, to come',
      'Analysis, to come',
      'Set weight to 80 %80 %, to come',
    ]);
    expect(items.map(item => item.getAttribute('aria-current'))).toEqual([
      null,
      'step',
      null,
      null,
      null,
      null,
    ]);
  });

  it('names the steps of every other kind, and the one that failed', async () => {
    const actions: DeliveryStep['action'][] = [
      { kind: 'setCanaryScale', scale: '2 pods' },
      { kind: 'setHeaderRoute', route: 'beta', match: ['x-beta is 1'] },
      { kind: 'setMirrorRoute', route: 'shadow', percentage: 50 },
      { kind: 'experiment', templates: ['baseline'] },
      { kind: 'plugin', name: 'example/gate' },
      { kind: 'analysis', templates: ['errors'] },
    ];
    renderInTestApp(
      <StepTrack
        steps={actions.map((action, index) => ({
          index,
          state: index === 5 ? 'failed' : 'upcoming',
          action,
        }))}
      />,
    );
    await act(() => jest.advanceTimersByTimeAsync(1000));
    expect(
      screen.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      'Canary scale, to come',
      'Header route, to come',
      'Mirror route, to come',
      'Experiment, to come',
      'example/gate, to come',
      'Analysis, failed',
    ]);
  });

  it('says how long it has waited for a decision', async () => {
    const { steps, pause } = canary();
    renderInTestApp(<StepTrack steps={steps} pause={pause} />);
    await act(() => jest.advanceTimersByTimeAsync(60_000));

    expect(screen.getByText('for 4 min')).toBeInTheDocument();
  });

  it('counts a timed pause down, second by second, and stops at its end', async () => {
    const { steps } = canary();
    renderInTestApp(
      <StepTrack
        steps={steps}
        pause={{
          startedAt: new Date(NOW.getTime() - 20_000).toISOString(),
          endsAt: new Date(NOW.getTime() + 70_000).toISOString(),
        }}
      />,
    );
    await act(() => jest.advanceTimersByTimeAsync(5000));
    expect(screen.getByRole('timer')).toHaveTextContent('1:05 left');

    await act(() => jest.advanceTimersByTimeAsync(1000));
    expect(screen.getByRole('timer')).toHaveTextContent('1:04 left');

    await act(() => jest.advanceTimersByTimeAsync(70_000));
    expect(screen.queryByRole('timer')).not.toBeInTheDocument();
    expect(screen.getByText('time is up')).toBeInTheDocument();
  });
});

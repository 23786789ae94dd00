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
      'Analysis, to comesuccess-share',
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
      { kind: 'setHeaderRoute', route: 'beta', match: [] },
      { kind: 'setMirrorRoute', route: 'shadow', percentage: 50 },
      { kind: 'setMirrorRoute', route: 'shadow' },
      { kind: 'experiment', templates: ['baseline'] },
      {
        kind: 'experiment',
        templates: ['baseline', 'canary'],
        durationSeconds: 90,
      },
      { kind: 'plugin', name: 'example/gate' },
      { kind: 'unknown', name: 'setSomething' },
      { kind: 'analysis', templates: ['errors'] },
    ];
    renderInTestApp(
      <StepTrack
        steps={actions.map((action, index) => ({
          index,
          state: index === 9 ? 'failed' : 'upcoming',
          action,
        }))}
      />,
    );
    await act(() => jest.advanceTimersByTimeAsync(1000));
    expect(
      screen.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      'Canary scale, to come2 pods',
      'Header route, to comebeta: x-beta is 1',
      'Header route, to comebeta: taken away',
      'Mirror route, to comeshadow: 50 %',
      'Mirror route, to comeshadow: taken away',
      'Experiment, to comebaseline',
      'Experiment, to comebaseline, canary for 90 s',
      'Plugin, to comeexample/gate',
      'Unknown step, to comesetSomething',
      'Analysis, failederrorsfailed',
    ]);
  });

  it('shows what a full promote goes past, and no step as the current one', async () => {
    const { steps, pause } = canary();
    renderInTestApp(<StepTrack steps={steps} pause={pause} promotesFully />);
    await act(() => jest.advanceTimersByTimeAsync(1000));
    const items = screen.getAllByRole('listitem');
    expect(items.filter(item => item.textContent!.includes('skipped'))).toEqual(
      [items[1], items[3], items[4]],
    );
    expect(items[1]).not.toHaveAttribute('aria-current');
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

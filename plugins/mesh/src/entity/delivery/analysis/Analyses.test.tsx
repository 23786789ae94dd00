import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Analysis, AnalysisPhase } from '@meshway/plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  failedAnalysis,
  runningAnalysis,
} from '../../../__fixtures__/delivery';
import { revision } from '../../../__fixtures__/views';
import { Analyses } from './Analyses';

async function show(...analyses: Analysis[]): Promise<HTMLElement> {
  renderInTestApp(
    <Analyses analyses={analyses} revisions={[revision('canary', '1.20.1')]} />,
  );
  return screen.findByRole('region', { name: 'Analyses' });
}

/** The part of a metric. */
function metric(name: string): HTMLElement {
  return screen.getByText(name).closest('li')!;
}

describe('an analysis', () => {
  it('says when it began, what it judges and at which step', async () => {
    expect(await show(runningAnalysis(new Date()))).toHaveTextContent(
      'Runningproductpage-7b4c9d8f6-2-4at step 5, judges 1.20.1, began 8 min ago',
    );
  });

  it('draws measurements against the limits of its conditions', async () => {
    await show(runningAnalysis());
    const of = metric('success-share');
    const chart = within(of).getByRole('img', {
      name: 'success-share over time: 0.998 (Successful), 0.991 (Successful), 0.934 (Inconclusive), 0.987 (Successful), 0.996 (Successful)',
    });
    expect(chart).toHaveTextContent('>= 0.95< 0.8');
    expect(of).toHaveTextContent('Good when result[0] >= 0.95');
    expect(of).toHaveTextContent('Bad when result[0] < 0.80');
    expect(of).toHaveTextContent(
      '4 good · 1 unclear · 8 planned · 0 bad forgiven · 2 unclear forgiven',
    );
  });

  it('draws the number of a result that its condition names', async () => {
    await show(runningAnalysis());
    expect(
      within(metric('latency')).getByRole('img', {
        name: 'latency over time: 320 (Successful), 388 (Successful), 540 (Failed)',
      }),
    ).toHaveTextContent('<= 500');
  });

  it('draws values alone, with the ends of their scale, where the condition is code', async () => {
    await show(runningAnalysis());
    const of = metric('queue-length');
    expect(within(of).getByRole('img')).toHaveTextContent('914');
    expect(of).toHaveTextContent(
      'Good when len(result) == 0 || result[0] < 40',
    );
  });

  it('lists what is no number, the newest first', async () => {
    await show(runningAnalysis(new Date()));
    const of = metric('smoke-test');
    expect(within(of).queryByRole('img')).toBeNull();
    expect(
      within(of)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'Could not measureno valuedial tcp 127.0.0.1:1: connection refused1 min ago',
      'Successful"all 42 checks passed"2 min ago',
    ]);
  });

  it('keeps earlier ones behind a line', async () => {
    const user = userEvent.setup();
    await show(runningAnalysis(), failedAnalysis());
    const line = screen.getByText('1 earlier analysis');
    const details = line.closest('details')!;
    expect(details).not.toHaveAttribute('open');
    await user.click(line);
    expect(details).toHaveAttribute('open');
    expect(details).toHaveTextContent(
      'assessed Failed due to failed (1) > failureLimit (0)',
    );
  });

  it.each<[AnalysisPhase, string]>([
    ['Pending', 'Pending'],
    ['Running', 'Running'],
    ['Successful', 'Successful'],
    ['Failed', 'Failed'],
    ['Error', 'Could not measure'],
    ['Inconclusive', 'Inconclusive'],
    ['unknown', 'Unknown'],
  ])('that is %s says so', async (phase, word) => {
    const region = await show({
      ...failedAnalysis(),
      phase,
      stepIndex: undefined,
      metrics: [],
    });
    expect(within(region).getByText(word)).toBeInTheDocument();
    expect(region).toHaveTextContent('at a step');
    expect(region).toHaveTextContent('It has no metrics.');
  });
});

import type { Decision, MeshApi } from '@meshway/plugin-mesh-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import {
  canary,
  decision,
  ENTITY_REF,
  plainService,
  service,
} from '../../__fixtures__/views';
import { renderWithMesh } from '../../__testUtils__/renderWithMesh';
import { HistoryCard } from './HistoryCard';

const SERVICE = service({
  delivery: canary({
    pause: { startedAt: '2026-11-20T11:57:00Z' },
    abortedAt: '2026-11-19T09:00:00Z',
    message: 'Step-based analysis phase error/failed',
    analyses: [
      {
        name: 'productpage-7b4c9d8f6-2',
        type: 'step',
        phase: 'Failed',
        message: 'Metric "success-share" assessed Failed.',
        startedAt: '2026-11-19T08:59:00Z',
        metrics: [],
      },
    ],
    experiments: [
      {
        name: 'productpage-trial',
        phase: 'Running',
        message: '',
        startedAt: '2026-11-19T08:00:00Z',
        templates: [],
        analyses: [],
      },
    ],
  }),
});

function at(requestedAt: string, overrides: Partial<Decision> = {}): Decision {
  return decision({ id: requestedAt, requestedAt, ...overrides });
}

function show(
  decisions: Decision[],
  options: {
    getDecisions?: MeshApi['getDecisions'];
    of?: typeof SERVICE;
  } = {},
) {
  const { of = SERVICE, ...rest } = options;
  renderWithMesh(
    <HistoryCard entityRef={ENTITY_REF} service={of} decisions={decisions} />,
    new FakeMeshApi(rest),
  );
}

/** The entries as they are read, without when they were. */
async function entries(): Promise<string[]> {
  const list = await screen.findByRole('list', { name: 'History' });
  return within(list)
    .getAllByRole('listitem')
    .map(item => item.textContent!.replace(/\d+ (?:s|min|h|d).*ago$/, ''));
}

describe('the history of a service', () => {
  it('tells decisions and what happened by itself on one line of time, newest first', async () => {
    show([
      at('2026-11-20T11:58:00Z', { reason: 'All is calm.' }),
      at('2026-11-19T08:59:30Z', {
        state: 'failed',
        outcome: 'The controller aborted.',
      }),
    ]);
    expect(await entries()).toEqual([
      expect.stringMatching(
        /Confirmed live.*guest promoted step 2 at 20 %.*All is calm\./,
      ),
      'PauseThe pause of the current step began.',
      expect.stringMatching(/^New revisionRevision 1\.20\.1 \(7b4c9d8f6\)/),
      'AbortedThe update was aborted.Step-based analysis phase error/failed',
      expect.stringMatching(/^Failed.*The controller aborted\./),
      'AnalysisAnalysis productpage-7b4c9d8f6-2 began; it is Failed now.Metric "success-share" assessed Failed.',
      'ExperimentExperiment productpage-trial began; it is Running now.',
      expect.stringMatching(/^New revisionRevision 1\.19\.1/),
    ]);
  });

  it('shows one kind only when that is wanted', async () => {
    const user = userEvent.setup();
    show([at('2026-11-20T11:58:00Z')]);
    await user.click(await screen.findByRole('radio', { name: 'Decisions' }));
    expect(await entries()).toHaveLength(1);
    await user.click(screen.getByRole('radio', { name: 'Rollout events' }));
    expect(await entries()).toHaveLength(6);
    expect(screen.queryByRole('button', { name: /older/ })).toBeNull();
  });

  it('says what its author saw, who approved, and that they went on against advice', async () => {
    show([
      at('2026-11-20T11:58:00Z', {
        override: true,
        approval: {
          expiresAt: '2026-11-20T12:30:00Z',
          by: 'user:default/ada',
        },
        evidence: {
          revisions: [],
          verdict: {
            result: 'worse',
            sentence: 'The canary is worse: errors 4 % against 0.3 %.',
            minimum: 50,
          },
        },
      }),
    ]);
    const [entry] = await entries();
    expect(entry).toContain('approved by ada');
    expect(entry).toContain('although a rule of the portal advised against it');
    expect(entry).toMatch(/Saw: The canary is worse: errors 4\s% against/);
  });

  it('reads older decisions page by page, each once, and tries again', async () => {
    const user = userEvent.setup();
    const newest = at('2026-11-20T11:58:00Z');
    const older = at('2026-11-10T10:00:00Z', { reason: 'Older.' });
    const oldest = at('2026-11-01T10:00:00Z', { reason: 'Oldest.' });
    const elsewhere = at('2026-11-02T10:00:00Z', {
      reason: 'Elsewhere.',
      target: { kind: 'Rollout', namespace: 'bookinfo', name: 'other' },
    });
    let broken = true;
    show([newest], {
      getDecisions: async (_, page) => {
        if (page?.cursor === undefined) {
          return { decisions: [newest, older], next: 'two' };
        }
        if (broken) throw new Error('The journal does not answer.');
        return { decisions: [elsewhere, oldest] };
      },
    });
    const more = await screen.findByRole('button', {
      name: 'Show older decisions',
    });
    await user.click(more);
    expect(await screen.findByText('Older.')).toBeInTheDocument();
    await user.click(more);
    expect(
      await screen.findByText('The journal does not answer.'),
    ).toBeInTheDocument();
    broken = false;
    await user.click(more);
    expect(await screen.findByText('Oldest.')).toBeInTheDocument();
    expect(screen.queryByText('The journal does not answer.')).toBeNull();
    expect(screen.queryByText('Elsewhere.')).toBeNull();
    expect(screen.queryByRole('button', { name: /older/ })).toBeNull();
    expect(
      (await entries()).filter(entry => entry.includes('promoted')),
    ).toHaveLength(3);
  });

  it('says that nothing is known yet', async () => {
    show([], { of: { ...plainService(), revisions: [] } });
    expect(
      await screen.findByText(
        'Nothing is known of the past of this service yet.',
      ),
    ).toBeInTheDocument();
  });
});

import type {
  Decision,
  DecisionRequest,
  EntityMeshView,
} from '@meshway/plugin-mesh-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import { renderWithMesh } from '../../__testUtils__/renderWithMesh';
import {
  canary,
  decision,
  ENTITY_REF,
  healthyService,
  progressingService,
  plansOf,
  promotePlan,
  seenAt,
  service,
  view,
} from '../../__fixtures__/views';
import { EntityMesh } from '../EntityMesh';

/** A backend whose answer to a decision is given by hand. */
function backend(initial: EntityMeshView = view({ decisions: [] })) {
  const requests: DecisionRequest[] = [];
  let answer: (decided: Decision) => void = () => {};
  let refuse: (error: Error) => void = () => {};
  const meshApi = new FakeMeshApi({
    view: initial,
    decide: (_entityRef, request) => {
      requests.push(request);
      return new Promise<Decision>((resolve, reject) => {
        answer = resolve;
        refuse = reject;
      });
    },
  });
  return {
    meshApi,
    requests,
    push: (next: EntityMeshView) => act(() => meshApi.push(next)),
    answer: (decided: Decision) => act(async () => answer(decided)),
    refuse: (name: string, message: string) =>
      act(async () =>
        refuse(
          Object.assign(new Error('Request failed with 4xx'), {
            name: 'ResponseError',
            cause: Object.assign(new Error(message), { name }),
          }),
        ),
      ),
  };
}

function row(state: Decision['state'], outcome?: string): Decision {
  return decision({
    id: 'new',
    state,
    outcome,
    seen: seenAt(1),
    requestedAt: new Date().toISOString(),
    updatedAt: new Date().toISOString(),
  });
}

async function openDialog(meshApi: FakeMeshApi) {
  const user = userEvent.setup();
  const { analytics } = renderWithMesh(
    <EntityMesh entityRef={ENTITY_REF} />,
    meshApi,
  );
  const button = await screen.findByRole('button', { name: 'Promote' });
  await waitFor(() => expect(button).toBeEnabled());
  await user.click(button);
  const dialog = await screen.findByRole('dialog', {
    name: 'Promote productpage',
  });
  return { user, button, dialog, analytics };
}

const stages = (dialog: HTMLElement) =>
  within(within(dialog).getByRole('list', { name: 'Progress of the decision' }))
    .getAllByRole('listitem')
    .map(item => item.textContent?.split(', ').pop());

describe('promoting', () => {
  it('shows the plan, sends what was seen with the reason, and follows it until it is live', async () => {
    const { meshApi, requests, push, answer } = backend();
    const { user, button, dialog, analytics } = await openDialog(meshApi);
    expect(dialog).toHaveTextContent('bookinfo/productpage on cluster lab');
    expect(dialog).toHaveTextContent('Now20 %After50 %');
    expect(dialog).toHaveTextContent('Ends the pause at step 2 of 6.');

    await user.type(
      within(dialog).getByRole('textbox', { name: /Why\?/ }),
      ' Looks good. ',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    expect(requests).toEqual([
      {
        service: { cluster: 'lab', namespace: 'bookinfo', name: 'productpage' },
        verb: 'promote',
        seen: seenAt(1),
        reason: 'Looks good.',
      },
    ]);
    expect(analytics.getEvents()).toContainEqual(
      expect.objectContaining({ action: 'promote', subject: ENTITY_REF }),
    );
    expect(stages(dialog)).toEqual(['under way', 'to come', 'to come']);

    push(view({ decisions: [row('requested')] }));
    expect(stages(dialog)).toEqual(['reached', 'under way', 'to come']);
    push(view({ decisions: [row('applied')] }));
    expect(stages(dialog)).toEqual(['reached', 'reached', 'under way']);

    await user.keyboard('{Escape}');
    expect(dialog).toBeInTheDocument();

    push(
      view({
        services: [progressingService()],
        decisions: [row('confirmed', 'The controller went on to step 3.')],
      }),
    );
    await answer(row('confirmed', 'The controller went on to step 3.'));
    expect(stages(dialog)).toEqual(['reached', 'reached', 'reached']);
    expect(dialog).toHaveTextContent('The controller went on to step 3.');

    // The cross in the corner has the same name; the button comes last.
    await user.click(
      within(dialog).getAllByRole('button', { name: 'Close' }).pop()!,
    );
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await waitFor(() => expect(button).toHaveFocus());
  });

  it('works by keyboard alone and gives the focus back on Escape', async () => {
    const { meshApi, requests } = backend();
    const user = userEvent.setup();
    renderWithMesh(<EntityMesh entityRef={ENTITY_REF} />, meshApi);
    const button = await screen.findByRole('button', { name: 'Promote' });
    await waitFor(() => expect(button).toBeEnabled());

    act(() => button.focus());
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toContainElement(document.activeElement as HTMLElement);

    await user.keyboard('{Escape}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await waitFor(() => expect(button).toHaveFocus());
    expect(requests).toEqual([]);
  });

  it('moves the focus to the headline when there is nothing left to promote', async () => {
    const { meshApi, push, answer } = backend();
    const { user, dialog } = await openDialog(meshApi);
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    push(view({ services: [healthyService()], decisions: [] }));
    await answer(row('confirmed', 'All steps are done.'));

    await user.keyboard('{Escape}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await waitFor(() =>
      expect(document.activeElement).toHaveTextContent(
        'Version 1.20.1 serves all traffic.',
      ),
    );
  });

  it('came too late: nothing changed, says what is now, and offers the new plan', async () => {
    const { meshApi, requests, push, refuse } = backend();
    const { user, dialog } = await openDialog(meshApi);
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    await refuse('ConflictError', 'The rollout is at step 4 now.');

    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      'Nothing was changed: the delivery has moved on',
    );
    expect(dialog).toHaveTextContent('The rollout is at step 4 now.');
    expect(dialog).toHaveTextContent('Waiting for the new state…');
    const newPlan = within(dialog).getByRole('button', {
      name: 'Show the new plan',
    });
    expect(newPlan).toBeDisabled();

    push(view({ services: [progressingService()], decisions: [] }));
    expect(dialog).toHaveTextContent('Now: Canary 1.20.1 takes 50 %');
    await user.click(newPlan);
    expect(dialog).toHaveTextContent('Now50 %After80 %');
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    expect(requests.map(request => request.seen)).toMatchObject([
      { stepIndex: 1 },
      { stepIndex: 3 },
    ]);
  });

  it('never sends a plan other than the one that was opened when the world moves on', async () => {
    const { meshApi, requests, push } = backend();
    const { user, dialog } = await openDialog(meshApi);
    push(
      view({
        services: [
          service({
            headline: 'Canary `1.20.2` takes 20 %.',
            delivery: canary({
              plans: plansOf(
                promotePlan({ ...seenAt(1), podHash: 'other' }, 50),
              ),
            }),
          }),
        ],
      }),
    );
    expect(within(dialog).getByRole('alert')).toHaveTextContent(
      'The delivery has moved on since you opened this dialog',
    );
    expect(dialog).toHaveTextContent('Now: Canary 1.20.2 takes 20 %.');
    expect(
      within(dialog).queryByRole('button', { name: 'Promote' }),
    ).not.toBeInTheDocument();

    await user.click(
      within(dialog).getByRole('button', { name: 'Show the new plan' }),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    expect(requests.map(request => request.seen)).toMatchObject([
      { podHash: 'other' },
    ]);
  });

  it.each([
    {
      situation: 'the backend refuses',
      name: 'NotAllowedError',
      expected: 'Promote was refused',
    },
    {
      situation: 'the answer is lost',
      name: 'TypeError',
      expected: 'The promote may or may not have been carried out',
    },
  ])('says what is known when $situation', async ({ name, expected }) => {
    const { meshApi, refuse } = backend();
    const { user, dialog } = await openDialog(meshApi);
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    await refuse(name, 'in its own words');
    expect(within(dialog).getByRole('alert')).toHaveTextContent(expected);
    expect(dialog).toHaveTextContent('in its own words');
  });

  it('says that a decision is still open, and follows it while the dialog stays', async () => {
    const { meshApi, push, answer } = backend();
    const { user, dialog } = await openDialog(meshApi);
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    const applied = row('applied');
    await answer(applied);
    expect(dialog).toHaveTextContent(
      'The controller has not reacted yet. This settles by itself',
    );

    push(
      view({
        decisions: [
          {
            ...applied,
            state: 'failed',
            outcome: 'Another revision took over.',
            updatedAt: new Date(Date.now() + 60_000).toISOString(),
          },
        ],
      }),
    );
    expect(dialog).toHaveTextContent('Failed');
    expect(dialog).toHaveTextContent('Another revision took over.');
  });
});

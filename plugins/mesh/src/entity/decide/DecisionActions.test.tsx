import type {
  Decision,
  DecisionRequest,
  EntityMeshView,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeMeshApi } from '../../__fixtures__/FakeMeshApi';
import {
  abortedCanary,
  decidableCanary,
  shiftableService,
  shiftPlan,
} from '../../__fixtures__/decisions';
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
    expect(dialog).toHaveTextContent('Canary now20 %After50 %');
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
    expect(dialog).toHaveTextContent('Canary now50 %After80 %');
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
      expected: 'The decision was refused',
    },
    {
      situation: 'the answer is lost',
      name: 'TypeError',
      expected: 'The decision may or may not have been carried out',
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

describe('deciding', () => {
  function show(
    of: ServiceView,
    options: Partial<FakeMeshApi> & {
      decisions?: Decision[];
      authorize?: AuthorizeResult.DENY;
    } = {},
  ) {
    const { decisions = [], authorize, ...rest } = options;
    const sent: [DecisionRequest, string | undefined][] = [];
    const meshApi = new FakeMeshApi({
      view: view({ services: [of], decisions }),
      decide: async (_, request, { idempotencyKey } = {}) => {
        sent.push([request, idempotencyKey]);
        return decision({ id: 'new', verb: request.verb, state: 'confirmed' });
      },
      ...rest,
    });
    renderWithMesh(
      // usePermission remembers its answers by entity.
      <EntityMesh
        entityRef={authorize ? 'component:default/theirs' : ENTITY_REF}
      />,
      meshApi,
      { authorize },
    );
    return { user: userEvent.setup(), meshApi, sent };
  }

  const button = (name: string) => screen.findByRole('button', { name });

  async function enabled(name: string) {
    const found = await button(name);
    await waitFor(() => expect(found).toBeEnabled());
    return found;
  }

  it.each([
    ['Promote fully', 'promote-full', 'Goes on to 100 %'],
    ['Pause', 'pause', 'The controller stops where it is'],
    ['Restart', 'restart', 'Every pod is replaced'],
    ['Roll back', 'roll-back', 'The pods of revision 4 (1.18.0) take over'],
  ])('offers %s in the menu of the rest', async (name, verb, consequence) => {
    const { user, sent } = show(service({ delivery: decidableCanary() }));
    await user.click(await button('More decisions'));
    await user.click(await screen.findByRole('menuitem', { name }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(consequence);
    const send = within(dialog).getByRole('button', { name });
    await waitFor(() => expect(send).toBeEnabled());
    await user.click(send);
    await waitFor(() => expect(dialog).toHaveTextContent('Confirmed live'));
    expect(sent).toMatchObject([
      [{ verb, seen: seenAt(1) }, expect.stringMatching(/^[0-9a-f]{32}$/)],
    ]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    await waitFor(async () =>
      expect(await button('More decisions')).toHaveFocus(),
    );
  });

  it('keeps the way out beside the way on, and says what is skipped and what would undo it', async () => {
    const { user, sent } = show(service({ delivery: decidableCanary() }));
    await user.click(await enabled('Abort'));
    const abort = await screen.findByRole('dialog', {
      name: 'Abort the release of productpage',
    });
    expect(abort).toHaveTextContent('All traffic goes back to 1.19.1.');
    expect(abort).toHaveTextContent('Retry begins at the first step again.');
    await user.click(within(abort).getByRole('button', { name: 'Abort' }));
    await waitFor(() => expect(abort).toHaveTextContent('Confirmed live'));
    expect(sent).toMatchObject([[{ verb: 'abort' }, expect.any(String)]]);
    await user.keyboard('{Escape}');

    await user.click(await button('More decisions'));
    await user.click(
      await screen.findByRole('menuitem', { name: 'Promote fully' }),
    );
    const full = await screen.findByRole('dialog');
    expect(full).toHaveTextContent(
      'This skips checks that would have happened1 pause, 1 analysis',
    );
  });

  it('goes back to the revision that is chosen', async () => {
    const { user, sent } = show(service({ delivery: decidableCanary() }));
    await user.click(await button('More decisions'));
    await user.click(
      await screen.findByRole('menuitem', { name: 'Roll back' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: /Back to/ }));
    await user.click(
      await screen.findByRole('option', { name: '1.17.2 (revision 3)' }),
    );
    expect(dialog).toHaveTextContent('The pods of revision 3 (1.17.2)');
    const send = within(dialog).getByRole('button', { name: 'Roll back' });
    await waitFor(() => expect(send).toBeEnabled());
    await user.click(send);
    expect(sent).toMatchObject([
      [{ verb: 'roll-back', revision: 'hash-3' }, expect.any(String)],
    ]);
  });

  it('begins an aborted release again', async () => {
    const { user, sent } = show(service({ delivery: abortedCanary() }));
    await user.click(await enabled('Retry'));
    const dialog = await screen.findByRole('dialog');
    const send = within(dialog).getByRole('button', { name: 'Retry' });
    await waitFor(() => expect(send).toBeEnabled());
    await user.click(send);
    expect(sent).toMatchObject([[{ verb: 'retry' }, expect.any(String)]]);
  });

  it('shifts weights by a step, or to a weight of one’s own as the backend plans it', async () => {
    const { user, sent } = show(shiftableService(), {
      planDecision: async (_, { weight = 25 }) => ({
        plan: shiftPlan('shift', weight),
        reasonRequired: false,
        objections: [],
      }),
    });
    await user.click(await enabled('Shift weights'));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Canary now20 %After25 %');
    await user.click(within(dialog).getByRole('radio', { name: /^50/ }));
    await waitFor(() => expect(dialog).toHaveTextContent('After50 %'));
    const own = within(dialog).getByRole('textbox', {
      name: 'Another weight, in percent',
    });
    await user.clear(own);
    await user.type(own, '33{Tab}');
    await waitFor(() => expect(dialog).toHaveTextContent('After33 %'));
    const send = within(dialog).getByRole('button', { name: 'Shift weights' });
    await waitFor(() => expect(send).toBeEnabled());
    await user.click(send);
    expect(sent).toMatchObject([
      [{ verb: 'shift', weight: 33 }, expect.any(String)],
    ]);
  });

  it('does not take the plan of one weight for that of another', async () => {
    const { user } = show(shiftableService(), {
      planDecision: async (_, { weight }) => {
        if (weight === 50) throw new Error('The portal does not answer.');
        return {
          plan: shiftPlan('shift', weight ?? 25),
          reasonRequired: false,
          objections: [],
        };
      },
    });
    await user.click(await enabled('Shift weights'));
    const dialog = await screen.findByRole('dialog');
    const send = within(dialog).getByRole('button', { name: 'Shift weights' });
    await waitFor(() => expect(send).toBeEnabled());
    await user.click(within(dialog).getByRole('radio', { name: /^50/ }));
    expect(
      await within(dialog).findByText(/The portal does not answer/),
    ).toBeInTheDocument();
    expect(send).toBeDisabled();
    expect(dialog).not.toHaveTextContent('After');
  });

  it('asks for a reason where the portal wants one', async () => {
    const { user, sent } = show(service(), {
      planned: { reasonRequired: true },
    });
    await user.click(await enabled('Promote'));
    const dialog = await screen.findByRole('dialog');
    const why = await within(dialog).findByRole('textbox', {
      name: /Why\?/,
    });
    await waitFor(() => expect(why).toBeRequired());
    const send = within(dialog).getByRole('button', { name: 'Promote' });
    await user.type(why, '  ');
    expect(send).toBeDisabled();
    await user.type(why, 'Calm.');
    await user.click(send);
    expect(sent).toMatchObject([[{ reason: 'Calm.' }, expect.any(String)]]);
  });

  it('lets a rule be overridden with a reason, where it may be', async () => {
    const { user, sent } = show(service(), {
      planned: {
        objections: [
          { rule: 'verdict', sentence: 'It is worse.', overridable: true },
        ],
      },
    });
    await user.click(await enabled('Promote'));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('It is worse.')).toBeInTheDocument();
    const send = within(dialog).getByRole('button', { name: 'Promote' });
    expect(send).toBeDisabled();
    await user.click(
      within(dialog).getByRole('checkbox', { name: /all the same/ }),
    );
    expect(send).toBeDisabled();
    await user.type(
      within(dialog).getByRole('textbox', { name: /Why\?/ }),
      'Known.',
    );
    await user.click(send);
    expect(sent).toMatchObject([
      [{ override: true, reason: 'Known.' }, expect.any(String)],
    ]);
  });

  it('does not go past a freeze', async () => {
    const { user } = show(service(), {
      planned: {
        objections: [
          { rule: 'freeze', sentence: 'Until Monday.', overridable: false },
          { rule: 'verdict', sentence: 'It is worse.', overridable: true },
        ],
      },
    });
    await user.click(await enabled('Promote'));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('Decisions are frozen'),
    ).toBeInTheDocument();
    expect(within(dialog).queryByRole('checkbox')).toBeNull();
    expect(
      within(dialog).getByRole('button', { name: 'Promote' }),
    ).toBeDisabled();
  });

  it('decides also when the portal cannot be asked for its rules before', async () => {
    const { user, sent } = show(service(), {
      planDecision: async () => {
        throw new Error('The portal does not answer.');
      },
    });
    await user.click(await enabled('Promote'));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/rules could not be asked/),
    ).toBeInTheDocument();
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    expect(sent).toHaveLength(1);
  });

  it('sends again with the same key when the answer was lost', async () => {
    const keys: (string | undefined)[] = [];
    const { user } = show(service(), {
      decide: async (_, __, { idempotencyKey } = {}) => {
        keys.push(idempotencyKey);
        if (keys.length === 1) throw new TypeError('Failed to fetch');
        return decision({ id: 'new', state: 'confirmed' });
      },
    });
    await user.click(await enabled('Promote'));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    await user.click(
      await within(dialog).findByRole('button', { name: 'Send again' }),
    );
    await waitFor(() => expect(dialog).toHaveTextContent('Confirmed live'));
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
  });

  it('goes on when its dialog is closed, and can be looked at again', async () => {
    let answer: (decided: Decision) => void = () => {};
    const { user, meshApi } = show(service(), {
      decide: () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    });
    const opener = await enabled('Promote');
    await user.click(opener);
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Promote' }));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(dialog).not.toBeInTheDocument());

    act(() => meshApi.push(view({ decisions: [row('applied')] })));
    const status = await screen.findByText('Applied', {
      selector: '[role="status"] *',
    });
    expect(status).toBeInTheDocument();
    await user.click(await button('Show'));
    const again = await screen.findByRole('dialog');
    expect(stages(again)).toEqual(['reached', 'reached', 'under way']);
    await act(async () => answer(row('confirmed', 'Done.')));
    expect(stages(again)).toEqual(['reached', 'reached', 'reached']);
  });

  it('says one sentence to who may not decide', async () => {
    show(service({ delivery: decidableCanary() }), {
      authorize: AuthorizeResult.DENY,
    });
    expect(
      await screen.findByText('Only the owners of this component may decide.'),
    ).toBeInTheDocument();
    expect(await button('Promote')).toBeDisabled();
    expect(screen.queryByRole('button', { name: 'Abort' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'More decisions' })).toBeNull();
  });
});

describe('a decision that two people take', () => {
  const PROPOSAL = decision({
    id: 'proposal',
    state: 'proposed',
    decidedBy: 'user:default/ada',
    reason: 'All is calm.',
    outcome: undefined,
    seen: seenAt(1),
    approval: { expiresAt: new Date(Date.now() + 1_800_000).toISOString() },
  });

  function show(proposal: Decision, options: Partial<FakeMeshApi> = {}) {
    const meshApi = new FakeMeshApi({
      view: view({ decisions: [proposal] }),
      ...options,
    });
    renderWithMesh(<EntityMesh entityRef={ENTITY_REF} />, meshApi);
    return userEvent.setup();
  }

  const proposals = () =>
    screen.findByRole('list', { name: 'Proposed decisions' });

  it('is proposed, and says that somebody else has to approve', async () => {
    const meshApi = new FakeMeshApi({
      view: view({ decisions: [] }),
      planned: { secondPerson: { withinSeconds: 3600 } },
      decide: async () => ({ ...PROPOSAL, decidedBy: 'user:default/guest' }),
    });
    const { user, dialog } = await openDialog(meshApi);
    expect(dialog).toHaveTextContent(
      'Somebody else has to approve it within 1 h.',
    );
    await user.click(within(dialog).getByRole('button', { name: 'Propose' }));
    await waitFor(() =>
      expect(dialog).toHaveTextContent(
        'Somebody else with the right to decide has to approve it here.',
      ),
    );
  });

  it('is approved by another one, who sees the plan and the reason', async () => {
    const approved: string[] = [];
    const user = show(PROPOSAL, {
      approveDecision: async (_, id) => {
        approved.push(id);
        return { ...PROPOSAL, state: 'confirmed', outcome: 'Went on.' };
      },
    });
    expect(await proposals()).toHaveTextContent(
      /ada proposes to promote.*All is calm\..*another (?:29|30) min/,
    );
    await user.click(await screen.findByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog');
    await waitFor(() =>
      expect(dialog).toHaveTextContent('Ends the pause at step 2 of 6.'),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(dialog).toHaveTextContent('Went on.'));
    expect(approved).toEqual(['proposal']);
  });

  it('is taken back by its author, who cannot approve it', async () => {
    const withdrawn: string[] = [];
    const user = show(
      { ...PROPOSAL, decidedBy: 'user:default/test' },
      {
        withdrawDecision: async (_, id) => {
          withdrawn.push(id);
          return { ...PROPOSAL, state: 'withdrawn', outcome: 'Taken back.' };
        },
      },
    );
    await user.click(await screen.findByRole('button', { name: 'Withdraw' }));
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Withdraw' }));
    await waitFor(() => expect(dialog).toHaveTextContent('Taken back.'));
    expect(withdrawn).toEqual(['proposal']);
  });

  it('says why an approval is refused', async () => {
    const user = show(PROPOSAL, {
      approveDecision: async () => {
        throw new Error('It has expired.');
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Approve' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'It has expired.',
    );
  });
});

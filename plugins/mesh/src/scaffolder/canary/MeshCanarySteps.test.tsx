import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { complaintsOf } from '../__testUtils__/complaintsOf';
import { renderField } from '../__testUtils__/renderField';
import { MeshCanarySteps } from './MeshCanarySteps';
import { validateCanarySteps } from './validateCanarySteps';

const STANDARD = [
  { weight: 20, pause: 'manual' },
  { weight: 50, pause: '5m' },
  { weight: 80, pause: '5m' },
];

async function step(number: number) {
  return within(
    await screen.findByRole('listitem', { name: `Step ${number}` }),
  );
}

describe('MeshCanarySteps', () => {
  it('starts from the standard steps, says how long they take and draws them', async () => {
    const { value } = renderField(MeshCanarySteps);
    expect(
      await screen.findByText(
        'A release takes at least 10 min, plus 1 decision by a person.',
      ),
    ).toBeInTheDocument();
    expect(value()).toEqual(STANDARD);
    expect(screen.getByRole('img')).toHaveAccessibleName(
      'Share of the traffic over a release: 20 % until somebody decides, 50 % for 5 min, 80 % for 5 min, then 100 %.',
    );
  });

  it('takes the steps of another preset', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshCanarySteps);
    await user.click(await screen.findByRole('button', { name: 'Fast' }));
    expect(value()).toEqual([{ weight: 50, pause: '2m' }]);
    expect(
      screen.getByText('A release takes at least 2 min, and nobody decides.'),
    ).toBeInTheDocument();
    // A release without a step would be none.
    expect(
      screen.getByRole('button', { name: 'Remove step 1' }),
    ).toBeDisabled();
  });

  it('is edited by keyboard alone, and the focus follows a step that is moved', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshCanarySteps);
    const weight = (await step(1)).getByRole('textbox', { name: /Share/ });
    await user.clear(weight);
    await user.type(weight, '10{Tab}');
    expect(value()).toMatchObject([{ weight: 10 }, {}, {}]);

    const time = (await step(2)).getByRole('textbox', { name: /how long/ });
    await user.clear(time);
    await user.type(time, '90s');
    expect(value()).toMatchObject([{}, { weight: 50, pause: '90s' }, {}]);

    act(() => screen.getByRole('button', { name: 'Move step 3 up' }).focus());
    await user.keyboard('{Enter}');
    expect(value()).toMatchObject([
      { weight: 10 },
      { weight: 80 },
      { weight: 50 },
    ]);
    expect(
      screen.getByRole('button', { name: 'Move step 2 up' }),
    ).toHaveFocus();
    expect(screen.getByText('Step 3 is step 2 now.')).toBeInTheDocument();
    expect(
      (await step(3)).getByRole('textbox', { name: /Share/ }),
    ).toHaveAccessibleDescription(/must be larger than in the step before/);

    await user.keyboard('{Enter}');
    // At the top it cannot go further up: the next button of the step has the focus.
    expect(
      screen.getByRole('button', { name: 'Move step 1 down' }),
    ).toHaveFocus();

    act(() => screen.getByRole('button', { name: 'Remove step 1' }).focus());
    await user.keyboard('{Enter}');
    expect(value()).toMatchObject([{ weight: 10 }, { weight: 50 }]);
    expect(screen.getByRole('button', { name: 'Remove step 1' })).toHaveFocus();

    await user.click(screen.getByRole('button', { name: 'Add a step' }));
    expect(value()).toMatchObject([{}, {}, { weight: 75, pause: 'manual' }]);
  });

  it('lets a step wait for a decision, for a time, or not at all', async () => {
    const user = userEvent.setup();
    const { value } = renderField(MeshCanarySteps, {
      formData: [{ weight: 30, pause: 'manual' }],
    });
    const choose = async (name: string) => {
      await user.click((await step(1)).getByRole('button', { name: /Then/ }));
      await user.click(await screen.findByRole('option', { name }));
    };
    await choose('wait for a time');
    expect(value()).toEqual([{ weight: 30, pause: '5m' }]);
    await choose('go on at once');
    expect(value()).toEqual([{ weight: 30 }]);
    expect(screen.queryByRole('textbox', { name: /how long/ })).toBeNull();
    await choose('wait for a decision');
    expect(value()).toEqual([{ weight: 30, pause: 'manual' }]);
  });

  it('has no pauses where people move the weights, and may end with 100', async () => {
    const { value } = renderField(MeshCanarySteps, {
      uiOptions: { weightsOnly: true },
      formData: [{ weight: 50, pause: '5m' }, { weight: 100 }],
    });
    expect(
      await screen.findByText('A release has 2 steps, each moved by a person.'),
    ).toBeInTheDocument();
    expect(value()).toEqual([{ weight: 50 }, { weight: 100 }]);
    expect(screen.queryByRole('button', { name: /Then/ })).toBeNull();
    expect(screen.getByRole('img')).toHaveAccessibleName(
      /50 % until somebody moves it, 100 % until somebody moves it\.$/,
    );
  });

  it.each([null, 'manual', { weight: 5 }, [[], 7, null, 'x']])(
    'begins anew with anything else that an address brings: %p',
    async formData => {
      const { value } = renderField(MeshCanarySteps, { formData });
      await screen.findByText(/A release takes/);
      // What can be read of it is kept.
      expect(value()).toEqual(
        Array.isArray(formData) ? [{ weight: 0 }] : STANDARD,
      );
    },
  );

  it('only shows the steps while the form is disabled', async () => {
    renderField(MeshCanarySteps, { formData: STANDARD, disabled: true });
    expect(await screen.findByText(/at least 10 min/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Add a step' })).toBeNull();
    expect(
      screen.getByRole('button', { name: 'Move step 2 up' }),
    ).toBeDisabled();
  });
});

describe('the validation of steps', () => {
  it.each([
    [STANDARD, []],
    [undefined, ['A release needs a step at least.']],
    [
      [
        { weight: 20, pause: 'soon' },
        { weight: 10, pause: 'manual' },
        { weight: 100 },
      ],
      [
        'Step 1: write the time as 30s, 5m or 1h, longer than nothing.',
        'Step 2: the share must be larger than in the step before.',
        'Step 3: the share is a whole number from 1 to 99.',
      ],
    ],
    [
      Array.from({ length: 30 }, (_, i) => ({ weight: i + 1 })),
      ['At most 20 steps.'],
    ],
  ])('of %j says %j', async (steps, complaints) => {
    expect(await complaintsOf(validateCanarySteps, steps)).toEqual(complaints);
  });

  it('takes 100 where people move the weights', async () => {
    expect(
      await complaintsOf(
        validateCanarySteps,
        [{ weight: 50 }, { weight: 100 }],
        { uiOptions: { weightsOnly: true } },
      ),
    ).toEqual([]);
  });
});

import { object } from '../../__fixtures__/objects';
import { blueGreenServices } from './blueGreenServices';

const service = (name: string, hash?: string) =>
  object('Service', name, {
    spec: {
      selector: {
        app: 'pay',
        ...(hash && { 'rollouts-pod-template-hash': hash }),
      },
    },
  });

const rollout = (blueGreen: object, status: object) =>
  object('Rollout', 'pay', {
    spec: { strategy: { blueGreen } },
    status: { blueGreen: status },
  });

describe('the Services of a blue-green Rollout', () => {
  const both = rollout(
    { activeService: 'pay', previewService: 'pay-preview' },
    { activeSelector: 'old', previewSelector: 'new' },
  );

  it('lead where their own selectors say', () => {
    expect(
      blueGreenServices(both, {
        service: service('pay', 'old'),
        siblings: [service('pay-preview', 'new')],
      }),
    ).toEqual({
      activeService: 'pay',
      previewService: 'pay-preview',
      activeHash: 'old',
      previewHash: 'new',
      drift: [],
    });
  });

  it('may lead elsewhere than the status says', () => {
    expect(
      blueGreenServices(both, {
        service: service('pay', 'other'),
        siblings: [service('pay-preview')],
      }),
    ).toMatchObject({
      activeHash: 'other',
      previewHash: undefined,
      drift: [
        'Service pay selects revision other, but the status says old.',
        'Service pay-preview selects the pods of all revisions, but the status says new.',
      ],
    });
  });

  it('lead where the status says as long as they are not known', () => {
    expect(
      blueGreenServices(both, { service: service('other'), siblings: [] }),
    ).toMatchObject({ activeHash: 'old', previewHash: 'new', drift: [] });
  });

  it('need no preview, and no word in the status', () => {
    expect(
      blueGreenServices(rollout({ activeService: 'pay' }, {}), {
        service: service('pay', 'old'),
        siblings: [],
      }),
    ).toEqual({
      activeService: 'pay',
      previewService: undefined,
      activeHash: 'old',
      previewHash: undefined,
      drift: [],
    });
    expect(
      blueGreenServices(object('Rollout', 'pay'), {
        service: service('pay'),
        siblings: [],
      }),
    ).toMatchObject({ activeService: '', activeHash: undefined, drift: [] });
  });
});

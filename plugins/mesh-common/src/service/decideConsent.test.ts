import { object } from '../__fixtures__/objects';
import { decideConsent } from './decideConsent';

const ENTITY = 'component:default/payments';
const OWNER = 'group:default/payments-team';

function consent(input: {
  /** `meshway.dev/entity` on each workload. */
  entities?: (string | undefined)[];
  /** `meshway.dev/owner` on the Namespace. */
  owner?: string;
  ownerRef?: string;
  trustCatalog?: boolean;
}) {
  const { entities = [undefined], owner, trustCatalog = false } = input;
  return decideConsent({
    entityRef: ENTITY,
    ownerRef: 'ownerRef' in input ? input.ownerRef : OWNER,
    about: entities.map(entity =>
      object('Rollout', 'payments', {
        annotations:
          entity === undefined ? {} : { 'meshway.dev/entity': entity },
      }),
    ),
    namespace: object('Namespace', 'shop', {
      annotations: owner === undefined ? {} : { 'meshway.dev/owner': owner },
    }),
    trustCatalog,
  });
}

describe('decideConsent', () => {
  it('is given by a Rollout that names the entity, however it is written', () => {
    expect(consent({ entities: [' Component:Default/Payments '] })).toEqual({
      given: true,
      by: 'meshway.dev/entity on Rollout shop/payments',
    });
    expect(consent({ entities: ['payments'] }).given).toBe(true);
  });

  it('is given by a Namespace that names the owner', () => {
    expect(consent({ owner: 'payments-team' })).toEqual({
      given: true,
      by: 'meshway.dev/owner on Namespace shop',
    });
  });

  it('is given by an operator who trusts the catalog', () => {
    expect(consent({ trustCatalog: true }).given).toBe(true);
  });

  it('is refused, with the line to add, when the cluster says nothing', () => {
    expect(consent({})).toEqual({
      given: false,
      reason:
        'Rollout shop/payments does not say that this entity may decide about it.',
      line: 'meshway.dev/entity: component:default/payments',
    });
  });

  it.each<[string, Parameters<typeof consent>[0]]>([
    [
      'the Rollout names another entity',
      { entities: ['component:default/evil'] },
    ],
    ['one of two workloads is silent', { entities: [ENTITY, undefined] }],
    ['the Namespace names another owner', { owner: 'group:default/others' }],
    [
      'the Namespace names a user of that name',
      { owner: 'user:default/payments-team' },
    ],
    [
      'the entity has no owner and the Namespace names none',
      { owner: '', ownerRef: undefined },
    ],
    ['both owners are malformed', { owner: 'group:', ownerRef: 'group:' }],
    ['no workload is there', { entities: [], owner: OWNER }],
  ])('is refused when %s', (_, input) => {
    expect(consent(input).given).toBe(false);
  });
});

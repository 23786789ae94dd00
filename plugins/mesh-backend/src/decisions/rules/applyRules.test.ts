import type { Verdict } from '@meshway/plugin-mesh-common';
import { needsReason, objectionsOf, secondPersonWithin } from './applyRules';
import { NO_RULES, type DecisionRules } from './DecisionRules';
import type { DecisionScope, RuledDecision } from './DecisionScope';

const NOW = new Date('2026-11-28T12:00:00Z');

const WORSE: Verdict = {
  result: 'worse',
  sentence: 'Errors 9 % against 1 %.',
  minimum: 100,
};

function decision(overrides: Partial<RuledDecision> = {}): RuledDecision {
  return {
    entityRef: 'component:default/orders',
    service: { cluster: 'east', namespace: 'shop', name: 'orders' },
    targetNamespace: 'routes',
    verb: 'promote',
    forward: true,
    ...overrides,
  };
}

/** Every rule there is, about the same decisions. */
function rulesAbout(scope: DecisionScope): DecisionRules {
  return {
    requireReason: scope,
    twoPeople: [{ ...scope, expiresAfterMs: 1000 }],
    freezes: [
      {
        ...scope,
        reason: 'Closing.',
        overridable: false,
        window: { from: new Date(0), to: new Date('2999-01-01T00:00:00Z') },
      },
    ],
    verdictGate: scope,
  };
}

function applied(rules: DecisionRules, to: RuledDecision) {
  return {
    reason: needsReason(rules, to),
    within: secondPersonWithin(rules, to),
    objections: objectionsOf(rules, to, { verdict: WORSE, now: NOW }).map(
      ({ rule }) => rule,
    ),
  };
}

const ALL = { reason: true, within: 1000, objections: ['freeze', 'verdict'] };
const NONE = { reason: false, within: undefined, objections: [] };

describe('the rules for decisions', () => {
  it.each<[string, DecisionScope, boolean]>([
    ['everything', {}, true],
    ['this entity', { entities: ['component:default/orders'] }, true],
    ['another entity', { entities: ['component:default/cart'] }, false],
    ['its namespace', { namespaces: ['shop'] }, true],
    ['the namespace of what changes', { namespaces: ['routes'] }, true],
    ['another namespace', { namespaces: ['bookinfo'] }, false],
    ['its cluster', { clusters: ['west', 'east'] }, true],
    ['another cluster', { clusters: ['west'] }, false],
    ['its verb', { verbs: ['promote'] }, true],
    ['another verb', { verbs: ['retry'] }, false],
    [
      'its cluster and another verb',
      { clusters: ['east'], verbs: ['retry'] },
      false,
    ],
    ['nothing', { verbs: [] }, false],
  ])('about %s', (_, scope, fit) => {
    expect(applied(rulesAbout(scope), decision())).toEqual(fit ? ALL : NONE);
  });

  it('ask nothing where none is configured', () => {
    expect(applied(NO_RULES, decision())).toEqual(NONE);
  });

  it.each(['abort', 'pause'] as const)(
    'never hold the brakes (%s), and only want a reason',
    verb => {
      expect(
        applied(rulesAbout({}), decision({ verb, forward: false })),
      ).toEqual({ ...NONE, reason: true });
    },
  );

  it('mind a verdict only where the canary is led on, and only when it is worse', () => {
    const rules = { ...NO_RULES, verdictGate: {} };
    const objections = (verdict: Verdict | undefined, forward = true) =>
      objectionsOf(rules, decision({ forward }), { verdict, now: NOW });
    expect(objections(WORSE)).toEqual([
      {
        rule: 'verdict',
        sentence: 'The canary does worse than stable: Errors 9 % against 1 %.',
        overridable: true,
      },
    ]);
    expect(objections(WORSE, false)).toEqual([]);
    expect(objections(undefined)).toEqual([]);
    for (const result of [
      'better',
      'no difference',
      'not enough data',
    ] as const) {
      expect(objections({ ...WORSE, result })).toEqual([]);
    }
  });
});

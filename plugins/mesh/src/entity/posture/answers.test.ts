import type { Posture, ServiceView } from '@meshway/plugin-mesh-common';
import {
  configuredService,
  type ConfiguredSituation,
} from '../../__fixtures__/configured';
import { answerTo, type AnswerWord } from './answers';

const QUESTIONS = ['encrypted', 'meshed', 'access', 'failure'] as const;

function answers(service: ServiceView): AnswerWord[] {
  return QUESTIONS.map(question => answerTo(question, service));
}

const STRICT = configuredService('strict');

function withPosture(change: (posture: Posture) => void): ServiceView {
  const service = structuredClone(STRICT);
  change(service.posture);
  return service;
}

describe('the four answers', () => {
  it.each<[ConfiguredSituation, AnswerWord[]]>([
    ['strict', ['encrypted.yes', 'meshed.yes', 'access.some', 'failure.set']],
    [
      'permissive',
      ['encrypted.plainToo', 'meshed.yes', 'access.anyone', 'failure.default'],
    ],
    [
      'mixed',
      ['encrypted.partly', 'meshed.partly', 'access.anyone', 'failure.faults'],
    ],
    [
      'closed',
      ['encrypted.yes', 'meshed.yes', 'access.nobody', 'failure.default'],
    ],
    ['gaps', ['unknown', 'meshed.yes', 'unknown', 'unknown']],
  ])('for a service that is %s are %j', (situation, words) => {
    expect(answers(configuredService(situation))).toEqual(words);
  });

  it('do not call a service encrypted that has one port in plain text', () => {
    const service = withPosture(({ mtls }) => {
      const [{ decidedBy }] = mtls.server;
      mtls.server[0].ports = [
        { port: 9080, mode: 'PERMISSIVE', decidedBy: decidedBy! },
      ];
    });
    expect(answerTo('encrypted', service)).toBe('encrypted.ports');
  });

  it('are about nothing without pods', () => {
    const service = withPosture(({ mtls, injection, authorization }) => {
      mtls.server = [];
      injection.pods = [];
      injection.podCount = 0;
      authorization.access = [];
    });
    expect(answers(service).slice(0, 3)).toEqual([
      'noPods',
      'noPods',
      'noPods',
    ]);
  });

  it('tell of pods that are protected in different ways', () => {
    const service = withPosture(({ authorization }) => {
      const [first] = authorization.access;
      authorization.access.push({ ...first, access: 'open' });
    });
    expect(answerTo('access', service)).toBe('access.differs');
  });

  it('are no when no pod is in the mesh, and plain text is all they take', () => {
    const service = withPosture(({ mtls, injection }) => {
      for (const group of mtls.server) group.enforced = false;
      for (const pod of injection.pods) pod.dataPlane = 'none';
    });
    expect(answers(service).slice(0, 2)).toEqual(['encrypted.no', 'meshed.no']);
  });

  it('know that nobody may call, whatever else cannot be read', () => {
    const service = configuredService('closed');
    service.freshness.gaps = [
      { kind: 'RequestAuthentication', reason: 'It may not be read.' },
    ];
    expect(answerTo('access', service)).toBe('access.nobody');
  });
});

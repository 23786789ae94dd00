import { buildFleetRow, type ServiceView } from '@meshway/plugin-mesh-common';
import {
  RiAlertLine,
  RiCheckLine,
  RiDoorOpenLine,
  RiErrorWarningLine,
  RiForbidLine,
  RiLifebuoyLine,
  RiLockLine,
  RiLockUnlockLine,
  RiQuestionLine,
  RiShieldLine,
  RiSubtractLine,
  RiUserFollowLine,
} from '@remixicon/react';
import { ReactElement } from 'react';
import type { Tone } from '../../ui/StatusChip';
import { gapsOf } from './gapsOf';

/** What is asked of a service's protection, in this order. */
export type Question = 'encrypted' | 'meshed' | 'access' | 'failure';

/** Kinds without which a question cannot be answered fully. */
export const KINDS_ASKED: Record<Question, readonly string[]> = {
  encrypted: ['PeerAuthentication', 'DestinationRule'],
  meshed: ['Namespace'],
  access: ['AuthorizationPolicy', 'RequestAuthentication'],
  failure: ['DestinationRule', 'VirtualService'],
};

const LOOKS = {
  'encrypted.yes': { tone: 'positive', icon: <RiLockLine /> },
  'encrypted.ports': { tone: 'warning', icon: <RiLockUnlockLine /> },
  'encrypted.plainToo': { tone: 'warning', icon: <RiLockUnlockLine /> },
  'encrypted.partly': { tone: 'warning', icon: <RiLockUnlockLine /> },
  'encrypted.no': { tone: 'negative', icon: <RiLockUnlockLine /> },
  'meshed.yes': { tone: 'positive', icon: <RiShieldLine /> },
  'meshed.partly': { tone: 'warning', icon: <RiAlertLine /> },
  'meshed.no': { tone: 'negative', icon: <RiErrorWarningLine /> },
  'access.anyone': { tone: 'warning', icon: <RiDoorOpenLine /> },
  'access.some': { tone: 'positive', icon: <RiUserFollowLine /> },
  'access.nobody': { tone: 'negative', icon: <RiForbidLine /> },
  'access.differs': { tone: 'warning', icon: <RiAlertLine /> },
  'failure.set': { tone: 'positive', icon: <RiLifebuoyLine /> },
  'failure.default': { tone: 'neutral', icon: <RiCheckLine /> },
  'failure.faults': { tone: 'warning', icon: <RiAlertLine /> },
  noPods: { tone: 'neutral', icon: <RiSubtractLine /> },
  unknown: { tone: 'neutral', icon: <RiQuestionLine /> },
} as const satisfies Record<string, { tone: Tone; icon: ReactElement }>;

/** One word that answers a question; the backend's sentence says the rest. */
export type AnswerWord = keyof typeof LOOKS;

/** How an answer looks, beside its words. */
export function answerLooks(word: AnswerWord): {
  tone: Tone;
  icon: ReactElement;
} {
  return LOOKS[word];
}

/** The answer to a question at a glance. What cannot be read is never taken for what is not there. */
export function answerTo(question: Question, service: ServiceView): AnswerWord {
  switch (question) {
    case 'encrypted':
      return encrypted(service);
    case 'meshed':
      return meshed(service);
    case 'access':
      return access(service);
    default:
      return failure(service);
  }
}

function encrypted(service: ServiceView): AnswerWord {
  const { server } = service.posture.mtls;
  switch (fleetRowOf(service).mtls) {
    case 'STRICT':
      return server.some(({ ports }) =>
        ports.some(({ mode }) => mode !== 'STRICT'),
      )
        ? 'encrypted.ports'
        : 'encrypted.yes';
    case 'PERMISSIVE':
      return 'encrypted.plainToo';
    case 'DISABLE':
      return 'encrypted.no';
    case 'mixed':
      return 'encrypted.partly';
    default:
      return gapsOf(service, ['PeerAuthentication']).length > 0
        ? 'unknown'
        : 'noPods';
  }
}

function meshed(service: ServiceView): AnswerWord {
  const counts = fleetRowOf(service).meshed;
  if (!counts) return 'noPods';
  if (counts.pods === counts.of) return 'meshed.yes';
  return counts.pods === 0 ? 'meshed.no' : 'meshed.partly';
}

function access(service: ServiceView): AnswerWord {
  const found = new Set(
    service.posture.authorization.access.map(one => one.access),
  );
  if (gapsOf(service, KINDS_ASKED.access).length > 0 && !found.has('closed')) {
    return 'unknown';
  }
  if (found.size > 1) return 'access.differs';
  if (found.has('open')) return 'access.anyone';
  if (found.has('restricted')) return 'access.some';
  return found.has('closed') ? 'access.nobody' : 'noPods';
}

function failure(service: ServiceView): AnswerWord {
  const { routes, destinations } = service.posture.resilience;
  const settings = [...routes, ...destinations].flatMap(one => one.settings);
  if (settings.some(({ topic }) => topic === 'fault')) return 'failure.faults';
  if (gapsOf(service, KINDS_ASKED.failure).length > 0) return 'unknown';
  return settings.some(({ decidedBy }) => decidedBy)
    ? 'failure.set'
    : 'failure.default';
}

function fleetRowOf(view: ServiceView) {
  return buildFleetRow({ entityRef: '', title: '', view });
}

import type { Revision, ServiceView } from '@meshway/plugin-mesh-common';
import type { Notice, NoticeEvent } from './Notice';
import { driftOf } from './occasionsOf';

/**
 * A notice in words, as plain text.
 */
export function noticeWords(
  event: NoticeEvent,
  view: ServiceView,
  { version }: Revision,
): Pick<Notice, 'title' | 'description'> {
  const { cluster, namespace, name, headline } = view;
  const what = event === 'drifts' ? driftWords(view) : headline;
  return {
    title: titleOf(event, name, version),
    description: `${plain(what)} (${namespace}/${name} in cluster ${cluster})`,
  };
}

function titleOf(event: NoticeEvent, name: string, version: string): string {
  switch (event) {
    case 'waits':
      return `${name} ${version} waits for a decision`;
    case 'failed':
      return `The delivery of ${name} ${version} failed`;
    case 'aborted':
      return `The delivery of ${name} ${version} was aborted`;
    case 'drifts':
      return `The traffic of ${name} does not go where it should`;
    default:
      return `The delivery of ${name} ${version} is done`;
  }
}

function driftWords({ delivery, headline }: ServiceView): string {
  return delivery.engine === 'none' ? headline : driftOf(delivery).join(' ');
}

/** Notifications are shown as they stand. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

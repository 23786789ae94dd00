/** What an owner can be told of a delivery. */
export const NOTICE_EVENTS = [
  'waits',
  'failed',
  'aborted',
  'drifts',
  'done',
] as const;

/** What an owner can be told of a delivery. */
export type NoticeEvent = (typeof NOTICE_EVENTS)[number];

/**
 * The object whose delivery is told about.
 */
export interface NoticeTarget {
  cluster: string;
  kind: 'Rollout' | 'VirtualService';
  namespace: string;
  name: string;
}

/**
 * Something that happened to a delivery and that its owners should know.
 */
export interface Notice {
  event: NoticeEvent;
  target: NoticeTarget;
  /** Which time it is that this happened to the target: told once, however often and by however many it is seen. */
  occasion: string;
  title: string;
  description: string;
}

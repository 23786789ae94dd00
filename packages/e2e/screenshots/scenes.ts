import type { Page } from '@playwright/test';
import { situations } from '../../../plugins/mesh/dev/devEntities.ts';

/** One state of the interface that a person looks at. */
export interface Scene {
  name: string;
  path: string;
  /** What is done before the picture is taken. */
  act?: (page: Page) => Promise<void>;
}

const tabOf = (situation: string) =>
  `/catalog/default/component/${situation}/mesh`;

/** Every situation of the plugin's dev app, and what opens from there. */
export const scenes: Scene[] = [
  ...situations.map(name => ({ name, path: tabOf(name) })),
  { name: 'overview', path: '/catalog/default/component/paused' },
  { name: 'fleet', path: '/mesh' },
];

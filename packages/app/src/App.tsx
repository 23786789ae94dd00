import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav/navModule';

/** Every other plugin is discovered from this package's dependencies (`app.packages: all`). */
export const app = createApp({ features: [navModule] });

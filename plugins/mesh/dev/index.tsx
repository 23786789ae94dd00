import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import meshPlugin from '../src/alpha';
import {
  devApisModule,
  devCatalogModule,
  devPermissionModule,
} from './devModules';
import { wizardFetchModule, wizardPlugin } from './wizardModule';

createDevApp({
  features: [
    catalogPlugin,
    meshPlugin,
    devCatalogModule,
    devApisModule,
    devPermissionModule,
    wizardPlugin,
    wizardFetchModule,
  ],
});

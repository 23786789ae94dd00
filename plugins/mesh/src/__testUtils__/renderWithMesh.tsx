import {
  mockApis,
  renderInTestApp,
  type MockAnalyticsApi,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ReactElement } from 'react';
import { meshApiRef } from '../api';
import { FakeMeshApi } from '../__fixtures__/FakeMeshApi';

/** Renders with a fake mesh backend, as somebody who may decide unless told otherwise. */
export function renderWithMesh(
  element: ReactElement,
  meshApi: FakeMeshApi,
  options: { authorize?: AuthorizeResult.ALLOW | AuthorizeResult.DENY } = {},
): { analytics: MockAnalyticsApi } {
  const analytics = mockApis.analytics();
  renderInTestApp(element, {
    apis: [
      [meshApiRef, meshApi],
      mockApis.permission({
        authorize: options.authorize ?? AuthorizeResult.ALLOW,
      }),
      analytics,
    ],
    mountedRoutes: {
      '/software/:namespace/:kind/:name': entityRouteRef,
    },
  });
  return { analytics };
}

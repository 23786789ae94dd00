import {
  mockApis,
  renderInTestApp,
  type MockAnalyticsApi,
} from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ReactElement } from 'react';
import { meshApiRef } from '../api';
import { FakeMeshApi } from '../__fixtures__/FakeMeshApi';

const productpage: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'productpage' },
};

/** Renders with a fake mesh backend, as somebody who may decide unless told otherwise. */
export function renderWithMesh(
  element: ReactElement,
  meshApi: FakeMeshApi,
  options: {
    authorize?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    /** The entity of the page. */
    entity?: Entity;
    /** What else the catalog knows. */
    catalog?: Entity[];
    /** Query of the URL. */
    search?: string;
  } = {},
): { analytics: MockAnalyticsApi } {
  const analytics = mockApis.analytics();
  renderInTestApp(
    <EntityProvider entity={options.entity ?? productpage}>
      {element}
    </EntityProvider>,
    {
      initialRouteEntries: [`/${options.search ?? ''}`],
      apis: [
        [meshApiRef, meshApi],
        [catalogApiRef, catalogApiMock({ entities: options.catalog })],
        mockApis.permission({
          authorize: options.authorize ?? AuthorizeResult.ALLOW,
        }),
        analytics,
      ],
      mountedRoutes: {
        '/software/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return { analytics };
}
